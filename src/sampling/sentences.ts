import type { ReachedAccuracy } from './accuracy.js';
import type { Diagnostics, Doubt } from './diagnostics.js';
import type { Estimate } from './estimate.js';

/** What the sentences need besides the diagnostics. */
export interface Context {
  readonly estimate: Estimate;
  /** True if the levels are bins of energy and a second axis, which have no names. */
  readonly axis: boolean;
  /** Where the walks were confined to low energies: the highest one, and ln of the count that the entropies are normalised by. */
  readonly below?: { readonly ceiling: number; readonly logCount: number } | undefined;
  /** True if g(E) = g(P − E) was imposed. */
  readonly mirrored: boolean;
  /** Why some energies are certainly empty. */
  readonly absence: string;
  /** True if the walkers made too few round trips, and a `guide` could have led them. */
  readonly needsGuide: boolean;
  /** Independent runs of a protocol without production. */
  readonly runs: number;
}

/** The verdict on a sampled result in plain sentences. Nothing is decided here. */
export function sentences(facts: Omit<Diagnostics, 'verdict'>, context: Context): string[] {
  const { reliable, doubts, symmetryResidual } = facts;
  const name = (levels: readonly number[]) => (context.axis ? count(levels.length, 'bin') : ranges(levels));
  return [
    reliable.density && reliable.ends
      ? 'Reliable within its error bars.'
      : reliable.density
        ? 'The density ρ is reliable within its error bars; the ends of S(E) are not.'
        : 'Not reliable.',
    ...doubts.map((doubt) => doubtSentence(doubt, name)),
    ...(context.needsGuide ? ["Walks on ±1 data reach low energies sooner with `guide: 'depth'`."] : []),
    ...(context.below === undefined ? [] : [confinement(context.below)]),
    effort(facts, context),
    ...(facts.accuracy === undefined ? [] : [accuracySentence(facts.accuracy, facts, context)]),
    ...(context.axis
      ? [`${count(reachedLevels(context.estimate).length, 'bin')} of energy and the second axis were reached.`]
      : [range(facts, context), precision(context.estimate)]),
    ...(symmetryResidual === null
      ? []
      : [
          `The symmetry S(E) = S(P − E) holds${context.mirrored ? ' (before it is imposed)' : ''} to ${symmetryResidual.largest.toPrecision(2)} nats at worst and ${symmetryResidual.pull.toFixed(1)} standard errors typically, where about 1 is expected.`,
        ]),
  ];
}

function doubtSentence(doubt: Doubt, name: (levels: readonly number[]) => string): string {
  switch (doubt.kind) {
    case 'cancelled':
      return 'The run was cancelled before its end.';
    case 'learned-only':
      return 'Too little was counted: the entropies are those learned before the count, without error bars. Give the run more moves and more learning moves.';
    case 'unfinished':
      return 'The learning ended before its schedule was complete. Give it more moves.';
    case 'few-round-trips':
      return `The walkers made ${count(doubt.roundTrips, 'round trip')} ${doubt.affects === 'density' ? 'across the energies that hold 99.9 % of the configurations' : 'from end to end'}; ${doubt.needed} are needed. Give them more moves.`;
    case 'missed':
      return `No walker reached levels that the learning had found and that may hold ${doubt.error > 0.01 ? 'many' : 'some'} of the configurations${doubt.levels.length === 0 ? '' : `: ${name(doubt.levels)}`}. Give the run more learning moves.`;
    case 'unsettled':
      return `The two parts of the count disagree, so the walkers had not equilibrated: ${name(doubt.levels)}. Give them more moves and more learning moves.`;
    case 'no-error-bar':
      return `No error bar, because only one walker reached: ${name(doubt.levels)}.`;
    case 'vague':
      return `Uncertain by more than ${doubt.error} nats: ${name(doubt.levels)}.`;
    case 'below-one':
      return `Fewer than one configuration, which is impossible: ${name(doubt.levels)}. Give the run more learning moves.`;
    case 'asymmetric':
      return `S(E) and S(P − E) must be equal but differ by ${doubt.pull.toFixed(1)} standard errors: the error bars are too small.`;
    case 'open-end':
      return `Neither found nor ruled out: ${name(doubt.levels)}${doubt.below === null ? '' : `; each may hold up to e^${doubt.below.toFixed(1)} configurations`}.`;
  }
}

