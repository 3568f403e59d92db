import { describe, expect, test } from 'vitest';
import { randomCouplings } from '#src/dataset/couplings.js';
import { countEnergies } from '#src/kernel/count.js';
import { makeProblem, withErrors } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { gaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { logBinomials } from '#src/theory/numerics/log-sums.js';
import { bruteForce } from '../brute-force.js';
import { goldenCouplings } from '../golden.js';
import { onFinerGrid } from '../problems.js';

const KINDS = ['normal', 'signs'] as const;
type Kind = (typeof KINDS)[number];

/** The mean number of fixed points, (2p)^14, at J_D = 0.5 and 1. */
const GOLDEN_MEANS = { normal: { 0.5: 106.919, 1: 1692.3 }, signs: { 0.5: 134.128, 1: 2206.588 } } as const;

test('the golden density of states: N = 14, couplings ±1/√N, J_D = 0.5', async () => {
  const { visits } = await enumerate(recurrentNetwork(14, { selfCoupling: 0.5 }), goldenCouplings(14, 1));
  expect([...visits]).toEqual([248, 1048, 2214, 3130, 3224, 2904, 1898, 1056, 434, 182, 38, 8, 0, 0, 0]);
});

describe.each(KINDS)('with couplings: %s', (values) => {
  test('counts are those of brute force, whatever the self-coupling', async () => {
    for (const units of [2, 3, 7, 8, 9, 10]) {
      const couplings = randomCouplings({ units, seed: `brute ${units}`, values });
      for (const data of [couplings, onFinerGrid(couplings)]) {
        for (const selfCoupling of [0, 0.1, 0.5, 1, 1e9]) {
          const network = recurrentNetwork(units, { selfCoupling });
          expect([...(await enumerate(network, data)).visits]).toEqual(bruteForce(network, data));
        }
      }
    }
  });

  // Sizes around those of vectors of 8 and 4 numbers, which are taken in pairs.
  test.each([2, 7, 8, 9, 15, 16, 17, 33, 64, 101])('a walk keeps the energy of its configuration, N = %i', (units) => {
    const couplings = randomCouplings({ units, seed: 'walk', values });
    const others = randomCouplings({ units, seed: 'others', values });
    for (const [data, other, model] of [
      [couplings, others, 'recurrent16'],
      [onFinerGrid(couplings), onFinerGrid(others), 'recurrent32'],
    ] as const) {
      for (const selfCoupling of [0, 0.5, 1]) {
        const network = recurrentNetwork(units, { selfCoupling });
        const problem = withErrors(network, data, other, units + 1);
        expect([makeProblem(network, data).model, problem.model]).toEqual([model, model]);
        const [single, paired] = [new Walk(makeProblem(network, data), 'walk'), new Walk(problem, 'walk')];
        for (let chunk = 0, logF = 1; chunk < 6; chunk++, logF /= 2) {
          const [one, two] = [single.run(3, logF), paired.run(3, logF)];
          expect(one.energy).toBe(energy(network, data, one.weights));
          expect(two.energy).toBe(
            energy(network, data, two.weights) * (units + 1) + energy(network, other, two.weights),
          );
        }
      }
    }
  });

  // Badalotti et al. (arXiv 2509.05041): the conditions of one configuration are independent.
  test.each([
    0.5, 1,
  ] as const)('E g(E) = 2^N Bin(N, 1 − p)(E) over 200 networks of N = 14, J_D = %d', (selfCoupling) => {
    const units = 14;
    const networks = 200;
    const network = recurrentNetwork(units, { selfCoupling });
    const counts = Array.from({ length: networks }, (_, k) => {
      const couplings = randomCouplings({ units, seed: `identity ${k}`, values });
      return countEnergies(makeProblem(network, couplings), 0, units).visits;
    });
    const expected = expectedCounts(units, probability(values, units, selfCoupling));
    expect(expected[0]).toBeCloseTo(GOLDEN_MEANS[values][selfCoupling], 2);
    for (let level = 0; level <= units; level++) {
      const mean = counts.reduce((sum, visits) => sum + visits[level]!, 0) / networks;
      const variance = counts.reduce((sum, visits) => sum + (visits[level]! - mean) ** 2, 0) / (networks - 1);
      // Rare levels, of which few networks have any, have no normal errors.
      if (counts.filter((visits) => visits[level]! > 0).length < 30) continue;
      expect(Math.abs(mean - expected[level]!)).toBeLessThan(4 * Math.sqrt(variance / networks));
    }
  });
});

/** The probability that one condition holds: Pr[J_D + h > 0]. */
function probability(values: Kind, units: number, selfCoupling: number): number {
  if (values === 'normal') return 1 - gaussianTail(selfCoupling * Math.sqrt(units / (units - 1)));
  const ways = logBinomials(units - 1);
  return Array.from(ways, (log, ups) =>
    2 * ups - (units - 1) + selfCoupling * Math.sqrt(units) > 0 ? Math.exp(log - (units - 1) * Math.LN2) : 0,
  ).reduce((sum, part) => sum + part);
}

function expectedCounts(units: number, holds: number): number[] {
  return Array.from(logBinomials(units), (log, violated) =>
    Math.exp(units * Math.LN2 + log + (units - violated) * Math.log(holds) + violated * Math.log1p(-holds)),
  );
}
