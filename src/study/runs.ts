import { averageCurves } from '../analysis/averages.js';
import { checkChoice, checkList, checkOptions, checkText, inWords } from '../base/check.js';
import { checkCurve, type EntropyCurve } from '../base/curve.js';
import { type DensityOfStates, isDensityOfStates } from '../sampling/density-of-states.js';
import type { Doubt } from '../sampling/diagnostics.js';
import { describePoint, type Run } from './sweep.js';

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

/** Doubtful runs that are named; the others are counted. */
const NAMED = 4;

/**
 * How far to rely on the densities of states of a sweep: how many runs were finished where it was stopped, in how many of them
 * ρ and the ends of S(E) are reliable, and why not.
 */
export function sweepVerdict(runs: readonly Run<object, DensityOfStates>[] & { readonly planned?: number }): string {
  checkRuns(runs);
  if (!runs.every(({ result }) => isDensityOfStates(result))) {
    throw new TypeError('a run has another result than a density of states; give runs of `wangLandau` or `enumerate`');
  }
  const { planned = runs.length } = runs;
  const verdicts = runs.map(({ point, result }) => ({ point, ...result.diagnostics }));
  const unsure = verdicts.filter(({ reliable }) => !reliable.density);
  const notices = new Set(runs.flatMap(({ result }) => result.provenance.dataset.notice ?? []));
  const named = unsure.slice(0, NAMED).map(({ point }) => describePoint(point));
  const hidden = unsure.length - named.length;
  return [
    ...(planned > runs.length ? [`${runs.length} of ${planned} runs were finished before the sweep was stopped.`] : []),
    `The density ρ is reliable within its error bars in ${runs.length - unsure.length} of ${runs.length} runs,`,
    `the ends of S(E) in ${verdicts.filter(({ reliable }) => reliable.ends).length}.`,
    ...(named.length === 0
      ? []
      : [`Not reliable: ${[...named, ...(hidden > 0 ? [`${hidden} more`] : [])].join('; ')}.`]),
    ...reasons(verdicts.flatMap(({ doubts }) => doubts)),
    ...notices,
  ].join(' ');
}

const REASONS: { readonly [kind in Doubt['kind']]: string } = {
  cancelled: 'was cancelled',
  'learned-only': 'counted too little',
  unfinished: 'did not finish the learning',
  'few-round-trips': 'made too few round trips',
  missed: 'missed levels that the learning knew',
  unsettled: 'had not settled',
  'no-error-bar': 'has levels without an error bar',
  vague: 'knows levels to no better than 0.5 nats',
  'below-one': 'has levels with less than one configuration',
  asymmetric: 'breaks a symmetry that must hold',
  'open-end': 'may have missed rare levels',
};

function reasons(doubts: readonly Doubt[]): string[] {
  const kinds = [...new Set(doubts.map(({ kind }) => kind))];
  if (kinds.length === 0) return [];
  const counted = kinds.map((kind) => `${REASONS[kind]} (${doubts.filter((doubt) => doubt.kind === kind).length})`);
  return [`What a run may fall short of, and in how many: ${counted.join(', ')}.`];
}
