import type { DensityOfStates } from '../sampling/density-of-states.js';
import type { Doubt } from '../sampling/diagnostics.js';
import { checkRuns } from './group-runs.js';
import { describePoint, type Run } from './sweep.js';

/** Doubtful runs that are named; the others are counted. */
const NAMED = 4;

/**
 * How far to rely on the densities of states of a sweep: how many runs were finished where it was stopped, in how many of them
 * ρ and the ends of S(E) are reliable, and why not.
 */
export function sweepVerdict(runs: readonly Run<object, DensityOfStates>[] & { readonly planned?: number }): string {
  checkRuns(runs);
  if (!runs.every(({ result }) => result?.diagnostics?.doubts)) {
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
