import type { RandomStream } from '../base/seed.js';

/** The order in which a solver sees P patterns: 0 … P − 1. */
export function makeOrder(patterns: number): Int32Array {
  return Int32Array.from({ length: patterns }, (_, pattern) => pattern);
}

/** Shuffles in place (Fisher and Yates): all orders are equally likely. */
export function shuffleOrder(order: Int32Array, stream: RandomStream): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(stream.uniform() * (last + 1));
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
}

/** Weights −1 or +1 with probability ½ each. */
export function randomWeights(count: number, stream: RandomStream): Int8Array {
  const weights = new Int8Array(count);
  for (let i = 0; i < count; i++) weights[i] = stream.sign();
  return weights;
}
