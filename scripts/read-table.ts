import { readFileSync, statSync } from 'node:fs';
import { readNpy } from '../src/base/npy.js';
import { readCsv } from './read-csv.js';

/** The numbers of a file, row by row. */
export interface Table {
  /** Rows × columns numbers, row after row. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** The names of the columns in the first row; empty if it has numbers like all others. */
  readonly names: readonly string[];
}

/**
 * The numbers of a .csv or .npy file. An array of one dimension in .npy has one number per row.
 *
 * @throws Error, which names the file, if it cannot be read.
 */
export function readTable(path: string): Table {
  const read = /\.npy$/i.test(path) ? readArray : /\.(csv|tsv|txt)$/i.test(path) ? readCsv : undefined;
  if (read === undefined) throw new Error(`${path} is neither .csv nor .npy; give a file of one of these types`);
  try {
    // A pipe might keep this process waiting forever.
    if (!statSync(path).isFile()) throw new TypeError('it is not a file');
    return read(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}

function readArray(path: string): Table {
  const { shape, values } = readNpy(readFileSync(path));
  const [rows, ...others] = shape;
  if (rows === undefined) throw new TypeError('it is a single number; save an array of patterns × inputs');
  if (values.length === 0) throw new TypeError(`its shape is (${shape.join(', ')}), which holds no numbers`);
  // A picture of rows × columns of pixels is one pattern.
  return { values, rows, columns: others.reduce((product, size) => product * size, 1), names: [] };
}
