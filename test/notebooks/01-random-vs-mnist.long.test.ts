import { describe, expect, test } from 'vitest';
import { annealedRandomLabels } from '#src/theory/random-labels.js';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutMnist = !hasFiles('mnist');

describe('notebook 01', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('01-random-vs-mnist');
  const [levels, kinds, sizes, grounds] = tables;

  test('runs to its end, with nine figures and four verdicts, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(9);
    expect(texts).toHaveLength(5);
    for (const verdict of texts.slice(0, 4)) expect(verdict).toMatch(/^Reliable within its error bars\./);
    expect(page.length).toBeLessThan(6e6);
  });

  test('samples the small network within its error bars of the exact count', () => {
    const [entropy, error, exact] = ['entropy', 'standardError', 'exact'].map((name) => levels!.numbers(name));
    expect(entropy!.length).toBeGreaterThan(15);
    const pulls = entropy!.map((value, k) => (value - exact![k]!) / error![k]!);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(5);
    expect(Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length)).toBeLessThan(2);
  });

  test('finds the cusp of digits at one half, low and broad beside the bell of random labels', () => {
    const [mnist, random, teacher] = kinds!.numbers('peak of ρ');
    // The published height is 2.54; draws of the images scatter by some per cent.
    expect(mnist).toBeGreaterThan(2.1);
    expect(mnist).toBeLessThan(3);
    const binomial = annealedRandomLabels({ weights: 785, patterns: 78 });
    const height = 78 * Math.exp(binomial.entropy[39]! - 785 * Math.LN2);
    for (const peak of [random!, teacher!]) expect(Math.abs(peak / height - 1)).toBeLessThan(0.07);
    for (const place of kinds!.numbers('at E/P')) expect(place).toBeCloseTo(0.5, 1);
  });

  test('finds many more solutions for digits than for random labels, each with its error', () => {
    const [mnist, random] = kinds!.numbers('ln g(0)');
    const [mnistError, randomError] = kinds!.errors('ln g(0)');
    expect(mnistError).toBeLessThan(0.1);
    expect(randomError).toBeLessThan(0.3);
    expect(mnist! - random!).toBeGreaterThan(30);
    expect(random).toBeLessThan((785 - 78) * Math.LN2 + 2);
  });

  test('sees curves of real data collapse in E/P, and those of a teacher grow apart', () => {
    const distances = sizes!.numbers('distance from the smallest');
    for (const distance of distances.slice(0, 6)) expect(distance).toBeLessThan(0.06);
    expect(distances[7]).toBeGreaterThan(0.15);
    expect(distances[8]).toBeGreaterThan(0.3);
    // Published: 3.76, 5.39 and 7.79.
    const peaks = sizes!.numbers('peak of ρ').slice(6);
    for (const [k, published] of [3.76, 5.39, 7.79].entries()) {
      expect(Math.abs(peaks[k]! / published - 1)).toBeLessThan(0.08);
    }
  });

  test.skipIf(withoutMnist)(
    `finds the published heights of the digits' peak${withoutMnist ? ' (no MNIST)' : ''}`,
    () => {
      expect(sizes!.text('data')[0]).toBe('MNIST digits 0 and 1');
      for (const peak of sizes!.numbers('peak of ρ').slice(0, 3)) expect(Math.abs(peak / 2.55 - 1)).toBeLessThan(0.1);
    },
  );

  test('finds no errors far below capacity and more of them beyond, a little above the replica theory', () => {
    const errors = grounds!.numbers('fewest errors, E/P');
    expect(errors[0]).toBe(0);
    for (const k of [1, 2, 3, 4]) expect(errors[k]).toBeGreaterThan(errors[k - 1]!);
    const theory = grounds!.numbers('replica theory');
    for (const [k, error] of errors.entries()) expect(Math.abs(error - theory[k]!)).toBeLessThan(0.06);
  });
});
