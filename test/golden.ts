import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';

/** Uniform numbers in [0, 1) with 32 random bits (T. Ettinger, public domain): the generator of the golden instances. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The golden instance of a size and seed: ±1 inputs drawn row by row, then the ±1 labels. */
export function goldenInstance(options: { inputs: number; patterns: number; seed: number }): Dataset {
  const { inputs, patterns, seed } = options;
  const uniform = mulberry32(seed);
  const sign = () => (uniform() < 0.5 ? -1 : 1);
  const rows = Array.from({ length: patterns }, () => Array.from({ length: inputs }, sign));
  const labels = Array.from({ length: patterns }, sign);
  return fromArrays(rows, labels, { source: 'golden instance', parameters: { ...options } });
}
