import { basename } from 'node:path';
import type { Dataset } from '../src/dataset/dataset.js';
import { fromArrays } from '../src/dataset/from-arrays.js';
import { isName } from './read-csv.js';
import { readTable, type Table } from './read-table.js';

interface Reading {
  readonly classes: number | undefined;
  /** The label that counts as +1; all others count as -1. */
  readonly positive: number | undefined;
  readonly scale: number | undefined;
}

/**
 * The data set of a file of patterns and one of labels, or of patterns whose last column holds the labels; with a
 * sentence that says what was read, and a notice for each file whose first row is read as names although it also has
 * numbers.
 */
export function readData(
  patterns: string,
  labels: string | undefined,
  { classes, positive, scale }: Reading,
): { data: Dataset; summary: string; notices: string[] } {
  const table = readTable(patterns);
  const labelTable = labels === undefined ? undefined : readTable(labels);
  const fileLabels = labelTable === undefined ? lastColumn(table, patterns) : column(labelTable, labels!);
  if (labels === patterns) throw new Error(`${patterns} holds both patterns and labels; leave LABELS out`);
  const columns = labelTable === undefined ? table.columns - 1 : table.columns;
  const counts = countsOf(fileLabels);
  if (classes === undefined && positive === undefined) checkSigns(labels ?? patterns, counts);
  const data = fromArrays(
    table.values.subarray(0, table.rows * columns),
    positive === undefined ? fileLabels : signs(fileLabels, positive),
    { shape: [table.rows, columns], classes, scale, source: basename(patterns) },
  );
  const place = labelTable === undefined ? 'its last column' : `${labels} (${headerOf(labelTable)})`;
  return {
    data,
    summary:
      `Read ${inNumbers(table.rows, 'pattern')} of ${inNumbers(columns, 'input')} from ${patterns} (${headerOf(table)}), ` +
      `and from ${place} the labels ${counts.map(([label, count]) => `${labelText(label, positive)}: ${count}`).join(', ')}.`,
    notices: [...noticeOf(patterns, table), ...(labelTable === undefined ? [] : noticeOf(labels!, labelTable))],
  };
}

function headerOf({ names }: Table): string {
  return names.length === 0 ? 'no row of names' : 'the first row has names';
}

function inNumbers(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function labelText(label: number, positive: number | undefined): string {
  return positive === undefined ? `${label}` : `${label} (as ${label === positive ? '+1' : '-1'})`;
}

/** How many patterns have each label, from the smallest label to the largest. */
function countsOf(labels: Float64Array): [label: number, count: number][] {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

/** @throws Error, which says how to read them, if labels are not ±1. */
function checkSigns(path: string, counts: readonly (readonly [label: number, count: number])[]): void {
  if (counts.every(([label]) => label === 1 || label === -1)) return;
  const labels = counts.map(([label]) => label);
  const highest = labels.at(-1)!;
  const few = labels.length > 8 ? `${labels.length} different labels` : `the labels ${inList(labels)}`;
  const isClasses = labels.length > 2 && labels.every((label, k) => label === k);
  throw new Error(
    `${path} has ${few}, which are not +1 and -1; give \`--positive ${highest}\` to count ${highest} as +1 and ` +
      `${labels.length === 2 ? labels[0] : 'all others'} as -1` +
      (isClasses ? `, or \`--classes ${labels.length}\` for a network with one output for each` : ''),
  );
}

function inList(labels: readonly number[]): string {
  return labels.length === 1 ? `${labels[0]}` : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;
}

function noticeOf(path: string, { names }: Table): string[] {
  if (names.every(isName)) return [];
  const text = names.join(', ');
  return [`${path}: the first row is read as names: ${text.length > 60 ? `${text.slice(0, 59)}…` : text}`];
}

/** Removes the last column from a table and returns it; the others are moved in place, because a copy may be large. */
function lastColumn({ values, rows, columns }: Table, path: string): Float64Array {
  if (columns < 2) {
    throw new Error(`${path} has only one number per row, and no file of labels is given; give one as the second file`);
  }
  const labels = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    labels[row] = values[(row + 1) * columns - 1]!;
    values.copyWithin(row * (columns - 1), row * columns, (row + 1) * columns - 1);
  }
  return labels;
}

/** The labels of a file: one per row, or all in one row. */
function column({ values, rows, columns }: Table, path: string): Float64Array {
  if (rows > 1 && columns > 1) throw new Error(`${path} has ${columns} numbers in row 1; give one label per row`);
  return values;
}

function signs(labels: Float64Array, positive: number): Float64Array {
  if (!labels.includes(positive))
    throw new Error(`--positive is ${positive}, which is not the label of any pattern; give a label of the file`);
  return labels.map((label) => (label === positive ? 1 : -1));
}
