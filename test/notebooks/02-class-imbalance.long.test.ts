import { describe, expect, test } from 'vitest';
import { peaks } from '#src/analysis/peaks.js';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { publishedAbsent, publishedCurve, publishedNote } from '../published-curves.js';
import { runNotebook } from './run-notebook.js';

const withoutData = !hasFiles('mnist') || !hasFiles('fashion-mnist');
const note = withoutData ? ' (skipped: MNIST or Fashion-MNIST is not on this machine)' : '';

describe('notebook 02', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('02-class-imbalance');
  const [digits, clothes, classes, centring] = tables;
  const column = (name: string) => ({ digits: digits!.numbers(name), clothes: clothes!.numbers(name) });
  const lower = column('lower peak at E');
  const smaller = column('smaller class');

  test('runs to its end, with seven figures, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(7);
    expect(texts[0]).toMatch(/^The density ρ is reliable within its error bars in (10[0-4]) of 104 runs/);
    expect(page.length).toBeLessThan(6e6);
  });

  test.skipIf(withoutData)(
    `balanced classes have one peak at one half; where ones are many two peaks stand at P0 and P1${note}`,
    () => {
      expect(lower.digits[6]).toBe(39);
      for (const k of [7, 8, 9, 10, 11, 12]) expect(Math.abs(lower.digits[k]! - smaller.digits[k]!)).toBeLessThan(0.5);
    },
  );

  test('a position is shown only where the draws agree on it', () => {
    for (const scan of [digits!, clothes!]) {
      for (const [k, error] of scan.errors('lower peak at E').entries()) {
        if (scan.text('lower peak at E')[k]!.includes('±')) expect(error).toBeLessThan(2);
      }
    }
  });

  test('the angle between the classes is below 90°: more often than not both are on one side', () => {
    for (const angle of classes!.numbers('angle between the classes (degrees)')) expect(angle).toBeLessThan(90);
  });

  test.skipIf(withoutData)(`the annealed curves follow the digits closely, and the clothes less well${note}`, () => {
    const distance = column('total variation');
    for (const value of distance.digits) expect(value).toBeLessThan(0.026);
    for (const value of distance.clothes) expect(value).toBeLessThan(0.1);
  });

  test.skipIf(withoutData)(`the angles are those that notebook 01 quotes, 77° and 46°${note}`, () => {
    const angles = classes!.numbers('angle between the classes (degrees)');
    expect(Math.abs(angles[0]! - 77)).toBeLessThan(2);
    expect(Math.abs(angles[1]! - 46)).toBeLessThan(2);
  });

  test.skipIf(withoutData)(`ones, trousers and T-shirts are alike, zeros are not, and have a plateau${note}`, () => {
    const [ones, trousers] = classes!.numbers('r11, label +1');
    const [zeros, shirts] = classes!.numbers('r00, label −1');
    for (const alike of [ones!, trousers!, shirts!]) expect(alike).toBeGreaterThan(0.5);
    expect(zeros).toBeLessThan(0.5);
    expect(digits!.text('lower peak at E').slice(0, 4)).toEqual(['', '', '', '']);
    expect(clothes!.text('lower peak at E')).not.toContain('');
  });

  test.skipIf(withoutData)(
    `many trousers: peaks at P0 and P1; many T-shirts: one to three errors inside${note}`,
    () => {
      expect(lower.clothes[6]).toBe(39);
      for (const k of [8, 9, 10, 11, 12]) expect(Math.abs(lower.clothes[k]! - smaller.clothes[k]!)).toBeLessThan(0.5);
      for (const k of [0, 1, 2, 3, 4, 5]) {
        expect(lower.clothes[k]! - smaller.clothes[k]!).toBeGreaterThan(0.8);
        expect(lower.clothes[k]! - smaller.clothes[k]!).toBeLessThan(3);
      }
      const distances = column('total variation').clothes;
      const worst = Math.max(...distances);
      expect(worst).toBeGreaterThan(0.08);
      expect(distances.slice(0, 3)).toContain(worst);
    },
  );

  test.skipIf(withoutData)(`centred data have no peaks at P0 and P1${note}`, () => {
    const [before, after] = centring!.numbers('at E').map((energy) => Math.min(energy, 78 - energy));
    expect(before).toBe(15);
    expect(after).toBeGreaterThan(30);
    const [peak, centred] = centring!.numbers('highest ρ');
    expect(peak! / centred!).toBeGreaterThan(1.5);
  });

  test.skipIf(withoutData || publishedAbsent)(
    `the digits' peaks are where the published curves have them${note || publishedNote}`,
    () => {
      // The published runs stand at P1 = 15, 27, … as well; at few ones their peaks are faint, and ours too.
      for (const [k, positives] of [27, 39, 51, 63, 75].entries()) {
        const [first] = peaks(publishedCurve(`MNIST/01_a01u_P1_${positives}`, 784), { prominence: 0.05 });
        expect(Math.abs(lower.digits[2 * k + 4]! - first!.energyFraction * 78)).toBeLessThan(2);
      }
    },
  );

  test.skipIf(withoutData)(`the numbers of the paper agree with ours${note}`, () => {
    const pulls = tables.at(-1)!.numbers('pull');
    expect(pulls.length).toBeGreaterThan(4);
    for (const pull of pulls) expect(Math.abs(pull)).toBeLessThan(3.5);
  });
});
