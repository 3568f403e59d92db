import type { Run } from './sweep.js';

/** The runs of a sweep that share one value of a parameter. */
export interface RunGroup<Point, Result, Value> {
  readonly value: Value;
  readonly runs: readonly Run<Point, Result>[];
}

/** The runs of a sweep by the value of one parameter, in the order of the sweep. */
export function groupRuns<Point, Result, Parameter extends keyof Point>(
  runs: readonly Run<Point, Result>[],
  parameter: Parameter,
): RunGroup<Point, Result, Point[Parameter]>[] {
  const groups = new Map<Point[Parameter], Run<Point, Result>[]>();
  for (const run of runs) {
    const value = run.point[parameter];
    groups.set(value, [...(groups.get(value) ?? []), run]);
  }
  return [...groups].map(([value, members]) => ({ value, runs: members }));
}
