import { studentWidth } from '../statistics.js';
import { jackknife } from './jackknife.js';
import type { WindowVisits } from './join.js';
import type { Production } from './production.js';

/** Standard errors by which the parts of a count may differ, by chance, at one of its levels. */
const LARGEST_PULL = 4;

/** Walkers that must have come to a level in one part of the count for its absence from the other to mean anything. */
const ENOUGH_WALKERS = 4;

/**
 * Compares the first part of a count with the rest. Walks that had forgotten where they began see the same in both; where
 * they had not, all of them can err alike, and the spread of the walkers does not show it. Gives the levels that are not
 * settled, and S(first) − S(rest) in nats, ∞ where only one part came to a level.
 */
export function compareParts(
  logWeights: Float64Array,
  produced: readonly Production[],
  options: { readonly weights: number; readonly mirrored: boolean },
): { unsettled: number[]; differences: Float64Array } {
  const first = produced.map(({ early }) => early);
  const rest = produced.map(({ windows, early }) => windows.map((window, k) => withoutEarly(window, early[k]!)));
  const [before, after] = [jackknife(logWeights, first, options), jackknife(logWeights, rest, options)];
  const width = studentWidth(produced.length - 1);
  const visitors = (part: readonly (readonly WindowVisits[])[], level: number) =>
    part.filter((windows) => windows.some(({ visits }) => visits[level]! > 0)).length;
  const differences = before.entropy.map((entropy, level) => {
    const difference = Math.abs(entropy - after.entropy[level]!);
    return Number.isNaN(difference) ? 0 : difference;
  });
  const unsettled = [...differences.keys()].filter((level) => {
    if (differences[level] === Infinity) {
      return Math.max(visitors(first, level), visitors(rest, level)) >= ENOUGH_WALKERS;
    }
    const error = Math.hypot(before.standardError[level]!, after.standardError[level]!);
    return differences[level]! > LARGEST_PULL * width * error;
  });
  return { unsettled, differences };
}

function withoutEarly({ window, visits }: WindowVisits, early: WindowVisits): WindowVisits {
  return { window, visits: visits.map((count, level) => count - early.visits[level]!) };
}
