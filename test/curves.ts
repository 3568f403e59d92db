import type { EntropyCurve } from '#src/base/curve.js';

/** A curve with these counts g(E), E = 0 … P; `errors` makes a sampled curve of it. */
export function curveOf(counts: readonly number[], errors?: readonly number[]): EntropyCurve {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    name: 'counts',
    kind: errors === undefined ? 'exact' : 'sampled',
    patterns: counts.length - 1,
    weights: Math.log2(Math.max(1, total)),
    levels: [...counts.keys()],
    entropy: counts.map(Math.log),
    standardError: errors ?? counts.map(() => 0),
  };
}

/** The same curve without error bars, as theory gives it. */
export function withoutErrors({ standardError: _, ...curve }: EntropyCurve): EntropyCurve {
  return { ...curve, kind: 'theory' };
}
