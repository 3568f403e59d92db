import { averageCurves } from '../analysis/average-curves.js';
import { checkChoice, checkOptions } from '../check.js';
import { checkCurve, type EntropyCurve } from '../curve.js';
import { groupRuns } from './group-runs.js';
import type { Run } from './sweep.js';

export interface AverageRunsOptions {
  /** ln of the mean of g (`'count'`, default) or the mean of S (`'entropy'`), as in `averageCurves`. */
  readonly of?: 'count' | 'entropy';
}

/** The curve of one value of a parameter: what `plotDensityMap` draws a column of. */
export interface AveragedRuns<Value> {
  readonly value: Value;
  /** The average over the runs with its spread (see `averageCurves`); the curve itself where there is one run only. */
  readonly curve: EntropyCurve;
}

/**
 * One curve for each value of a parameter, averaged over all else that the sweep went over.
 * @throws as `groupRuns` does, and as `averageCurves` does, where runs of one value differ in P or M.
 */
export function averageRuns<Point, Parameter extends keyof Point>(
  runs: readonly Run<Point, EntropyCurve>[],
  parameter: Parameter,
  options: AverageRunsOptions = {},
): AveragedRuns<Point[Parameter]>[] {
  checkOptions('averageRuns', options, ['of']);
  const { of = 'count' } = options;
  checkChoice('of', of, ['count', 'entropy']);
  return groupRuns(runs, parameter).map(({ value, runs: members }) => {
    const curves = members.map(({ result }) => result);
    for (const curve of curves) checkCurve(curve);
    return { value, curve: curves.length === 1 ? curves[0] : averageCurves(curves, { of }) };
  });
}
