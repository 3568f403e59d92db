import { checkList, checkText, inWords } from '../check.js';
import type { Run } from './sweep.js';

/** The runs of a sweep that share one value of a parameter. */
export interface RunGroup<Point, Result, Value> {
  readonly value: Value;
  readonly runs: readonly Run<Point, Result>[];
}

/**
 * The runs of a sweep by the value of one parameter, in the order of the sweep.
 * @throws where the sweep did not go over the parameter.
 */
export function groupRuns<Point, Result, Parameter extends keyof Point>(
  runs: readonly Run<Point, Result>[],
  parameter: Parameter,
): RunGroup<Point, Result, Point[Parameter]>[] {
  checkRuns(runs);
  checkText('parameter', parameter as string);
  for (const { point } of runs) {
    if (Object.hasOwn(point as object, parameter)) continue;
    throw new RangeError(
      `the runs have no parameter ${String(parameter)}; they went over ${Object.keys(point as object).join(', ')}`,
    );
  }
  const groups = new Map<Point[Parameter], Run<Point, Result>[]>();
  for (const run of runs) {
    const value = run.point[parameter];
    groups.set(value, [...(groups.get(value) ?? []), run]);
  }
  return [...groups].map(([value, members]) => ({ value, runs: members }));
}

/** @throws TypeError unless these are the runs of a sweep. */
export function checkRuns(runs: readonly Run<unknown, unknown>[]): void {
  checkList('runs', runs, 'runs, as `sweep` gives them');
  for (const run of runs) {
    if (Object(run?.point) === run?.point && 'result' in run) continue;
    throw new TypeError(`a run is ${inWords(run)}; give those of a sweep, each { point, result }`);
  }
}
