import { describe, expect, test } from 'vitest';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutMnist = !hasFiles('mnist');
const note = withoutMnist ? ' (skipped: MNIST is not on this machine)' : '';

describe('notebook 04', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('04-gaussian-clones');
  const [distances, features, variances, scaled, angles] = tables;
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

  test.skipIf(withoutMnist)(
    `clones with the full covariances have the curve of the digits, isotropic ones do not${note}`,
    () => {
      const distance = (kind: string) => column(kind, 'total variation');
      for (const value of distance('GM')) expect(value).toBeLessThan(0.05);
      for (const [k, value] of [...distance('ISOGM'), ...distance('2ISO')].entries()) {
        expect(value).toBeGreaterThan(3 * distance('GM')[k % 4]!);
      }
      for (const value of column('GM', 'Kullback–Leibler (nats)')) expect(value).toBeLessThan(0.01);
    },
  );

  test.skipIf(withoutMnist)(
    `the peaks of GM stand where those of the digits do, up to a sixth lower; isotropic ones are much lower${note}`,
    () => {
      const digits = column('digits', 'highest ρ');
      expect(column('GM', 'at E')).toEqual(column('digits', 'at E'));
      const [gm, isotropic, shared] = ['GM', 'ISOGM', '2ISO'].map((kind) =>
        column(kind, 'highest ρ').map((height, k) => height / digits[k]!),
      );
      expect(Math.max(...gm!)).toBeLessThan(1);
      expect(Math.min(...gm!)).toBeGreaterThan(5 / 6 - 0.01);
      expect(Math.max(...isotropic!, ...shared!)).toBeLessThan(2 / 3);
    },
  );

  test('the correlations of their own patterns predict the isotropic clones', () => {
    for (const kind of ['ISOGM', '2ISO']) {
      for (const value of column(kind, 'from the annealed')) expect(value).toBeLessThan(0.01);
    }
  });

  test.skipIf(withoutMnist)(`all clones keep the angle, only the full one the correlations${note}`, () => {
    const [digits, ...clones] = features!.numbers('angle of the means (degrees)');
    for (const angle of clones) expect(Math.abs(angle - digits!)).toBeLessThan(1);
    for (const name of ['r11', 'r00']) {
      const [within, gm, isotropic, shared] = features!.numbers(name);
      expect(Math.abs(gm! - within!)).toBeLessThan(0.03);
      expect(within).toBeGreaterThan(0.6);
      expect(Math.max(isotropic!, shared!)).toBeLessThan(0.5);
    }
  });

  test.skipIf(withoutMnist)(
    `the contrast of the mean picture makes the noise of the isotropic clones three times as strong${note}`,
    () => {
      const pixels = variances!.numbers('mean variance of a pixel');
      for (const [k, common] of variances!.numbers('v_a').entries()) expect(common / pixels[k]!).toBeCloseTo(3.05, 0);
    },
  );

  test('means and variances give the scaled clones to a total variation of 0.01', () => {
    for (const value of scaled!.numbers('total variation')) expect(value).toBeLessThan(0.01);
    const places = scaled!.numbers('at E');
    expect(places[0]).toBeGreaterThan(35);
    expect(places.slice(2)).toEqual([20, 20]);
    expect(scaled!.numbers('GM at E').slice(2)).toEqual([20, 20]);
    for (const name of ['highest ρ, 2ISO', 'highest ρ, GM']) {
      const [, same, wider, widest] = scaled!.numbers(name);
      expect(wider! / same!).toBeGreaterThan(1.5);
      expect(widest! / wider!).toBeGreaterThan(1.3);
    }
  });

  test.skipIf(withoutMnist)(
    `far apart, the share of configurations with few errors is up to a tenth below θ/2π, as the annealed curve has it${note}`,
    () => {
      const shares = angles!.numbers('share, m = 20');
      for (const [k, limit] of angles!.numbers('θ/2π').entries()) {
        expect(shares[k]).toBeLessThan(limit);
        expect(shares[k]! / limit).toBeGreaterThan(0.9);
      }
      for (const [k, expected] of angles!.numbers('annealed, m = 20').entries()) {
        expect(Math.abs(shares[k]! / expected - 1)).toBeLessThan(0.05);
      }
    },
  );

  test.skipIf(withoutMnist)(`the angles are the published ones, below 90°, zeros farthest from ones${note}`, () => {
    const published = [73.98, Number.NaN, 49.69, 48.83, 55.99, 50.46, 57.26, 50.25, 43.97, 49.84];
    const found = angles!.numbers('angle (degrees)');
    for (const [k, digit] of angles!.numbers('digit beside 1').entries()) {
      expect(Math.abs(found[k]! - published[digit]!)).toBeLessThan(0.5);
    }
  });

  test.skipIf(withoutMnist)(`the angles of the paper agree with ours${note}`, () => {
    const pulls = tables.at(-1)!.numbers('pull');
    expect(pulls.length).toBeGreaterThan(4);
    for (const pull of pulls) expect(Math.abs(pull)).toBeLessThan(3);
  });
});
