import type { Problem } from '../kernel/problem.js';
import type { Diagnostics } from './density-of-states.js';
import type { Estimate } from './jackknife.js';
import type { Learned } from './learning.js';
import type { MissedLevels } from './missed-levels.js';
import type { Production } from './production.js';

/** What a sampled result is judged by. */
export interface Evidence {
  readonly problem: Problem;
  readonly estimate: Estimate;
  /** The estimate that takes each level by itself; `null` where there is no symmetry to hold it to. */
  readonly unfolded: Estimate | null;
  /** True where g(E) = g(P − E) was imposed. */
  readonly mirrored: boolean;
  readonly learned: readonly Learned[];
  /** Empty for the paper's protocol. */
  readonly produced: readonly Production[];
  /** Levels that were learned and not counted; absent where nothing is counted. */
  readonly missed?: MissedLevels;
  readonly cancelled: boolean;
  /** True where the run was stopped before its production walkers counted anything. */
  readonly uncounted?: boolean;
}

/** Round trips per walker from which on a walk is taken to have mixed. */
const ENOUGH_TRIPS = 2;

/** What levels that were not reached may take from the others, in nats, without harm. */
const MISSED_ERROR = 0.001;

/** A standard error, in nats, beyond which an entropy says little. */
const LARGE_ERROR = 0.5;

/** Weighs what a run saw: says whether its result can be taken at its error bars, and why. */
export function judge(evidence: Evidence): Diagnostics {
  const { learned, produced, problem, estimate } = evidence;
  const moves = sum([...learned, ...produced].map((walk) => walk.moves));
  const walkers = produced.length;
  const roundTrips = sum(produced.map((walk) => walk.roundTrips));
  const found = walkers > 0 ? produced.map((walk) => walk.visits) : learned.map((walk) => walk.entropy.map(Math.exp));
  const last = problem.levels - 1;
  const isFound = (histogram: Float64Array, level: number) =>
    histogram[level] > 0 || (evidence.mirrored && histogram[last - level] > 0);
  const foundBy = Array.from(estimate.entropy, (_, level) => found.filter((one) => isFound(one, level)).length);
  const symmetryResidual = evidence.unfolded === null ? null : residual(evidence.unfolded);
  const windows = Math.max(1, ...produced.map((walk) => walk.windows.length));

  // The bins of a second axis have no names of their own.
  const { axis } = problem;
  const named = (levels: readonly number[]) => (axis === undefined ? ranges(levels) : count(levels.length, 'bin'));
  const doubts: string[] = [];
  if (evidence.cancelled) doubts.push('The run was cancelled before its end.');
  const reached = levelsWhere(estimate, () => true).length;
  // What was learned is checked by the production run; the paper's protocol has none.
  if (walkers === 0 && learned.some((walk) => !walk.finished)) {
    doubts.push('The learning ended before its schedule did: give it more moves.');
  }
  if (walkers > 0 && reached > 1 && roundTrips < ENOUGH_TRIPS * walkers) {
    doubts.push(`The walkers hardly went from end to end (${count(roundTrips, 'round trip')}): give them more moves.`);
  }
  if (evidence.uncounted) {
    doubts.push('Nothing was counted yet: these are the entropies as they were learned so far, without error bars.');
  }
  const { missed } = evidence;
  if (missed !== undefined && missed.error > MISSED_ERROR) {
    doubts.push(
      `The learning knew levels that no walker came to, and that may hold ${missed.error > 1 ? 'most' : 'many'} of the configurations: ${named(missed.levels)}. Give it more learning moves.`,
    );
  }
  const alone = levelsWhere(estimate, (level) => estimate.standardError[level] === Infinity);
  if (alone.length > 0 && !evidence.uncounted)
    doubts.push(`Found by one walker only, so without an error bar: ${named(alone)}.`);
  const vague = levelsWhere(
    estimate,
    (level) => Number.isFinite(estimate.standardError[level]) && estimate.standardError[level] > LARGE_ERROR,
  );
  if (vague.length > 0) doubts.push(`Known to no better than ${LARGE_ERROR} nats: ${named(vague)}.`);
  if (symmetryResidual !== null && symmetryResidual.pull > 3) {
    doubts.push(
      `S(E) and S(P − E) differ by ${symmetryResidual.pull.toFixed(1)} standard errors where they must agree: the error bars are too small.`,
    );
  }

  return {
    moves,
    walkers,
    stages: Math.max(...learned.map((walk) => walk.stages)),
    acceptance:
      walkers > 0 ? sum(produced.map((walk) => walk.accepted)) / sum(produced.map((walk) => walk.moves)) : Number.NaN,
    roundTrips,
    windows,
    exchanged:
      windows > 1 ? sum(produced.map((walk) => walk.exchanged)) / sum(produced.map((walk) => walk.tried)) : null,
    foundBy,
    symmetryResidual,
    trusted: doubts.length === 0,
    verdict: [
      doubts.length === 0 ? 'Trust it at its error bars.' : 'Take it with care.',
      ...doubts,
      walkers > 0
        ? `${count(walkers, 'independent walker')}${windows > 1 ? `, each in ${windows} windows with replica exchange,` : ''} made ${count(roundTrips, 'round trip')} in ${moves.toExponential(1)} moves.`
        : `${count(learned.length, 'independent run')} learned S(E) in ${moves.toExponential(1)} moves.`,
      ...(axis === undefined
        ? [reach(estimate), precision(estimate)]
        : [`${count(reached, 'bin')} of energy and second axis were reached.`]),
      ...(symmetryResidual === null
        ? []
        : [
            `S(E) = S(P − E), which must hold, holds${evidence.mirrored ? ' before it is imposed' : ''} to ${symmetryResidual.largest.toPrecision(2)} nats at worst, ${symmetryResidual.pull.toFixed(1)} standard errors typically.`,
          ]),
    ],
  };
}

