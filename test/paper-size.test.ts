import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TablesRecord } from '#src/pages/tables.js';

// What docs/paper-size/README.md says is in the tables next to it.

const folder = 'docs/paper-size';
const studies = readdirSync(folder).filter((name) => /^\d\d-/.test(name));

interface Row {
  readonly [column: string]: string;
}

/** The rows of a table in which no text has a quotation mark. */
function rowsOf(study: string, file: string): Row[] {
  const [head, ...lines] = readFileSync(join(folder, study, file), 'utf8')
    .trim()
    .split('\n')
    .map(fieldsOf);
  return lines.map((line) => Object.fromEntries(line.map((field, k) => [head![k]!, field])));
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,"]*))/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

function recordOf(study: string): TablesRecord {
  return JSON.parse(readFileSync(join(folder, study, 'tables.json'), 'utf8')) as TablesRecord;
}

/** The numbers of the paper beside ours, which end the page of a notebook. */
function compared(number: string) {
  const study = studies.find((name) => name.startsWith(number))!;
  const rows = rowsOf(study, recordOf(study).tables.at(-1)!.file);
  return rows.map((row) => ({
    name: row.quantity!,
    paper: Number(row.paper),
    here: Number(row.here),
    pull: Number(row.pull),
  }));
}

test.each(studies)('%s is of the paper’s size, and all its tables are there', (study) => {
  const { notebook, parameters, tables } = recordOf(study);
  expect(notebook).toBe(`${study}.ipynb`);
  expect(parameters).toEqual({ size: 'paper' });
  for (const { file } of tables) expect(rowsOf(study, file).length).toBeGreaterThan(0);
});

test('all eight studies are there', () => {
  expect(studies.map((name) => name.slice(0, 2))).toEqual(['01', '02', '03', '04', '05', '06', '07', '08']);
});

describe('beside the paper', () => {
  test('33 numbers agree', () => {
    const pulls = ['01', '03', '04', '05'].flatMap((number) => compared(number).map(({ pull }) => pull));
    expect(pulls).toHaveLength(33);
    expect(Math.min(...pulls)).toBeGreaterThan(-1.4);
    expect(Math.max(...pulls)).toBeLessThan(1.5);
  });

  test('the peak of the clothes scatters more from draw to draw than it differs', () => {
    const { here, paper } = compared('01').find(({ name }) => name === 'peak of ρ, clothes, P = 392')!;
    expect([here.toFixed(2), paper]).toEqual(['6.83', 8.09]);
    expect(Math.sqrt(10) * Number(rowsOf('01-random-vs-mnist', 'table-6.csv')[3]!['here ±'])).toBeCloseTo(1.1, 1);
  });

  test('the peak of the digits grows by as much as the annealed one', () => {
    const [smallest, , largest] = rowsOf('01-random-vs-mnist', 'table-3.csv');
    const growth = (column: string) => Number(largest![column]) - Number(smallest![column]);
    const error = Math.hypot(Number(largest!['peak of ρ ±']), Number(smallest!['peak of ρ ±']));
    expect([growth('peak of ρ').toFixed(3), error.toFixed(3)]).toEqual(['0.077', '0.021']);
    expect(growth('annealed peak').toFixed(2)).toBe('0.09');
  });

  test('of the imbalanced digits’ numbers two are farther off', () => {
    const pulls = compared('02').map(({ pull }) => pull);
    expect(pulls).toHaveLength(9);
    expect(pulls.filter((pull) => Math.abs(pull) > 2).map((pull) => pull.toFixed(1))).toEqual(['-3.4', '2.4']);
    // Student's t distribution with three degrees of freedom, both tails.
    const t = 3.43 / Math.sqrt(3);
    const beyond = 1 - (2 / Math.PI) * (t / (1 + t * t) + Math.atan(t));
    expect(1 - (1 - beyond) ** 9).toBeCloseTo(1 / 3, 1);
  });

  test('the variances of networks are smaller by one factor, and their ratios the same', () => {
    const published = [1039, 895.1, 764.4, 736.2];
    const ours = rowsOf('06-depth-and-width', 'table-2.csv')
      .map((row) => Number(row['variance of E']))
      .slice(0, 4);
    for (const [k, variance] of ours.entries()) {
      expect(published[k]! / variance).toBeGreaterThan(1.06);
      expect(published[k]! / variance).toBeLessThan(1.07);
      expect(variance / ours[0]! / (published[k]! / published[0]!) - 1).toBeCloseTo(0, 2);
    }
    for (const { pull } of compared('06')) expect(Math.abs(pull)).toBeLessThan(2);
  });

  test('runs of the protocol scatter more, and its time grows faster', () => {
    const [spread, growth] = compared('07').map(({ here }) => here);
    expect(spread).toBeCloseTo(0.041, 3);
    expect(growth).toBeCloseTo(0.18, 3);
  });
});

test('the lowest levels of ten classes', () => {
  const classes = rowsOf('06-depth-and-width', 'table-5.csv').map((row) => row['fewest errors found']);
  expect(classes).toEqual(['3', '0']);
});