function confinement({ ceiling, logCount }: NonNullable<Context['below']>): string {
  const known = count(Math.round(Math.exp(logCount)), 'configuration');
  return `Only energies up to ${ceiling} were asked for: the entropies are normalised by the ${known} known there next to the reference, and say nothing of higher energies.`;
}

function effort(
  { walkers, windows, roundTrips, moves, degreesOfFreedom }: Omit<Diagnostics, 'verdict'>,
  { runs }: Context,
) {
  const made = power(moves);
  const freedom =
    degreesOfFreedom === null ? '' : ` The error bars have ${count(degreesOfFreedom, 'degree')} of freedom.`;
  if (walkers === 0) return `${count(runs, 'independent run')} learned S(E) in ${made} moves.${freedom}`;
  const where = windows > 1 ? `, each in ${windows} windows with replica exchange,` : '';
  return `${count(walkers, 'independent walker')}${where} made ${count(roundTrips, 'round trip')}; ${made} moves in all.${freedom}`;
}

function accuracySentence(
  accuracy: ReachedAccuracy,
  { counted, doubts }: Omit<Diagnostics, 'verdict'>,
  { axis }: Context,
): string {
  const { of, asked, reached, level, isReached } = accuracy;
  const wanted = `a standard error of ${asked} ${of === 'mean' ? 'in the mean of the second axis' : 'nats'} ${places(accuracy, axis)}`;
  const trips = doubts.find(({ kind }) => kind === 'few-round-trips');
  if (isReached && trips === undefined) return `Asked for ${wanted}; reached.`;
  if (isReached)
    return `Asked for ${wanted}; the error bars are as small, but the walkers made too few round trips for them.`;
  if (reached === Infinity) return `Asked for ${wanted}; E = ${level} has no error bar after ${power(counted)} moves.`;
  const times = (reached / asked) ** 2;
  return `Asked for ${wanted}; E = ${level} has ${reached.toPrecision(2)} after ${power(counted)} moves, and needs about ${times.toPrecision(2)} times as many.`;
}

/** Where an accuracy was asked for. */
function places({ of, level, isOneLevel }: ReachedAccuracy, axis: boolean): string {
  if (of === 'density') return 'at the levels that make up ρ';
  const bins = of === 'entropy' && axis ? 'in every bin' : '';
  return isOneLevel ? `${bins} at E = ${level}`.trim() : `${bins || 'at every level'} found`;
}

function range({ notFound }: Omit<Diagnostics, 'verdict'>, { estimate, absence }: Context): string {
  const { absent, missed, below } = notFound;
  const last = estimate.entropy.length - 1;
  if (missed.length + absent.length === 0) return `Every level from 0 to ${last} was reached.`;
  const excluded = below !== null && below < 0;
  return [
    ...(absent.length > 0 ? [`Certainly empty, because ${absence}: ${ranges(absent)}.`] : []),
    ...(missed.length > 0
      ? [
          excluded
            ? `Never reached: ${ranges(missed)}; empty, provided the walkers reach them as easily as the rarest level.`
            : `Never reached: ${ranges(missed)}; empty, or too rare for this run.`,
        ]
      : []),
  ].join(' ');
}

function precision({ standardError }: Estimate): string {
  const finite = [...standardError].filter(Number.isFinite);
  if (finite.length === 0) return 'No level has an error bar.';
  const largest = Math.max(...finite);
  return `The largest standard error is ${largest.toPrecision(2)} nats, at E = ${standardError.indexOf(largest)}.`;
}

function power(moves: number): string {
  return moves.toExponential(1);
}

function reachedLevels({ entropy }: Estimate): number[] {
  return [...entropy.keys()].filter((level) => entropy[level] !== -Infinity);
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
