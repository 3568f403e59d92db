import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageCurves } from '#src/analysis/averages.js';
import { totalVariation } from '#src/analysis/distances.js';
import { density, type EntropyCurve } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { cloneClasses, gaussianClone } from '#src/dataset/clones.js';
import { mnistPair } from '#src/dataset/pictures/mnist.js';
import { annealed } from '#src/theory/annealed.js';
import { classSeparation, isotropicClasses, meanDirections } from '#src/theory/gaussian-classes.js';
import { mislabelling } from '#src/theory/mislabelling.js';
import { gaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { gaussianAverage } from '#src/theory/numerics/quadrature.js';

const probability = (curve: EntropyCurve) => density(curve).map((value) => value / curve.patterns);

/** Energies at which ρ is higher than on both sides. */
function peaks(curve: EntropyCurve): number[] {
  const { entropy } = curve;
  const at = (energy: number) => entropy[energy] ?? -Infinity;
  return Array.from(curve.levels).filter((energy) => at(energy) > at(energy - 1) && at(energy) > at(energy + 1));
}

test('class separation against its own integral', () => {
  const choose = [1, 8, 28, 56, 70, 56, 28, 8, 1];
  for (const separation of [0, 0.4, 1.7]) {
    const p = probability(classSeparation({ weights: 10, patterns: 8, separation }));
    choose.forEach((ways, energy) => {
      const integrand = (z: number) =>
        gaussianTail(-separation * z) ** (8 - energy) * gaussianTail(separation * z) ** energy;
      expect(p[energy]).toBeCloseTo(ways * gaussianAverage(integrand), 10);
    });
  }
});

test('one peak below m = 1, flat at 1, two peaks above', () => {
  const at = (separation: number) => classSeparation({ weights: 41, patterns: 60, separation });
  expect(peaks(at(0.5))).toEqual([30]);
  for (const p of probability(at(1))) expect(p).toBeCloseTo(1 / 61, 11);
  expect(peaks(at(1.5))).toEqual([0, 60]);
});

test('the variance of class separation is P/4 + P(P−1)/(2π) asin(m²/(1+m²))', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1000, noNaN: true }), (patterns, m) => {
      const p = probability(classSeparation({ weights: 41, patterns, separation: m }));
      const variance = p.reduce((sum, value, energy) => sum + value * (energy - patterns / 2) ** 2, 0);
      const correlation = (m * m) / (1 + m * m);
      const expected = patterns / 4 + ((patterns * (patterns - 1)) / (2 * Math.PI)) * Math.asin(correlation);
      expect(Math.abs(variance / expected - 1)).toBeLessThan(1e-9);
    }),
  );
});

// The long numbers are the integral from mpmath; 7.43, 9.58 and 12.95 are quoted for the paper's setting.
test.each([
  [0.7, 7.4408856880059, 7.43],
  [1, 9.5888484706671, 9.58],
  [1.3, 12.9339910907848, 12.95],
])('half the labels flipped at m = %d: one peak at P/2', (separation, exact, quoted) => {
  const curve = mislabelling({ weights: 41, patterns: 60, separation, flipped: 30 });
  expect(peaks(curve)).toEqual([30]);
  expect(density(curve)[30]).toBeCloseTo(exact, 9);
  expect(Math.abs(density(curve)[30] / quoted - 1)).toBeLessThan(0.002);
});

test('f flipped labels put the peaks at f and P − f; none or all of them is class separation', () => {
  expect(peaks(mislabelling({ weights: 41, patterns: 60, separation: 5, flipped: 12 }))).toEqual([12, 48]);
  const plain = classSeparation({ weights: 41, patterns: 60, separation: 0.8 });
  for (const flipped of [0, 60]) {
    const curve = mislabelling({ weights: 41, patterns: 60, separation: 0.8, flipped });
    Array.from(plain.entropy).forEach((value, energy) => {
      expect(curve.entropy[energy]).toBeCloseTo(value, 9);
    });
  }
});

test('means on one side put the peaks at P0 and P1, opposite means at 0 and P', () => {
  const at = (alignment: number) =>
    meanDirections({ weights: 41, positive: 10, negative: 50, separation: 5, alignment });
  expect(peaks(at(0.75))).toContain(10);
  expect(peaks(at(1))).toEqual([10, 50]);
  expect(peaks(at(-1))).toEqual([0, 60]);
  const opposite = classSeparation({ weights: 41, patterns: 60, separation: 5 });
  Array.from(opposite.entropy).forEach((value, energy) => {
    expect(at(-1).entropy[energy]).toBeCloseTo(value, 9);
  });
});

test('mean directions against 60 000 networks on data sets of 6 inputs', () => {
  const [inputs, positive, negative, separation, alignment, draws] = [6, 2, 3, 1.2, 0.4, 60_000];
  const stream = randomStream('mean-directions', 'draws');
  const counts = new Float64Array(positive + negative + 1);
  const normals = () => Array.from({ length: inputs }, () => stream.normal());
  for (let draw = 0; draw < draws; draw++) {
    // Gaussian means: their product with any w is Gaussian, and so the closed form is exact for few inputs too.
    const mean1 = normals().map((x) => separation * x);
    const other = normals().map((x) => separation * x);
    const mean0 = mean1.map((x, i) => alignment * x + (1 - Math.abs(alignment)) * other[i]);
    const w = mean1.map(() => stream.sign());
    const field = (mean: number[]) => normals().reduce((total, noise, i) => total + w[i] * (mean[i] + noise), 0);
    let energy = 0;
    for (let mu = 0; mu < positive; mu++) if (field(mean1) < 0) energy++;
    for (let mu = 0; mu < negative; mu++) if (field(mean0) > 0) energy++;
    counts[energy]++;
  }
  probability(meanDirections({ weights: inputs, positive, negative, separation, alignment })).forEach((p, energy) => {
    expect(Math.abs(counts[energy] / draws - p)).toBeLessThan(4 * Math.sqrt(p / draws));
  });
});

