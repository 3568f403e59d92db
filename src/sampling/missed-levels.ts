import { logSumExp } from '../curve.js';

/** Levels that the learning knew and the count did not reach. */
export interface MissedLevels {
  readonly levels: readonly number[];
  /**
   * What they may take from all others, in nats: ln(1 + their share), by the learned entropies. Configurations that are left out
   * raise the rest, because Σ g is fixed.
   */
  readonly error: number;
}

/** `learned` and `counted` are entropies, −∞ where a level was not found. */
export function missedLevels(learned: Float64Array, counted: Float64Array): MissedLevels {
  const isKnown = (level: number) => Number.isFinite(learned[level]);
  const levels = [...learned.keys()].filter((level) => isKnown(level) && counted[level] === -Infinity);
  const reached = [...learned.keys()].filter((level) => isKnown(level) && counted[level] !== -Infinity);
  if (levels.length === 0 || reached.length === 0) return { levels, error: 0 };
  const weight = (of: readonly number[]) => logSumExp(of.map((level) => learned[level]!));
  const ratio = weight(levels) - weight(reached);
  // ln(1 + e^x), which for large x is x.
  return { levels, error: ratio > 30 ? ratio : Math.log1p(Math.exp(ratio)) };
}
