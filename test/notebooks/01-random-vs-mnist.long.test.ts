import { describe, expect, test } from 'vitest';
import { annealedRandomLabels } from '#src/theory/random-labels.js';
import { replicaCurve } from '#src/theory/replica-curve.js';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutData = !hasFiles('mnist') || !hasFiles('fashion-mnist');
const note = withoutData ? ' (skipped: MNIST or Fashion-MNIST is not on this machine)' : '';

describe('notebook 01', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('01-random-vs-mnist');
  const [levels, kinds, sizes, grounds, solutions] = tables;

  test('runs to its end, with nine figures and five verdicts, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(9);
    expect(texts).toHaveLength(5);
    for (const verdict of texts.slice(0, 4)) expect(verdict).toMatch(/^Reliable within its error bars\./);
    expect(page.length).toBeLessThan(6e6);
  });

  test('the walk finds every level of the small network, and differs from the exact count by a few errors', () => {
    const [entropy, error, exact] = ['entropy', 'standardError', 'exact'].map((name) => levels!.numbers(name));
    expect(levels!.numbers('energy')).toEqual(Array.from({ length: 19 }, (_, k) => k + 1));
    expect(texts[0]).toContain('Never reached: E = 0, 20; empty');
    const pulls = entropy!.map((value, k) => (value - exact![k]!) / error![k]!);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(4);
    expect(Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length)).toBeLessThan(2);
  });

  test.skipIf(withoutData)(
    `the digits have a cusp at one half, less than half as high as the bells of random labels and a teacher${note}`,
    () => {
      const [mnist, random, teacher] = kinds!.numbers('peak of ρ');
      const binomial = annealedRandomLabels({ weights: 785, patterns: 78 });
      const height = 78 * Math.exp(binomial.entropy[39]! - 785 * Math.LN2);
      for (const peak of [random!, teacher!]) {
        expect(Math.abs(peak / height - 1)).toBeLessThan(0.07);
        expect(mnist! / peak).toBeLessThan(0.5);
      }
      for (const place of kinds!.numbers('at E/P')) expect(place).toBeCloseTo(0.5, 1);
      // The bell: nine in ten configurations err on 40 to 60 per cent of the patterns.
      let within = 0;
      for (let energy = 32; energy <= 46; energy++) within += Math.exp(binomial.entropy[energy]! - 785 * Math.LN2);
      expect(within).toBeGreaterThan(0.9);
    },
  );

  test.skipIf(withoutData)(
    `one in ten thousand configurations solves the digits, one in 2^78 or so random labels${note}`,
    () => {
      const [mnist, random] = kinds!.numbers('ln g(0)');
      const [mnistError, randomError] = kinds!.errors('ln g(0)');
      expect(mnistError).toBeLessThan(0.1);
      expect(randomError).toBeLessThan(0.3);
      const share = Math.exp(mnist! - 784 * Math.LN2);
      expect(share).toBeGreaterThan(3e-5);
      expect(share).toBeLessThan(3e-4);
      expect(Math.abs(785 - random! / Math.LN2 - 78)).toBeLessThan(1);
    },
  );

  test('typical and annealed differ by 0.8 nats at E = 0, less elsewhere, and one draw is not typical', () => {
    const replica = replicaCurve({ weights: 785, patterns: 78 });
    const average = annealedRandomLabels({ weights: 785, patterns: 78 });
    expect(replica.levels[0]).toBe(0);
    expect(average.entropy[0]! - replica.entropy[0]!).toBeCloseTo(0.8, 1);
    for (const [k, level] of Array.from(replica.levels).entries()) {
      const below = Math.min(Math.floor(level), 77);
      const between =
        average.entropy[below]! + (level - below) * (average.entropy[below + 1]! - average.entropy[below]!);
      expect(between - replica.entropy[k]!).toBeGreaterThan(-0.05);
      expect(between - replica.entropy[k]!).toBeLessThan(0.85);
    }
    const [, sampled] = kinds!.numbers('ln g(0)');
    const [, error] = kinds!.errors('ln g(0)');
    for (const [value, text] of [
      [replica.entropy[0]!, '489.2'],
      [average.entropy[0]!, '490.1'],
      [sampled!, '490.2'],
    ] as const) {
      expect(value.toFixed(1)).toBe(text);
    }
    expect((sampled! - replica.entropy[0]!) / error!).toBeGreaterThan(3);
  });

  test.skipIf(withoutData)(`the annealed curve is close to the sampled one${note}`, () => {
    for (const distance of kinds!.numbers('total variation')) expect(distance).toBeLessThan(0.02);
  });

  test('the curves of a teacher grow apart, their peak as √P', () => {
    const distances = sizes!.numbers('distance from the smallest').slice(6);
    expect(distances[1]).toBeGreaterThan(0.15);
    expect(distances[2]).toBeGreaterThan(0.3);
    // Published: 3.76, 5.39 and 7.79.
    const peaks = sizes!.numbers('peak of ρ').slice(6);
    for (const [k, published] of [3.76, 5.39, 7.79].entries()) {
      expect(Math.abs(peaks[k]! / published - 1)).toBeLessThan(0.08);
    }
    expect(Math.abs(peaks[2]! / peaks[0]! / 2 - 1)).toBeLessThan(0.1);
  });

  test.skipIf(withoutData)(`the curves of real data collapse; the digits' peak has the published height${note}`, () => {
    expect(sizes!.text('data')[0]).toBe('MNIST digits 0 and 1');
    for (const distance of sizes!.numbers('distance from the smallest').slice(0, 6)) {
      expect(distance).toBeLessThan(0.03);
    }
    for (const peak of sizes!.numbers('peak of ρ').slice(0, 3)) expect(Math.abs(peak / 2.55 - 1)).toBeLessThan(0.1);
  });

  test.skipIf(withoutData)(`the clothes' peak scatters, and does not grow as the annealed one does${note}`, () => {
    const peaks = sizes!.numbers('peak of ρ').slice(3, 6);
    const errors = sizes!.errors('peak of ρ').slice(3, 6);
    const annealed = sizes!.numbers('annealed peak').slice(3, 6);
    for (const [k, peak] of peaks.entries()) {
      const scatter = (Math.sqrt(3) * errors[k]!) / peak;
      expect(scatter).toBeGreaterThan(0.1);
      expect(scatter).toBeLessThan(0.35);
      // No growth that the scatter would not explain.
      expect(Math.abs(peak - peaks[0]!) / Math.hypot(errors[k]!, errors[0]!)).toBeLessThan(2.5);
    }
    expect(annealed[1]).toBeGreaterThan(annealed[0]!);
    expect(annealed[2]! / peaks[2]!).toBeGreaterThan(1.7);
    expect(annealed[2]! / annealed[0]!).toBeGreaterThan(1.7);
    // Published, each of one draw: 6.19 and 8.09, within two standard deviations of the draws.
    for (const [k, published] of [6.19, 8.09].entries()) {
      expect(Math.abs(published - peaks[k]!) / (Math.sqrt(3) * errors[k]!)).toBeLessThan(2);
    }
  });

  test('the ground states of 25 inputs: none at 0.4, some at 0.8, and above the limit beyond the capacity', () => {
    const errors = grounds!.numbers('fewest errors, E/P');
    const bars = grounds!.errors('fewest errors, E/P');
    const theory = grounds!.numbers('replica theory');
    expect(errors[0]).toBe(0);
    expect(theory.slice(0, 2)).toEqual([0, 0]);
    expect(errors[1]! / bars[1]!).toBeGreaterThan(2);
    for (const k of [1, 2, 3, 4]) {
      expect((errors[k]! - theory[k]!) / bars[k]!).toBeGreaterThan(2);
      expect(errors[k]! - theory[k]!).toBeLessThan(0.05);
      expect(errors[k]).toBeGreaterThan(errors[k - 1]!);
    }
  });

  test('the typical data set has the solutions of the replica theory, fewer than the annealed count', () => {
    const [typical] = solutions!.numbers('typical, ⟨ln g(0)⟩');
    const [error] = solutions!.errors('typical, ⟨ln g(0)⟩');
    const [replicas] = solutions!.numbers('replica theory');
    const [annealed] = solutions!.numbers('annealed, ln⟨g(0)⟩');
    expect(annealed).toBeCloseTo(15 * Math.LN2, 6);
    expect(Math.abs(typical! - replicas!) / error!).toBeLessThan(2.5);
    expect((annealed! - typical!) / error!).toBeGreaterThan(2.5);
  });

  test.skipIf(withoutData)(`the numbers of the paper agree with ours${note}`, () => {
    const pulls = tables.at(-1)!.numbers('pull');
    expect(pulls.length).toBeGreaterThan(4);
    for (const pull of pulls) expect(Math.abs(pull)).toBeLessThan(3.5);
  });
});