test('parameters out of range are refused in a sentence', () => {
  const sizes = { weights: 41, patterns: 60 };
  expect(() => classSeparation({ ...sizes, separation: Number.NaN })).toThrow(
    '`separation` is NaN; give a number from 0',
  );
  expect(() => classSeparation({ ...sizes, separation: Infinity })).toThrow('`separation` is Infinity');
  expect(() => classSeparation({ weights: 41, patterns: 0, separation: 1 })).toThrow('`patterns` is 0');
  expect(() => mislabelling({ ...sizes, separation: 1, flipped: 61 })).toThrow('whole number from 0 to 60');
  expect(() => mislabelling({ ...sizes, separation: -1, flipped: 6 })).toThrow('`separation` is -1');
  const means = { weights: 41, positive: 10, negative: 50, separation: 1, alignment: 0 };
  expect(() => meanDirections({ ...means, alignment: 1.1 })).toThrow('`alignment` is 1.1; give a number from -1 to 1');
  expect(() => meanDirections({ ...means, positive: 0, negative: 0 })).toThrow('`positive + negative` is 0');
  expect(() => meanDirections({ ...means, negative: 0.5 })).toThrow('`negative` is 0.5');
});

test('equal noise is the closed form of mean directions, in any unit', () => {
  const number = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      number,
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: 0.1, max: 9, noNaN: true }),
      (l, m, v) => {
        const [inputs, positive, negative] = [2, 3, 5];
        const unit = m * Math.sqrt(inputs * v);
        const curve = isotropicClasses({
          positive: { patterns: positive, mean: [unit, 0], variance: v },
          negative: { patterns: negative, mean: [unit * l, unit * (1 - Math.abs(l))], variance: v },
        });
        const expected = meanDirections({ weights: inputs, positive, negative, separation: m, alignment: l });
        expect(totalVariation(curve, expected)).toBeLessThan(1e-8);
      },
    ),
    { numRuns: 40 },
  );
});

test('clones of digits follow the theory of their means and variances', async () => {
  const digits = await mnistPair({
    classes: [0, 1],
    patterns: 600,
    size: [10, 10],
    source: 'drawn',
    seed: 'isotropic',
  });
  for (const kind of ['isotropic', 'shared'] as const) {
    const theory = isotropicClasses(cloneClasses(digits, { kind, patterns: 80, positives: 20 }));
    const clones = Array.from({ length: 10 }, (_, seed) =>
      annealed(gaussianClone(digits, { kind, patterns: 80, positives: 20, seed })),
    );
    expect(totalVariation(averageCurves(clones, { of: 'count' }), theory)).toBeLessThan(0.01);
  }
});

test('classes that are none give a sentence', () => {
  const good = { patterns: 2, mean: [1, 0], variance: 1 };
  const curve = (positive: object, negative: object = {}) =>
    isotropicClasses({ positive: { ...good, ...positive }, negative: { ...good, ...negative } });
  expect(() => curve({ patterns: 0.5 })).toThrow('`positive.patterns` is 0.5; give a whole number from 0');
  expect(() => curve({}, { variance: 0 })).toThrow('`negative.variance` is 0; give a finite number above 0');
  expect(() => curve({ mean: [Number.NaN, 0] })).toThrow('`positive.mean[0]` is NaN; give finite numbers');
  expect(() => curve({ mean: [] })).toThrow('`positive.mean` is empty; give one number per input');
  expect(() => curve({ mean: [1] })).toThrow('the means have 1 and 2 inputs; give means of the same length');
  expect(() => curve({ patterns: 0 }, { patterns: 0 })).toThrow('`patterns` is 0');
});

describe('few inputs', () => {
  const variance = (curve: EntropyCurve) => {
    const p = probability(curve);
    const mean = p.reduce((sum, value, energy) => sum + value * energy, 0);
    return p.reduce((sum, value, energy) => sum + value * (energy - mean) ** 2, 0);
  };

  test('three inputs: one component of a unit vector is uniform (Archimedes)', () => {
    const p = probability(classSeparation({ weights: 3, patterns: 2, separation: 1.3, directions: 'sphere' }));
    const steps = 20_000;
    let bothWrong = 0;
    for (let k = 0; k < steps; k++) {
      const z = Math.sqrt(3) * (2 * ((k + 0.5) / steps) - 1);
      bothWrong += gaussianTail(1.3 * z) ** 2 / steps;
    }
    expect(p[2]).toBeCloseTo(bothWrong, 7);
    expect(p[0]).toBeCloseTo(bothWrong, 7);
  });

  test('41 inputs spread E more than the limit does, and many inputs reach it', () => {
    const at = (weights: number, directions: 'gaussian' | 'sphere') =>
      variance(classSeparation({ weights, patterns: 60, separation: 1.5, directions }));
    expect(at(41, 'gaussian')).toBeCloseTo(445.9, 0);
    expect(at(41, 'sphere')).toBeCloseTo(450.4, 1);
    expect(at(100_000, 'sphere')).toBeCloseTo(at(41, 'gaussian'), 1);
  });

  test('one input has no direction, and an unknown kind of directions is refused', () => {
    const sizes = { patterns: 4, separation: 1 };
    expect(() => classSeparation({ ...sizes, weights: 1, directions: 'sphere' })).toThrow('`weights` is 1');
    // @ts-expect-error: not one of the two
    expect(() => classSeparation({ ...sizes, weights: 5, directions: 'ball' })).toThrow('`directions` is ball');
  });
});
