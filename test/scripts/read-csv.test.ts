import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { numberOf, readCsv } from '#scripts/read-csv.js';
import { readTable } from '#scripts/read-table.js';
import { writeNpy } from '#src/base/npy.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'some.csv');
const read = (content: string | Uint8Array) => {
  writeFileSync(path, content);
  return readCsv(path);
};
/** The rows of a file, each as an array. */
const rowsOf = (content: string) => {
  const { values, rows, columns } = read(content);
  return Array.from({ length: rows }, (_, k) => Array.from(values.subarray(k * columns, (k + 1) * columns)));
};

describe('a CSV file', () => {
  test.each([
    ['commas', '1,-1\n0.5,2\n'],
    ['no last newline', '1,-1\n0.5,2'],
    ['semicolons and blanks', '1; -1\n 0.5 ;2 \n'],
    ['tabs', '1\t-1\n0.5\t2\n'],
    ['blanks, as many as there are', '  1   -1\n0.5 2  \n'],
    ['Windows newlines', '1,-1\r\n0.5,2\r\n'],
    ['empty lines', '\n1,-1\n\n  \n0.5,2\n\n'],
    ['quotes', '"1","-1"\n"0.5",2\n'],
    ['a byte order mark', '\uFEFF1,-1\n0.5,2\n'],
    ['a byte order mark and names', '\uFEFFa,b\n1,-1\n0.5,2\n'],
    ['exponents, signs and points', '+1,-1e0\n.5,2.\n'],
    ['a typographic minus', '1,−1\n0.5,2\n'],
    ['as NumPy saves', '1.000000000000000000e+00 -1.000000000000000000e+00\n5.0e-01 2.0E+00\n'],
    ['names', 'x1,x2\n1,-1\n0.5,2\n'],
    ['names and numbers in the first line', '0,label\n1,-1\n0.5,2\n'],
    ['names that look like numbers', '0x1,0x2\n1,-1\n0.5,2\n'],
    ['names with marks in quotes', '"a, b","say ""c"""\n1,-1\n0.5,2\n'],
  ])('with %s', (_, content) => {
    expect(rowsOf(content)).toEqual([
      [1, -1],
      [0.5, 2],
    ]);
  });

  test('has the double that is closest to each decimal, whatever its length', () => {
    const digits = fc.stringMatching(/^[0-9]{1,20}$/);
    const plain = fc.tuple(fc.constantFrom('', '-'), digits, digits).map(([sign, a, b]) => `${sign}${a}.${b}`);
    const decimal = fc.oneof(
      plain,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(decimal, decimal), { minLength: 1, maxLength: 50 }), (rows) => {
        expect(rowsOf(rows.map((row) => row.join(',')).join('\n'))).toEqual(rows.map((row) => row.map(Number)));
      }),
    );
  });

  test('says which names its first line has', () => {
    expect(read('a,"b c"\n1,2\n').names).toEqual(['a', 'b c']);
    expect(read('1,2\n3,4\n').names).toEqual([]);
  });

  test('may be longer than a piece, with lines that lie across pieces, and with one long line', () => {
    const numbers = Array.from({ length: 700_001 }, (_, k) => (k * k) % 1_000_003);
    const rows = Array.from({ length: 1000 }, (_, k) => numbers.slice(700 * k, 700 * (k + 1)));
    const { values, rows: count, columns } = read(rows.map((row) => row.join(',')).join('\n'));
    expect([count, columns]).toEqual([1000, 700]);
    expect(values).toEqual(Float64Array.from(rows.flat()));
    expect(read(`${numbers.join(' ')}\n`).values).toEqual(Float64Array.from(numbers));
  });

  test.each([
    ['1,2\n3,four\n', "line 2, field 2 is 'four', which is not a number"],
    ['1,2\n3,0x1\n', "line 2, field 2 is '0x1', which is not a number"],
    ['1,0b1\n0o1,1_0\n', "line 2, field 1 is '0o1', which is not a number"],
    ['1,NaN\n3,4\n', "line 1, field 2 is 'NaN', which is not a number"],
    ['NaN,nan\n3,4\n', "line 1, field 1 is 'NaN', which is not a number"],
    ['a,b\n1,2\n3,nan\n', "line 3, field 2 is 'nan', which is not a number"],
    ['1,2\n-inf,4\n', "line 2, field 1 is '-inf', which is not a number"],
    ['1,2\nInfinity,4\n', "line 2, field 1 is 'Infinity', which is not a number"],
    ['1,2\n1e999,4\n', "line 2, field 1 is '1e999', which is not a number"],
    ['\n1,2\n\n3,\n', 'line 4, field 2 is empty; give a number, or remove the separator beside it'],
    ['1,2,\n3,4,\n', 'line 1, field 3 is empty'],
    ['1,2\n,\n', 'line 2, field 1 is empty'],
    ['1,2\n"3,4"\n', "line 2, field 1 is '3,4', which is not a number"],
    ['1,2\n"3,4\n', 'which is not a number'],
    ['0,5;1,5\n2,5;3\n', "line 2, field 1 is '2,5', which is not a number"],
    ['1,2\n\n3\n', 'line 3 has 1 numbers and line 1 has 2; give rows of the same length'],
    ['a,b\n1,2\n3,4,5\n', 'line 3 has 3 numbers and line 2 has 2'],
    [',a,b\n0,1,2\n1,3,4\n', 'line 1 has no name for column 1; leave out the row numbers (pandas: index=False)'],
    ['a b\n1 1 2\n2 3 4\n', 'it has 2 names and 3 columns of numbers; give one name for each'],
    ['', 'it holds no numbers'],
    ['\n \n', 'it holds no numbers'],
    ['a,b\n', 'it holds no numbers'],
    ['1\0,\0', 'it is not text in UTF-8; save it as CSV in UTF-8'],
  ])('that cannot be read gives a sentence: %j', (content, sentence) => {
    expect(() => read(content)).toThrow(sentence);
  });

  test('reads a number in decimal notation and nothing else', () => {
    for (const text of ['1', '-1', ' 2 ', '1e3', '.5', '5.', '−3']) expect(numberOf(text)).not.toBeNaN();
    for (const text of ['', ' ', '0x1', '1 2', 'e3', '.', '-', '1n', 'Infinity', 'NaN', '1,5', '--1']) {
      expect(numberOf(text)).toBeNaN();
    }
  });
});

