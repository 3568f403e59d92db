import { describe, expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { errorsIfIndependent, jackknife as jackknifeOf, meanOfRuns } from '#src/sampling/estimate.js';

/** Of walkers in one window. */
function jackknife(logWeights: Float64Array, visits: Float64Array[], weights: number, mirrored = false) {
  const window = { lowest: 0, highest: logWeights.length - 1 };
  return jackknifeOf(
    logWeights,
    visits.map((histogram) => [{ window, visits: histogram }]),
    { weights, mirrored },
  );
}

describe('the jackknife', () => {
  test('adds weights and visits, normalised to 2^M', () => {
    const { entropy } = jackknife(Float64Array.of(1, 2), [Float64Array.of(3, 4), Float64Array.of(5, 6)], 10);
    expect(logSumExp(entropy)).toBeCloseTo(10 * Math.LN2, 12);
    expect(entropy[1]! - entropy[0]!).toBeCloseTo(2 + Math.log(10) - (1 + Math.log(8)), 12);
  });

  test('takes levels that mirror each other together', () => {
    const visits = [Float64Array.of(3, 5, 1), Float64Array.of(2, 8, 4)];
    const { entropy, standardError } = jackknife(Float64Array.of(1, 2, 1), visits, 10, true);
    expect(entropy[0]).toBe(entropy[2]);
    expect(standardError[0]).toBe(standardError[2]);
    expect(entropy[1]! - entropy[0]!).toBeCloseTo(2 + Math.log(13) - (1 + Math.log(5)), 12);
  });

  test('leaves out one walker after the other, with the windows that it alone has', () => {
    const random = randomStream('jackknife', 'windows');
    const window = (lowest: number, highest: number) => ({
      window: { lowest, highest },
      visits: Float64Array.from({ length: 9 }, (_, level) =>
        level < lowest || level > highest ? 0 : 1 + random.integer(1e6),
      ),
    });
    const walkers = [
      [window(0, 5), window(3, 8)],
      [window(0, 5), window(2, 8)],
      [window(0, 5), window(3, 8)],
      [window(0, 6), window(3, 8)],
    ];
    const weights = Float64Array.from({ length: 9 }, () => random.uniform());
    const options = { weights: 20, mirrored: false };
    const { leftOut } = jackknifeOf(weights, walkers, options);
    for (const [k, walker] of walkers.entries()) {
      const { entropy } = jackknifeOf(
        weights,
        walkers.filter((other) => other !== walker),
        options,
      );
      leftOut[k]!.forEach((value, level) => {
        expect(value).toBeCloseTo(entropy[level]!, 9);
      });
    }
  });

  test('knows nothing where nothing was counted', () => {
    const { entropy, standardError, leftOut } = jackknife(new Float64Array(3), Array(240).fill(new Float64Array(3)), 5);
    expect([...entropy]).toEqual([-Infinity, -Infinity, -Infinity]);
    expect([...standardError]).toEqual([Infinity, Infinity, Infinity]);
    expect(leftOut.length).toBe(240);
  });

  test('gives the spread of repeated experiments as the error', () => {
    // Visits of 16 walkers to three levels, Poisson-like: the error bar must be the spread over many such experiments.
    const random = randomStream('jackknife', 'visits');
    const noisy = (mean: number) => Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
    const experiments = Array.from({ length: 400 }, () =>
      jackknife(
        new Float64Array(3),
        Array.from({ length: 16 }, () => Float64Array.of(noisy(10), noisy(100), noisy(1000))),
        5,
      ),
    );
    for (const level of [0, 1, 2]) {
      const values = experiments.map(({ entropy }) => entropy[level]!);
      const mean = values.reduce((sum, x) => sum + x) / values.length;
      const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
      const error = experiments.reduce((sum, { standardError }) => sum + standardError[level]!, 0) / experiments.length;
      expect(error / spread).toBeGreaterThan(0.88);
      expect(error / spread).toBeLessThan(1.12);
    }
  });

  test('gives no error bar to a level seen by only one walker, and no entropy to one seen by none', () => {
    const { entropy, standardError } = jackknife(
      new Float64Array(3),
      [Float64Array.of(0, 1, 9), Float64Array.of(0, 0, 9), Float64Array.of(0, 0, 9)],
      5,
    );
    expect(entropy[0]).toBe(-Infinity);
    expect(Number.isFinite(entropy[1])).toBe(true);
    expect(standardError[1]).toBe(Infinity);
    expect(standardError[2]).toBeLessThan(0.1);
  });
});

describe('the mean of runs', () => {
  test('has the standard error of the mean', () => {
    const runs = [1, 2, 3, 6].map((value) => Float64Array.of(value, -Infinity));
    const { entropy, standardError } = meanOfRuns(runs, 3);
    expect(entropy[0]).toBeCloseTo(3 * Math.LN2, 12);
    expect(entropy[1]).toBe(-Infinity);
    expect(standardError[0]).toBeCloseTo(Math.sqrt(14 / 3 / 4), 12);
    expect(standardError[1]).toBe(Infinity);
  });

  test('of one run has no error bar', () => {
    expect(meanOfRuns([Float64Array.of(1, 2)], 3).standardError).toEqual(Float64Array.of(Infinity, Infinity));
  });
});

test('error bars are no smaller than independent visits would have', () => {
  const random = randomStream('independent', 'visits');
  const parts = [0.05, 0.3, 0.65];
  const moves = 400;
  const estimates = Array.from({ length: 2000 }, () => {
    const visits = new Float64Array(3);
    for (let move = 0; move < moves; move++) {
      const value = random.uniform();
      visits[value < 0.05 ? 0 : value < 0.35 ? 1 : 2]++;
    }
    return visits;
  });
  const entropy = Float64Array.from(parts, (part) => 10 * Math.LN2 + Math.log(part));
  const least = errorsIfIndependent(
    Float64Array.from(parts, (part) => part * moves),
    entropy,
    {
      weights: 10,
      mirrored: false,
    },
  );
  for (const [level, part] of parts.entries()) {
    const logs = estimates.map((visits) => Math.log(visits[level]! / moves / part));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const spread = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length);
    expect(least[level]).toBeLessThan(1.05 * spread);
    expect(least[level]).toBeGreaterThan(0.5 * spread);
  }
  expect(errorsIfIndependent(Float64Array.of(0, 4, 0), entropy, { weights: 10, mirrored: false })[0]).toBe(0);
  const folded = errorsIfIndependent(Float64Array.of(1, 4, 3), entropy, { weights: 30, mirrored: true });
  expect(folded[0]).toBeCloseTo(0.5, 6);
  expect(folded[2]).toBeCloseTo(0.5, 6);
  // Below a ceiling, only what is counted exactly fixes the others.
  const known = { logCount: entropy[1]!, levels: [1] };
  expect([...errorsIfIndependent(Float64Array.of(4, 4, 4), entropy, { weights: 10, known, mirrored: false })]).toEqual([
    0.5, 0, 0.5,
  ]);
});
