import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import { annealedRecurrent, fixedPointEntropy } from '#src/theory/fixed-point-counts.js';
import { fixedPointMoments, fixedPointPairEntropy, fixedPointPairs } from '#src/theory/fixed-point-pairs.js';
import { countFixedPoints, normals } from './fixed-points.js';

// At N = 4 and J_D = ½ some sums are ties.
test.each([
  [3, 0.7],
  [4, 0],
  [4, 0.5],
  [4, 0.6],
  [4, 1.6],
])('ordered pairs and moments over all ±1 couplings, N = %d, J_D = %d', (units, selfCoupling) => {
  const couplings = units * (units - 1);
  const networks = 2 ** couplings;
  const mean = new Float64Array(units + 1);
  let [first, second] = [0, 0];
  for (let word = 0; word < networks; word++) {
    let used = 0;
    const rows = Array.from({ length: units }, (_, i) =>
      Array.from({ length: units }, (_, j) => (i === j ? 0 : 2 * ((word >> used++) & 1) - 1)),
    );
    const { density, pairs } = countFixedPoints(rows, selfCoupling * Math.sqrt(units));
    pairs.forEach((count, d) => {
      mean[d]! += count / networks;
    });
    first += density[0]! / networks;
    second += density[0]! ** 2 / networks;
  }
  const network = { units, selfCoupling, values: 'signs' } as const;
  const pairs = fixedPointPairs(network);
  mean.forEach((count, d) => {
    expect(Math.exp(pairs[d]!)).toBeCloseTo(count, 10);
  });
  const moments = fixedPointMoments(network);
  expect(Math.exp(moments.logMean)).toBeCloseTo(first, 10);
  expect(Math.exp(moments.logSecondMoment)).toBeCloseTo(second, 10);
  expect(moments.relativeSpread).toBeCloseTo(Math.sqrt(second / first ** 2 - 1), 10);
});

test('ordered pairs in networks with Gaussian couplings, within four standard errors', () => {
  const [units, networks, selfCoupling] = [8, 600, 0.5];
  const normal = normals(2);
  const expected = fixedPointPairs({ units, selfCoupling });
  const sums = [new Float64Array(units + 1), new Float64Array(units + 1)] as const;
  for (let draw = 0; draw < networks; draw++) {
    const rows = Array.from({ length: units }, () => Array.from({ length: units }, normal));
    countFixedPoints(rows, selfCoupling * Math.sqrt(units)).pairs.forEach((count, d) => {
      sums[0][d]! += count / networks;
      sums[1][d]! += count ** 2 / networks;
    });
  }
  for (let d = 0; d <= units; d++) {
    const error = Math.sqrt((sums[1][d]! - sums[0][d]! ** 2) / networks);
    expect(Math.abs(sums[0][d]! - Math.exp(expected[d]!)) / error).toBeLessThan(4);
    expect(error).toBeLessThan(0.1 * sums[0][d]!);
  }
});

test('the golden numbers of 14 units with ±1 couplings', () => {
  const pairs = fixedPointPairs({ units: 14, selfCoupling: 0.5, values: 'signs' }).map(Math.exp);
  for (const [d, count] of [
    [0, 134.1279],
    [1, 165.11],
    [2, 733.74],
    [3, 767.43],
    [4, 2090.5],
    [7, 2169.6],
  ] as const) {
    expect(Math.abs(pairs[d]! / count - 1)).toBeLessThan(3e-5);
  }
});

test('mirror images are fixed points together: d and N − d have as many pairs, 0 and N the mean number', () => {
  const sizes = fc.record({
    units: fc.integer({ min: 2, max: 120 }),
    selfCoupling: fc.double({ min: 0, max: 12, noNaN: true }),
    values: fc.constantFrom('normal', 'signs'),
  });
  fc.assert(
    fc.property(sizes, (network) => {
      const pairs = fixedPointPairs(network);
      pairs.forEach((entropy, d) => {
        if (entropy === -Infinity) expect(pairs[network.units - d]).toBe(-Infinity);
        else expect(pairs[network.units - d]).toBeCloseTo(entropy, 9);
      });
      const mean = annealedRecurrent(network).entropy[0]!;
      expect(pairs[0]).toBeCloseTo(mean, 9);
      const { logMean, logSecondMoment, relativeSpread } = fixedPointMoments(network);
      expect(logMean).toBe(pairs[0]);
      expect(logSecondMoment).toBe(logSumExp(pairs));
      expect(relativeSpread).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('many units approach the entropy of pairs, up to ½ ln(2πNδ(1−δ))/N from the binomial', () => {
  const units = 10_000;
  for (const selfCoupling of [0, 0.1, 0.5, 2]) {
    const pairs = fixedPointPairs({ units, selfCoupling });
    for (const distance of [0.01, 0.25, 0.5, 0.9]) {
      const fluctuation = Math.log(2 * Math.PI * units * distance * (1 - distance)) / 2;
      const entropy = fixedPointPairEntropy({ selfCoupling, distance });
      expect(Math.abs(pairs[distance * units]! + fluctuation - units * entropy)).toBeLessThan(2);
    }
  }
});

test('at no distance the entropy of fixed points, at half of all units twice that', () => {
  for (const selfCoupling of [0, 0.1, 1, 30]) {
    const entropy = fixedPointEntropy(selfCoupling);
    expect(fixedPointPairEntropy({ selfCoupling, distance: 0 })).toBeCloseTo(entropy, 14);
    expect(fixedPointPairEntropy({ selfCoupling, distance: 1 })).toBeCloseTo(entropy, 14);
    expect(fixedPointPairEntropy({ selfCoupling, distance: 0.5 })).toBeCloseTo(2 * entropy, 14);
  }
  // From mpmath, by integrals over the shared field.
  expect(fixedPointPairEntropy({ selfCoupling: 0.5, distance: 0.25 })).toBeCloseTo(0.5846277918951766, 14);
});

test('impossible pairs get a sentence, not a number', () => {
  expect(() => fixedPointPairs({ units: 0 })).toThrow('`units` is 0; give a whole number from 2');
  expect(() => fixedPointMoments({ units: 5, selfCoupling: 101 })).toThrow('`selfCoupling` is 101');
  expect(() => fixedPointPairEntropy({ selfCoupling: 1, distance: 1.1 })).toThrow('`distance` is 1.1');
  expect(() => fixedPointPairEntropy({ selfCoupling: -1, distance: 0.1 })).toThrow('`selfCoupling` is -1');
});
