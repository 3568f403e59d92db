import type { RandomStream } from '#src/base/seed.js';
import type { Model } from '#src/sampling/reference.js';

/**
 * The two-dimensional Ising model on an L × L torus as a model for `referenceWangLandau`: level k has the energy
 * −2L² + 4k, k = 0 … L².
 */
export function isingModel(side: number): Model {
  const spins = new Int8Array(side * side).fill(1);
  const at = (row: number, column: number) => spins[((row + side) % side) * side + ((column + side) % side)]!;
  let level = 0;
  let site = 0;
  let proposed = 0;
  return {
    levels: side * side + 1,
    logConfigurations: side * side * Math.LN2,
    energy: () => level,
    propose(random: RandomStream) {
      site = random.integer(side * side);
      const [row, column] = [Math.floor(site / side), site % side];
      const neighbours = at(row - 1, column) + at(row + 1, column) + at(row, column - 1) + at(row, column + 1);
      // Turning the spin changes the energy by 2 s Σ neighbours, a multiple of 4.
      proposed = level + (spins[site]! * neighbours) / 2;
      return proposed;
    },
    accept() {
      spins[site]! *= -1;
      level = proposed;
    },
  };
}

/**
 * g of the L × L torus at each level, by a transfer matrix: site by site along the rows, for each first row in turn, with
 * the counts at each level as a polynomial. Counts are doubles, exact to rounding.
 */
export function exactIsing(side: number): Float64Array {
  const rows = 2 ** side;
  const levels = side * side + 1;
  const total = new Float64Array(levels);
  // Unequal neighbours, of which there are 2 × level; only even numbers occur on a torus.
  const broken = 2 * side * side + 1;
  const spin = (row: number, column: number) => (row >> column) & 1;
  const brokenInRow = (row: number) =>
    Array.from({ length: side }, (_, k): number => spin(row, k) ^ spin(row, (k + 1) % side)).reduce((a, b) => a + b);
  // The first rows with their last spin turned, all other spins with it, count the same: half of them are enough.
  for (let first = 0; first < rows / 2; first++) {
    let states = Array.from({ length: rows }, () => new Float64Array(broken));
    states[first]![brokenInRow(first)] = 1;
    for (let row = 1; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const next = Array.from({ length: rows }, () => new Float64Array(broken));
        for (let state = 0; state < rows; state++) {
          for (const value of [0, 1]) {
            const target = next[(state & ~(1 << column)) | (value << column)]!;
            const bond = spin(state, column) ^ value;
            states[state]!.forEach((count, k) => {
              if (count > 0) target[k + bond]! += count;
            });
          }
        }
        states = next;
      }
      // The bonds within the new row.
      states = states.map((counts, state) => {
        const shifted = new Float64Array(broken);
        const extra = brokenInRow(state);
        counts.forEach((count, k) => {
          if (count > 0) shifted[k + extra]! += count;
        });
        return shifted;
      });
    }
    states.forEach((counts, last) => {
      let closing = 0;
      for (let column = 0; column < side; column++) closing += spin(last, column) ^ spin(first, column);
      counts.forEach((count, k) => {
        if (count > 0) total[(k + closing) / 2]! += 2 * count;
      });
    });
  }
  return total;
}
