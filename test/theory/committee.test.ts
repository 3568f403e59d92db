import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWords } from '#src/base/check.js';
import type { EntropyCurve } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { mnistPair } from '#src/dataset/pictures/mnist.js';
import { energy } from '#src/network/energy.js';
import { committee, signNetwork } from '#src/network/network.js';
import { annealed, annealedVariance } from '#src/theory/annealed.js';
import { annealedCommittee, committeeVariance } from '#src/theory/committee.js';
import { correlationAngle, meanCorrelations } from '#src/theory/correlations.js';
import { layeredCorrelation, majorityCorrelation } from '#src/theory/majority.js';
import { hasFiles } from '../dataset/pictures/real-files.js';

const variance = ({ entropy, patterns, weights }: EntropyCurve) =>
  Array.from(entropy).reduce((sum, s, e) => sum + Math.exp(s - weights * Math.LN2) * (e - patterns / 2) ** 2, 0);

describe('the correlation of two majorities', () => {
  test.each([1, 3, 5, 7])('of %d votes is that of all pairs of votes, one by one', (hidden) => {
    for (const c of [-1, -0.6, 0, 0.3, 0.9, 1]) {
      let sum = 0;
      for (let x = 0; x < 2 ** hidden; x++) {
        for (let y = 0; y < 2 ** hidden; y++) {
          const votes = (bits: number) => Array.from({ length: hidden }, (_, k): number => ((bits >> k) & 1 ? 1 : -1));
          const [a, b] = [votes(x), votes(y)];
          const probability = a.reduce((product, vote, k) => (product * (1 + c * vote * b[k])) / 4, 1);
          const total = (list: number[]) => Math.sign(list.reduce((t, vote) => t + vote, 0));
          sum += probability * total(a) * total(b);
        }
      }
      expect(majorityCorrelation(hidden)(c)).toBeCloseTo(sum, 12);
    }
  });

  test('is odd, grows, ends at 1, and tends to (2/π) asin c', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.double({ min: -1, max: 1, noNaN: true }), (half, c) => {
        const majority = majorityCorrelation(2 * half + 1);
        expect(majority(1)).toBeCloseTo(1, 10);
        expect(majority(-c)).toBeCloseTo(-majority(c), 12);
        expect(majority(c + 0.01)).toBeGreaterThan(majority(c));
      }),
    );
    for (const c of [-0.9, 0.2, 0.7]) {
      expect(majorityCorrelation(2001)(c)).toBeCloseTo(majorityCorrelation(Infinity)(c), 3);
    }
  });
});

describe('the correlation of the outputs of deep networks', () => {
  test('is that of all weights and votes, one by one', () => {
    const signs = (bits: number, count: number) =>
      Array.from({ length: count }, (_, k): number => ((bits >> k) & 1 ? 1 : -1));
    const vote = (weights: readonly number[], votes: readonly number[]) =>
      Math.sign(weights.reduce((sum, weight, k) => sum + weight * votes[k], 0));
    // Three units, three units, one output: 9 + 3 weights, and the votes of the first layer on two patterns.
    for (const c of [-0.7, 0.2, 1]) {
      let mean = 0;
      for (let turned = 0; turned < 8; turned++) {
        const others = signs(turned, 3);
        const p = others.reduce((product, sign) => (product * (1 + c * sign)) / 2, 1);
        for (let bits = 0; bits < 2 ** 12; bits++) {
          const weights = signs(bits, 12);
          const output = (votes: readonly number[]) =>
            vote(
              weights.slice(9),
              [0, 3, 6].map((start) => vote(weights.slice(start, start + 3), votes)),
            );
          mean += (p * output([1, 1, 1]) * output(others)) / 2 ** 12;
        }
      }
      expect(layeredCorrelation([3, 3])(c)).toBeCloseTo(mean, 12);
    }
  });

  test('is that of one layer after the other where all are wide, and of one layer where the others have one unit', () => {
    const wide = majorityCorrelation(Infinity);
    for (const c of [-0.8, 0.1, 0.5]) {
      expect(Math.abs(layeredCorrelation([151, 151])(c) - wide(wide(c)))).toBeLessThan(0.01);
      expect(layeredCorrelation([9, 1])(c)).toBeCloseTo(majorityCorrelation(9)(c), 12);
      expect(layeredCorrelation([1, 9])(c)).toBeCloseTo(c, 12);
      expect(layeredCorrelation([7])(c)).toBe(layeredCorrelation(7)(c));
    }
  });
});

