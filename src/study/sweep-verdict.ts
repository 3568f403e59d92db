import type { DensityOfStates } from '../sampling/density-of-states.js';
import { describePoint, type Run } from './sweep.js';

/** Doubtful runs that are named; the others are counted. */
const NAMED = 4;

/** How far to trust the densities of states of a sweep: how many runs are trusted, and what is wrong with the others. */
export function sweepVerdict(runs: readonly Run<object, DensityOfStates>[]): string {
  const doubtful = runs.filter(({ result }) => !result.diagnostics.trusted);
  const notices = new Set(runs.flatMap(({ result }) => result.provenance.dataset.notice ?? []));
  const named = doubtful.slice(0, NAMED).map(({ point }) => describePoint(point));
  const hidden = doubtful.length - named.length;
  const reasons = doubtful.flatMap(({ result }) => result.diagnostics.verdict[1] ?? []);
  return [
    `${runs.length - doubtful.length} of ${runs.length} runs can be taken at their error bars.`,
    ...(named.length === 0
      ? []
      : [`Take with care: ${[...named, ...(hidden > 0 ? [`${hidden} more`] : [])].join('; ')}.`]),
    ...differentBesidesNumbers(reasons).slice(0, NAMED),
    ...notices,
  ].join(' ');
}

/** Of the sentences that differ in their numbers only, the first. */
function differentBesidesNumbers(sentences: readonly string[]): string[] {
  return [
    ...new Map(sentences.toReversed().map((sentence) => [sentence.replaceAll(/\d+|trips?/g, ''), sentence])).values(),
  ].toReversed();
}
