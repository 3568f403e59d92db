import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import { marginThreshold } from '#src/network/energy.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import {
  annealedRecurrent,
  fixedPointEntropy,
  fixedPointProbability,
  largestViolation,
} from '#src/theory/fixed-point-counts.js';
import { countFixedPoints, normals } from './fixed-points.js';

// At N = 4 and J_D = ½ or 1½ some sums are ties.
test.each([
  [3, 0],
  [3, 0.7],
  [4, 0],
  [4, 0.3],
  [4, 0.5],
  [4, 1.2],
  [4, 1.5],
  [4, 1.6],
])('the mean density over all ±1 couplings, N = %d, J_D = %d', (units, selfCoupling) => {
  const couplings = units * (units - 1);
  const mean = new Float64Array(units + 1);
  for (let word = 0; word < 2 ** couplings; word++) {
    let used = 0;
    const rows = Array.from({ length: units }, (_, i) =>
      Array.from({ length: units }, (_, j) => (i === j ? 0 : 2 * ((word >> used++) & 1) - 1)),
    );
    countFixedPoints(rows, selfCoupling * Math.sqrt(units)).density.forEach((count, energy) => {
      mean[energy]! += count / 2 ** couplings;
    });
  }
  const { entropy } = annealedRecurrent({ units, selfCoupling, values: 'signs' });
  mean.forEach((count, energy) => {
    expect(Math.exp(entropy[energy]!)).toBeCloseTo(count, 10);
  });
});

test('a self-coupling such as 3/√N makes ties in the theory where it makes them in the energy', () => {
  for (let units = 4; units < 60; units++) {
    for (let sum = 1; sum < 6; sum++) {
      const selfCoupling = sum / Math.sqrt(units);
      const network = recurrentNetwork(units, { selfCoupling });
      const largest = marginThreshold(network, { scale: Math.sqrt(units) });
      expect(largestViolation({ units, selfCoupling, values: 'signs' })).toBe(largest);
      expect(largest).toBe(-sum);
    }
  }
});

test('the mean density of networks with Gaussian couplings, within four standard errors', () => {
  const [units, networks, selfCoupling] = [8, 400, 0.5];
  const normal = normals(1);
  const { entropy } = annealedRecurrent({ units, selfCoupling });
  const sums = [new Float64Array(units + 1), new Float64Array(units + 1)] as const;
  for (let draw = 0; draw < networks; draw++) {
    const rows = Array.from({ length: units }, () => Array.from({ length: units }, normal));
    countFixedPoints(rows, selfCoupling * Math.sqrt(units)).density.forEach((count, energy) => {
      sums[0][energy]! += count / networks;
      sums[1][energy]! += count ** 2 / networks;
    });
  }
  for (let energy = 0; energy <= 6; energy++) {
    const error = Math.sqrt((sums[1][energy]! - sums[0][energy]! ** 2) / networks);
    expect(Math.abs(sums[0][energy]! - Math.exp(entropy[energy]!)) / error).toBeLessThan(4);
    expect(error).toBeLessThan(0.2 * sums[0][energy]!);
  }
});

test('the mean numbers of fixed points of 14 units: 134.1279 and 2206.588', () => {
  const mean = (selfCoupling: number) =>
    Math.exp(annealedRecurrent({ units: 14, selfCoupling, values: 'signs' }).entropy[0]!);
  expect(mean(0.5)).toBeCloseTo(134.1279, 4);
  expect(mean(1)).toBeCloseTo(2206.588, 3);
});

test('all states are somewhere, and fixed points are (2p)^N of them', () => {
  const sizes = fc.record({
    units: fc.integer({ min: 2, max: 300 }),
    selfCoupling: fc.double({ min: 0, max: 20, noNaN: true }),
    values: fc.constantFrom('normal', 'signs'),
  });
  fc.assert(
    fc.property(sizes, (network) => {
      const { entropy, levels } = annealedRecurrent(network);
      expect(levels).toHaveLength(network.units + 1);
      expect(logSumExp(entropy)).toBeCloseTo(network.units * Math.LN2, 9);
      expect(entropy[0]).toBeCloseTo(network.units * Math.log(2 * fixedPointProbability(network)), 9);
    }),
  );
});

test('the entropy of fixed points, and its approach by large networks', () => {
  const golden = [0.076642, 0.180163, 0.324201, 0.520393];
  [0.1, 0.25, 0.5, 1].forEach((selfCoupling, k) => {
    const entropy = fixedPointEntropy(selfCoupling);
    expect(entropy).toBeCloseTo(golden[k]!, 6);
    for (const [values, digits] of [
      ['normal', 4],
      ['signs', 1],
    ] as const) {
      const curve = annealedRecurrent({ units: 10_000, selfCoupling, values });
      expect(curve.entropy[0]! / 10_000).toBeCloseTo(entropy, digits);
    }
  });
  expect(fixedPointEntropy(0)).toBeCloseTo(0, 15);
  expect(fixedPointEntropy(50)).toBe(Math.LN2);
});

test('where a self-coupling holds every sign, all states are fixed points', () => {
  const { entropy } = annealedRecurrent({ units: 9, selfCoupling: 3, values: 'signs' });
  expect(entropy[0]).toBeCloseTo(9 * Math.LN2, 14);
  expect(Array.from(entropy).slice(1)).toEqual(new Array(9).fill(-Infinity));
});

test('impossible networks get a sentence, not a number', () => {
  expect(() => annealedRecurrent({ units: 1 })).toThrow('`units` is 1; give a whole number from 2 to 10000');
  expect(() => fixedPointProbability({ units: 9, selfCoupling: -1 })).toThrow('`selfCoupling` is -1');
  expect(() => fixedPointProbability({ units: 9, values: 'gauss' as never })).toThrow("choose 'normal' or 'signs'");
  expect(() => annealedRecurrent({ units: 9, selfcoupling: 1 } as never)).toThrow('did you mean `selfCoupling`?');
  expect(() => fixedPointEntropy(Number.NaN)).toThrow('`selfCoupling` is NaN');
});
