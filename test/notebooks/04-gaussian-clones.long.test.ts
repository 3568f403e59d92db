import { describe, expect, test } from 'vitest';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutMnist = !hasFiles('mnist');
const note = withoutMnist ? ' (skipped: MNIST is not on this machine)' : '';

describe('notebook 04', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('04-gaussian-clones');
  const [distances, features, scaled, angles] = tables;
  const column = (kind: string, name: string) => {
    const numbers = distances!.numbers(name);
    return distances!.text('patterns').flatMap((value, k) => (value === kind ? [numbers[k]!] : []));
  };

  test('runs to its end, with 16 figures, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(16);
    expect(Number(/in (\d+) of 48 runs/.exec(texts[0]!)?.[1])).toBeGreaterThan(44);
    expect(page.length).toBeLessThan(6e6);
  });

  test('clones with the full covariances have the curve of the digits, isotropic ones do not', () => {
    const distance = (kind: string) => column(kind, 'total variation to the digits');
    for (const value of distance('GM')) expect(value).toBeLessThan(0.1);
    for (const [k, value] of [...distance('ISOGM'), ...distance('2ISO')].entries()) {
      expect(value).toBeGreaterThan(0.1);
      expect(value).toBeGreaterThan(3 * distance('GM')[k % 4]!);
    }
    for (const value of column('GM', 'Kullback–Leibler (nats)')) expect(value).toBeLessThan(0.02);
  });

  test('the correlations of their own patterns predict the isotropic clones', () => {
    for (const kind of ['ISOGM', '2ISO']) {
      for (const value of column(kind, 'total variation to the annealed')) expect(value).toBeLessThan(0.01);
    }
  });

  test('all clones keep the angle, only the full one the correlations', () => {
    const [digits, ...clones] = features!.numbers('angle of the means (degrees)');
    for (const angle of clones) expect(Math.abs(angle - digits!)).toBeLessThan(1);
    const [within, gm, isotropic] = features!.numbers('ρ11');
    expect(Math.abs(gm! - within!)).toBeLessThan(0.03);
    expect(isotropic).toBeLessThan(0.5);
  });

  test('the formula of means and variances gives the scaled clones to one per cent', () => {
    for (const value of scaled!.numbers('total variation')) expect(value).toBeLessThan(0.01);
    const places = scaled!.numbers('at E').map((energy) => Math.min(energy, 80 - energy));
    expect(places[0]).toBeGreaterThan(35);
    expect(places.slice(2)).toEqual([20, 20]);
    const heights = scaled!.numbers('highest ρ, GM');
    expect(heights[3]).toBeGreaterThan(heights[2]!);
  });

  test('the angle decides how many configurations have few errors, far apart', () => {
    const shares = angles!.numbers('share, m = 20');
    for (const [k, expected] of angles!.numbers('θ/2π').entries()) {
      expect(Math.abs(shares[k]! / expected - 1)).toBeLessThan(0.15);
    }
  });

  test.skipIf(withoutMnist)(`the angles are the published ones, below 90°, zeros farthest from ones${note}`, () => {
    const published = [73.98, Number.NaN, 49.69, 48.83, 55.99, 50.46, 57.26, 50.25, 43.97, 49.84];
    const found = angles!.numbers('angle (degrees)');
    for (const [k, digit] of angles!.numbers('digit beside 1').entries()) {
      expect(Math.abs(found[k]! - published[digit]!)).toBeLessThan(0.5);
    }
  });
});
