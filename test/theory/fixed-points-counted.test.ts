import { expect, test } from 'vitest';
import { randomCouplings } from '#src/dataset/couplings.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { annealedRecurrent } from '#src/theory/fixed-point-counts.js';
import { fixedPointPairs } from '#src/theory/fixed-point-pairs.js';

/** The mean and its standard error. */
function mean(values: readonly number[]): { mean: number; error: number } {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return { mean: average, error: Math.sqrt(variance / values.length) };
}

test.each([
  'normal',
  'signs',
] as const)('over 200 networks of 14 units with %s couplings, within four standard errors', async (values) => {
  const [units, selfCoupling] = [14, 0.5];
  const network = recurrentNetwork(units, { selfCoupling });
  const densities: number[][] = [];
  const pairs: number[][] = [];
  for (let draw = 0; draw < 200; draw++) {
    const couplings = randomCouplings({ units, seed: `identity ${draw}`, values });
    densities.push(Array.from((await enumerate(network, couplings)).entropy, Math.exp));
    const { configurations } = await listSolutions(network, couplings);
    const distances = new Array<number>(units + 1).fill(0);
    for (const a of configurations) {
      for (const b of configurations) distances[a.reduce((d, s, i) => d + (s === b[i] ? 0 : 1), 0)]!++;
    }
    pairs.push(distances);
  }
  const density = annealedRecurrent({ units, selfCoupling, values }).entropy;
  const expectedPairs = fixedPointPairs({ units, selfCoupling, values });
  for (let k = 0; k <= units; k++) {
    // Where most networks have no such state, no error bar says how many there are.
    if (density[k]! > 0) {
      const counted = mean(densities.map((row) => row[k]!));
      expect(Math.abs(counted.mean - Math.exp(density[k]!)), `E = ${k}`).toBeLessThan(4 * counted.error);
    }
    const counted = mean(pairs.map((row) => row[k]!));
    expect(Math.abs(counted.mean - Math.exp(expectedPairs[k]!)), `d = ${k}`).toBeLessThan(4 * counted.error);
    expect(counted.error).toBeLessThan(0.15 * counted.mean);
  }
});
