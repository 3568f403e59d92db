import { gaussianTail } from '../theory/numerics/gaussian-tail.js';

/** Nodes per unit. */
const NODES = 128;
/** H is 1 below the first of these to double precision, and 0 above the last. */
const [FIRST, LAST] = [-9, 38];

const { tails, densities } = makeTable();

function makeTable(): { readonly tails: Float64Array; readonly densities: Float64Array } {
  const nodes = Float64Array.from({ length: (LAST - FIRST) * NODES + 1 }, (_, k) => FIRST + k / NODES);
  return {
    tails: nodes.map(gaussianTail),
    densities: nodes.map((x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)),
  };
}

/**
 * The Gaussian tail H(x), several times faster than by `gaussianTail`: from the nearest node of a table and three terms
 * of the Taylor series, to an absolute error of 2e-11 (1 + |x|³) φ(x).
 */
export function tabulatedTail(x: number): number {
  if (x <= FIRST) return 1;
  if (x >= LAST) return 0;
  const k = Math.round((x - FIRST) * NODES);
  const node = FIRST + k / NODES;
  const d = x - node;
  return tails[k]! - densities[k]! * d * (1 - (d / 2) * (node - (d / 3) * (node * node - 1)));
}
