import type { DataFrame } from 'danfojs-node';
import { type Columns, frame } from '../frame.js';
import type { Run } from './sweep.js';

/** A row of a frame. */
export interface Row {
  readonly [column: string]: number | string | boolean;
}

/** A danfo frame of a sweep: one row per run, with its parameters and what `describe` says of its result. */
export function runsFrame<Point extends object, Result>(
  runs: readonly Run<Point, Result>[],
  describe: (result: Result, point: Point) => Row,
): DataFrame {
  return rowsFrame(runs.map(({ point, result }) => ({ ...point, ...describe(result, point) })));
}

/**
 * A danfo frame of rows that have the same columns.
 * @throws where there is no row.
 */
export function rowsFrame(rows: readonly Row[]): DataFrame {
  if (rows.length === 0) throw new RangeError('there are no rows to make a frame of; give at least one');
  const columns = Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])] as const);
  return frame(Object.fromEntries(columns) as Columns);
}
