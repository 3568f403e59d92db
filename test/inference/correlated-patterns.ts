import { randomStream, type Seed } from '#src/base/seed.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';

/** Patterns that all resemble one another, as pictures do: one pattern with some inputs flipped; random labels. */
export function correlatedPatterns(options: {
  inputs: number;
  patterns: number;
  /** The probability with which an input differs from that of the common pattern. */
  flips: number;
  seed: Seed;
}): Dataset {
  const { inputs, patterns, flips, seed } = options;
  const stream = randomStream(seed, 'correlated patterns');
  const common = Array.from({ length: inputs }, () => stream.sign());
  const rows = Array.from({ length: patterns }, () => common.map((x) => (stream.uniform() < flips ? -x : x)));
  return fromArrays(
    rows,
    rows.map(() => stream.sign()),
  );
}