describe.each([
  ['a committee of 3', committee({ inputs: 201, hidden: 3 }), 3],
  ['a committee of 9', committee({ inputs: 201, hidden: 9 }), 9],
  ['a sign network 201-5-1', signNetwork([201, 5, 1]), 5],
  ['a sign network 201-7-5-3-1', signNetwork([201, 7, 5, 3, 1]), [7, 5, 3]],
] as const)('20 000 random networks, %s', (name, network, hidden) => {
  const data = separatedPatterns({ inputs: 201, patterns: 16, positives: 6, separation: 0.9, seed: 'committee' });
  const stream = randomStream('committee', name);
  const counts = new Float64Array(17);
  const draws = 20_000;
  beforeAll(() => {
    const weights = new Int8Array(network.weights);
    for (let draw = 0; draw < draws; draw++) {
      for (let i = 0; i < weights.length; i++) weights[i] = stream.sign();
      counts[energy(network, data, weights)] += 1;
    }
  });

  test('have the variance', () => {
    const sampled = counts.reduce((sum, count, e) => sum + (count / draws) * (e - 8) ** 2, 0);
    // The fourth moment of a flat distribution gives a relative error of 0.9/√draws.
    expect(Math.abs(sampled / committeeVariance(data, { hidden }) - 1)).toBeLessThan(4 / Math.sqrt(draws));
  });

  test('have the curve', () => {
    const { entropy, weights: size } = annealedCommittee(data, { hidden, weights: network.weights });
    counts.forEach((count, e) => {
      const p = Math.exp(entropy[e] - size * Math.LN2);
      // Five errors of the draw, and what the Gaussian form leaves out for few votes.
      expect(Math.abs(count / draws - p)).toBeLessThan(
        5 * Math.sqrt(p / draws) + (0.25 * p) / Math.max(...[hidden].flat()),
      );
    });
  });
});

test('one hidden unit is a perceptron', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 12 }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      (positives, separation) => {
        const data = separatedPatterns({ inputs: 30, patterns: 12, positives, separation, seed: 'one' });
        const one = annealedCommittee(data, { hidden: 1 });
        Array.from(annealed(data).entropy).forEach((s, e) => {
          expect(one.entropy[e]).toBeCloseTo(s, 7);
        });
        expect(committeeVariance(data, { hidden: 1 })).toBeCloseTo(annealedVariance(data), 9);
      },
    ),
    { numRuns: 25 },
  );
});

test('more hidden units, a narrower curve, with a limit', () => {
  const data = separatedPatterns({ inputs: 100, patterns: 40, separation: 1.2, seed: 'wide' });
  const widths = [1, 3, 15, 151, Infinity].map((hidden) => committeeVariance(data, { hidden }));
  for (let k = 1; k < widths.length; k++) expect(widths[k]).toBeLessThan(widths[k - 1]);
  expect(widths[3] / widths[4]).toBeCloseTo(1, 2);
  const curve = annealedCommittee(data, { hidden: Infinity, weights: 500 });
  expect(curve.name).toBe('annealed, many hidden units');
  expect(Math.abs(variance(curve) / widths[4] - 1)).toBeLessThan(0.02);
});

// Var(E) of the published densities for N = 100, P = 140: 1039 (perceptron), 895, 764 and 736 (3, 15 and 151 hidden units). The
// draw of the images is not known, but hardly matters for the ratios.
const absent = !hasFiles('mnist');
const note = absent ? ' (skipped: the files are not on this machine; `npm run data` fetches them)' : '';

test.skipIf(absent)(`hidden layers on MNIST narrow the curve as published${note}`, async () => {
  const options = { classes: [0, 1], patterns: 140, size: [10, 10], set: 'test', seed: 'depth', mirrors: [] } as const;
  const data = await mnistPair(options);
  for (const [hidden, published] of [
    [3, 895.1],
    [15, 764.4],
    [151, 736.2],
  ]) {
    const ratio = committeeVariance(data, { hidden }) / annealedVariance(data);
    expect(Math.abs(ratio / (published / 1039) - 1)).toBeLessThan(0.01);
  }
});

test('the angle between classes, from mean correlations', () => {
  const angle = (withinPositive: number, withinNegative: number, between: number) =>
    correlationAngle({ positive: 2, negative: 2, withinPositive, withinNegative, between });
  expect(angle(0.4, 0.9, 0)).toBeCloseTo(90, 12);
  expect(angle(0.4, 0.9, -0.3)).toBeCloseTo(60, 12);
  expect(angle(0.4, 0.4, 0.5)).toBe(180);
  const data = separatedPatterns({ inputs: 400, patterns: 80, separation: 1, seed: 'angle' });
  expect(correlationAngle(meanCorrelations(data))).toBeGreaterThan(170);
  expect(() => angle(0, 0.5, 0)).toThrow('the mean correlations within the classes are 0 and 0.5; an angle needs both');
});

test('what no prediction fits is refused in a sentence', () => {
  const data = separatedPatterns({ inputs: 5, patterns: 4, seed: 's' });
  for (const hidden of [0, 2, 2.5, Number.NaN, -1, [], [3, 2], [3, Infinity]]) {
    expect(() => committeeVariance(data, { hidden })).toThrow(`\`hidden\` is ${inWords(hidden)}; give an odd number`);
    expect(() => annealedCommittee(data, { hidden })).toThrow(
      'give an odd number of hidden units up to 99999, or Infinity',
    );
  }
  expect(() => annealedCommittee(data, { hidden: [3, 3] })).toThrow('`weights` is NaN; give the number of weights');
  expect(() => annealedCommittee(data, { hidden: Infinity })).toThrow(
    '`weights` is Infinity; give the number of weights',
  );
});
