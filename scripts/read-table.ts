import { readFileSync } from 'node:fs';
import { readNpy } from '../src/npy.js';

/**
 * The numbers of a .csv or .npy file, row by row. In CSV fields are parted by commas, semicolons, tabs or blanks, and a first
 * row of names is left out; a list of one dimension in .npy has one number a row.
 * @throws a sentence with the file's name where it cannot be read as that.
 */
export function readTable(path: string): number[][] {
  try {
    const bytes = readFileSync(path);
    if (/\.npy$/i.test(path)) return rowsOf(readNpy(bytes));
    if (/\.(csv|tsv|txt)$/i.test(path)) return readCsv(bytes.toString('utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
  throw new Error(`${path} is neither .csv nor .npy; give a file of one of these`);
}

function rowsOf({ shape, values }: ReturnType<typeof readNpy>): number[][] {
  const [rows, ...others] = shape;
  if (rows === undefined) throw new TypeError('it is a single number; save an array of patterns × inputs');
  // Pictures of pixels × pixels are patterns of as many inputs.
  const columns = others.reduce((product, size) => product * size, 1);
  return Array.from({ length: rows }, (_, k) => Array.from(values.subarray(k * columns, (k + 1) * columns)));
}

function readCsv(text: string): number[][] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const rows = lines
    .map((line, k) => ({ fields: fieldsOf(line), line: k + 1 }))
    .filter(({ fields }) => fields.length > 0);
  const hasNames = rows[0]?.fields.every((field) => Number.isNaN(numberOf(field))) ?? false;
  return rows.slice(hasNames ? 1 : 0).map(({ fields, line }) =>
    fields.map((field, k) => {
      const value = numberOf(field);
      if (Number.isNaN(value)) throw new TypeError(`line ${line}, field ${k + 1} is '${field}', which is no number`);
      return value;
    }),
  );
}

function fieldsOf(line: string): string[] {
  if (line.trim() === '') return [];
  const mark = [',', ';', '\t'].find((one) => line.includes(one)) ?? /\s+/;
  return line
    .trim()
    .split(mark)
    .map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
}

function numberOf(field: string): number {
  return field === '' ? Number.NaN : Number(field.replace('−', '-'));
}
