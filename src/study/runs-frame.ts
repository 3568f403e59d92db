import type { DataFrame } from 'danfojs-node';
import { checkFunction, checkList, inWords } from '../check.js';
import { type Columns, frame } from '../frame.js';
import { checkRuns } from './group-runs.js';
import type { Run } from './sweep.js';

/** A row of a frame. */
export interface Row {
  readonly [column: string]: number | string | boolean;
}

/**
 * A danfo frame of a sweep: one row per run, with its parameters and what `describe` says of its result.
 * @throws where there is no run, or the rows have different columns.
 */
export function runsFrame<Point extends object, Result>(
  runs: readonly Run<Point, Result>[],
  describe: (result: Result, point: Point) => Row,
): DataFrame {
  checkRuns(runs);
  checkFunction('describe', describe, '(result) => ({ peak: densityPeak(result).density })');
  return rowsFrame(runs.map(({ point, result }) => ({ ...point, ...describe(result, point) })));
}

/**
 * A danfo frame of rows that have the same columns.
 * @throws where there is no row, or the rows have different columns.
 */
export function rowsFrame(rows: readonly Row[]): DataFrame {
  checkList('rows', rows, 'rows, as in [{ P: 78, peak: 0.1 }]');
  if (rows.length === 0) throw new RangeError('there are no rows to make a frame of; give at least one');
  const names = namesOf(rows[0]);
  for (const row of rows) {
    if (namesOf(row).toSorted().join() === names.toSorted().join()) continue;
    throw new RangeError(
      `a row has the columns ${namesOf(row).join(', ')} and the first ${names.join(', ')}; give all rows the same`,
    );
  }
  const columns = names.map((name) => [name, rows.map((row) => row[name])] as const);
  return frame(Object.fromEntries(columns) as Columns);
}

function namesOf(row: Row): string[] {
  if (Object(row) !== row || Array.isArray(row)) {
    throw new TypeError(`a row is ${inWords(row)}; give an object, as in { P: 78, peak: 0.1 }`);
  }
  return Object.keys(row);
}
