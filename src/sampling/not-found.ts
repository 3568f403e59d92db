import type { NotFound } from './diagnostics.js';
import type { Evidence } from './verdict.js';

/** After n independent trials without a success their rate is below 3/n with 95 % confidence, because e^−3 = 0.05. */
const RULE_OF_THREE = Math.log(3);

/** What a run can say about the levels that it did not find. `roundTrips` are those of all walkers. */
export function notFound({ problem, possible, estimate, learnedOnly }: Evidence, roundTrips: number): NotFound {
  const { entropy } = estimate;
  // The bins of a second axis are not asked for: most of them cannot exist.
  if (problem.axis !== undefined) {
    return { absent: [], missed: [], below: null, expected: { lowest: null, highest: null } };
  }
  const unseen = [...entropy.keys()].filter((level) => entropy[level] === -Infinity);
  const found = [...entropy.keys()].filter((level) => entropy[level] !== -Infinity);
  const missed = unseen.filter((level) => possible[level] === 1);
  const isOut = {
    lowest: missed.some((level) => level < found[0]!),
    highest: missed.some((level) => level > found.at(-1)!),
  };
  return {
    absent: unseen.filter((level) => possible[level] === 0),
    missed,
    below: missed.length === 0 || learnedOnly || roundTrips === 0 ? null : boundOf(found, entropy, roundTrips),
    expected: {
      lowest: isOut.lowest ? extrapolated(found.slice(0, 3), entropy) : null,
      highest: isOut.highest ? extrapolated(found.slice(-3).reverse(), entropy) : null,
    },
  };
}

/**
 * The largest S, in nats, that a level may have without being found. A walk reaches the rarest level that it knows once in each
 * round trip. A level of the same weight that has r times as many configurations is reached in a fraction r of the trips, so
 * that n trips without a visit leave r < 3/n.
 */
function boundOf(found: readonly number[], entropy: Float64Array, roundTrips: number): number {
  const rarest = found.reduce((least, level) => Math.min(least, entropy[level]!), Infinity);
  return rarest + RULE_OF_THREE - Math.log(roundTrips);
}

/** The quadratic through the outermost three levels, at the next one beyond the first of them. */
function extrapolated(outermost: readonly number[], entropy: Float64Array): number | null {
  const [a, b, c] = outermost;
  if (a === undefined || b === undefined || c === undefined) return null;
  const step = Math.sign(a - b);
  const at = (x: number) => {
    const terms = [
      [a, (x - b) * (x - c), (a - b) * (a - c)],
      [b, (x - a) * (x - c), (b - a) * (b - c)],
      [c, (x - a) * (x - b), (c - a) * (c - b)],
    ] as const;
    return terms.reduce((sum, [level, over, under]) => sum + (entropy[level]! * over) / under, 0);
  };
  return at(a + step);
}