describe('a table', () => {
  const refused = (name: string, sentence: string) =>
    expect(() => readTable(join(folder, name))).toThrow(`${join(folder, name)} ${sentence}`);

  test('may be an array of any shape but an empty one', () => {
    writeFileSync(join(folder, 'cube.npy'), writeNpy({ shape: [2, 3, 2], values: new Float64Array(12) }));
    expect(readTable(join(folder, 'cube.npy'))).toMatchObject({ rows: 2, columns: 6, names: [] });
    writeFileSync(join(folder, 'empty.npy'), writeNpy({ shape: [100_000_000, 0], values: new Float64Array(0) }));
    refused('empty.npy', 'cannot be read: its shape is (100000000, 0), which holds no numbers');
    writeFileSync(join(folder, 'scalar.npy'), writeNpy({ shape: [], values: Float64Array.of(1) }));
    refused('scalar.npy', 'cannot be read: it is a single number; save an array');
  });

  test('is not read from a pipe or a folder, which would wait for ever', () => {
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    refused('pipe.csv', 'cannot be read: it is not a file');
    execFileSync('mkdir', [join(folder, 'folder.npy')]);
    refused('folder.npy', 'cannot be read: it is not a file');
    refused('absent.csv', 'cannot be read: there is no such file');
    refused('picture.png', 'is neither .csv nor .npy');
  });
});
