import { gaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { findRoot } from '#src/theory/numerics/roots.js';
import { mulberry32 } from '../golden.js';

/** The numbers of states with 0 … N violated conditions, and of ordered pairs of fixed points by distance. */
export interface Counts {
  readonly density: Float64Array;
  readonly pairs: Float64Array;
}

/** Counted one state after the other: couplings J_ij √N by rows, and k = J_D √N. */
export function countFixedPoints(rows: readonly ArrayLike<number>[], k: number): Counts {
  const units = rows.length;
  const [density, pairs] = [new Float64Array(units + 1), new Float64Array(units + 1)];
  const fixed: number[] = [];
  const sign = (state: number, i: number) => ((state >> i) & 1 ? 1 : -1);
  for (let state = 0; state < 2 ** units; state++) {
    let violated = 0;
    for (let i = 0; i < units; i++) {
      let field = 0;
      for (let j = 0; j < units; j++) field += j === i ? 0 : rows[i]![j]! * sign(state, j);
      if (!(sign(state, i) * field + k > 0)) violated++;
    }
    density[violated]!++;
    if (violated === 0) fixed.push(state);
  }
  for (const a of fixed) for (const b of fixed) pairs[(a ^ b).toString(2).replaceAll('0', '').length]!++;
  return { density, pairs };
}

/** Standard normal numbers by inversion. */
export function normals(seed: number): () => number {
  const uniform = mulberry32(seed);
  return () => {
    const u = (uniform() * 2 ** 32 + 0.5) / 2 ** 32;
    return findRoot((x) => u - gaussianTail(x), -8, 8, 1e-9);
  };
}