/** |S(E) − S(P − E)| over the pairs of levels that both have error bars: its largest, and its size in standard errors. */
function residual({ entropy, standardError }: Estimate): Diagnostics['symmetryResidual'] {
  const last = entropy.length - 1;
  let largest = 0;
  let squares = 0;
  let pairs = 0;
  for (let level = 0; level < last - level; level++) {
    const error = Math.hypot(standardError[level], standardError[last - level]);
    if (!Number.isFinite(error) || error === 0) continue;
    const difference = Math.abs(entropy[level] - entropy[last - level]);
    largest = Math.max(largest, difference);
    squares += (difference / error) ** 2;
    pairs++;
  }
  return pairs === 0 ? null : { largest, pull: Math.sqrt(squares / pairs) };
}

function reach({ entropy }: Estimate): string {
  const missing = [...entropy.keys()].filter((level) => entropy[level] === -Infinity);
  if (missing.length === 0) return `Every level from 0 to ${entropy.length - 1} was reached.`;
  return `Never reached, so empty or too rare for this run: ${ranges(missing)}.`;
}

function precision({ standardError }: Estimate): string {
  const finite = [...standardError].filter(Number.isFinite);
  if (finite.length === 0) return 'No level has an error bar: two or more independent walkers are needed.';
  const largest = Math.max(...finite);
  return `The largest standard error is ${largest.toPrecision(2)} nats, at E = ${standardError.indexOf(largest)}.`;
}

function levelsWhere({ entropy }: Estimate, holds: (level: number) => boolean): number[] {
  return [...entropy.keys()].filter((level) => entropy[level] !== -Infinity && holds(level));
}

/** 'E = 0–2, 5' */
function ranges(levels: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const level of levels) {
    const last = parts.at(-1);
    if (last && last[1] === level - 1) last[1] = level;
    else parts.push([level, level]);
  }
  return `E = ${parts.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(', ')}`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
