import { couplingsFrom } from '#src/dataset/couplings.js';
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

/** The golden couplings of a recurrent network: ±1/√N drawn row by row without the diagonal, which is 0. */
export function goldenCouplings(units: number, seed: number): Dataset {
  const uniform = mulberry32(seed);
  const sign = () => (uniform() < 0.5 ? -1 : 1);
  const rows = Array.from({ length: units }, (_, i) =>
    Array.from({ length: units }, (_, j) => (i === j ? 0 : sign() / Math.sqrt(units))),
  );
  return couplingsFrom(rows, { scale: Math.sqrt(units), source: 'golden couplings', parameters: { units, seed } });
}
