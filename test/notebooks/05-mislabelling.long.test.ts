import { describe, expect, test } from 'vitest';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutMnist = !hasFiles('mnist');
const note = withoutMnist ? ' (skipped: MNIST is not on this machine)' : '';

describe('notebook 05', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('05-mislabelling');
  const [sharpest, merged, digits, grounds] = tables;

  test('runs to its end, with eight figures, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(8);
    expect(texts[0]).toMatch(/^The density ρ is reliable within its error bars in 10\d of 105 runs/);
    expect(page.length).toBeLessThan(6e6);
  });

  test('the peaks lie where the formula has them, to a tenth of an error, a little above f, and merge', () => {
    const [flips, peaks, formula] = ['f', 'lower peak at E', 'annealed'].map((name) => sharpest!.numbers(name));
    expect(flips).toEqual([0, 5, 10, 15, 20, 25, 30]);
    for (const [k, peak] of peaks!.entries()) expect(Math.abs(peak - formula![k]!)).toBeLessThan(0.1);
    for (const error of sharpest!.errors('lower peak at E').slice(1)) expect(error).toBeLessThan(0.05);
    for (const k of [1, 2, 3, 4, 5]) expect(peaks![k]! - flips![k]!).toBeGreaterThan(0);
    for (const k of [1, 2, 3, 4, 5]) expect(peaks![k]! - flips![k]!).toBeLessThan(0.6);
    expect(peaks![0]).toBe(0);
    expect(Math.abs(peaks![6]! - 30)).toBeLessThan(0.1);
    for (const distance of sharpest!.numbers('total variation')) expect(distance).toBeLessThan(0.02);
  });

  test('at f = P/2 one peak is left, of the height that the formula gives, above that of random labels', () => {
    const [formula, published, coins] = ['annealed ρ', 'published', 'random labels'].map((name) =>
      merged!.numbers(name),
    );
    expect(formula!.map((height) => height.toFixed(2))).toEqual(['7.44', '9.59', '12.93']);
    expect(published).toEqual([7.44, 9.58, 13.01]);
    const [heights, errors] = [merged!.numbers('highest ρ'), merged!.errors('highest ρ')];
    for (const [k, height] of heights.entries()) {
      expect(Math.abs(height - formula![k]!) / errors[k]!).toBeLessThan(2.2);
      expect(errors[k]! / height).toBeLessThan(0.05);
      expect(height).toBeGreaterThan(coins![k]! + 3 * errors[k]!);
    }
    expect(merged!.numbers('at E')).toEqual([30, 30, 30]);
  });

  test('the annealed curve of pictures and flips is near those of digits', () => {
    // Correlations within drawn classes differ more from pair to pair, and the prediction knows their mean only.
    const limit = withoutMnist ? 0.2 : 0.08;
    for (const distance of digits!.numbers('total variation')) expect(distance).toBeLessThan(limit);
    const places = digits!.numbers('highest ρ at E');
    for (const merging of [places[8]!, places[17]!]) expect(merging).toBeGreaterThan(36);
    expect(places[13]).toBeGreaterThan(places[9]!);
  });

  test.skipIf(withoutMnist)(`it has the peaks of digits as they are, but not those of centred ones${note}`, () => {
    const [places, annealed] = ['highest ρ at E', 'annealed at E'].map((name) => digits!.numbers(name));
    expect(annealed!.slice(9)).toEqual(places!.slice(9));
    const tooFar = places!.slice(0, 8).map((place, k) => annealed![k]! - place);
    for (const errors of tooFar) expect(errors).toBeGreaterThan(0);
    expect(Math.max(...tooFar)).toBeGreaterThan(24);
  });

  test.skipIf(withoutMnist)(`as they are, the digits' peaks stand at the number of the rarer label${note}`, () => {
    const [rarer, places] = ['rarer label', 'highest ρ at E'].map((name) => digits!.numbers(name).slice(9));
    expect(places).toEqual(rarer);
    const centred = digits!.numbers('highest ρ at E').slice(0, 9);
    for (const k of [1, 2, 3, 4, 5, 6, 7]) expect(centred[k]).toBeGreaterThan(5 * k);
  });

  test('the ground state rises, by less than the flips', () => {
    const [flips, fewest] = ['f', 'fewest errors'].map((name) => grounds!.numbers(name));
    expect(fewest).toHaveLength(18);
    for (const [k, errors] of fewest!.entries()) {
      // What could be learned without errors stays at most f away.
      expect(errors).toBeLessThanOrEqual(flips![k]! + fewest![6 * Math.floor(k / 6)]!);
      if (k % 6 > 1) expect(errors).toBeLessThan(flips![k]! - 3);
    }
    for (const first of [0, 6, 12]) {
      expect(fewest![first]).toBe(0);
      expect(fewest![first + 1]).toBeGreaterThan(0);
      expect(fewest![first + 2]).toBeGreaterThan(fewest![first + 1]!);
      expect(fewest![first + 5]).toBeGreaterThan(fewest![first + 1]! + 1.5);
    }
  });

  test.skipIf(withoutMnist)(`a teacher’s labels are spoiled first, and digits cost the most in the end${note}`, () => {
    const [fewest, errors] = [grounds!.numbers('fewest errors'), grounds!.errors('fewest errors')];
    const [gaussian, teacher, pictures] = [0, 6, 12].map((first) => fewest.slice(first, first + 6));
    for (const other of [gaussian!, pictures!]) {
      expect(teacher![1]).toBeGreaterThan(other[1]! + 2 * Math.hypot(errors[7]!, 0.5));
    }
    for (const [other, error] of [
      [gaussian![5]!, errors[5]!],
      [teacher![5]!, errors[11]!],
    ] as const) {
      expect((pictures![5]! - other) / Math.hypot(errors[17]!, error)).toBeGreaterThan(2);
    }
  });

  test('the numbers of the paper agree with ours', () => {
    const pulls = tables.at(-1)!.numbers('pull');
    expect(pulls.length).toBeGreaterThan(4);
    for (const pull of pulls) expect(Math.abs(pull)).toBeLessThan(2.5);
  });
});
