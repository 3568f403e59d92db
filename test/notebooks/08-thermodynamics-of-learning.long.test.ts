import { describe, expect, test } from 'vitest';
import type { PlotlyObject } from '#src/figures/figure.js';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutMnist = !hasFiles('mnist');
const note = withoutMnist ? ' (skipped: MNIST is not on this machine)' : '';

describe('notebook 08', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('08-thermodynamics-of-learning');
  const [energies, solutions, judged, drawn, nishimori, alike, likeness] = tables;
  const scan = (figure: number, name: string) => {
    // Not the edges of its band, which have no width.
    const isLine = (each: PlotlyObject) => each.name === name && (each.line as { width: number }).width > 0;
    const trace = figures[figure]!.data.find(isLine);
    return { x: trace!.x as number[], y: trace!.y as number[] };
  };

  test('runs to its end, with twelve figures and trusted curves, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(12);
    for (const verdict of texts.slice(0, 3)) expect(verdict).toMatch(/: Reliable within its error bars\./);
    expect(page.length).toBeLessThan(6e6);
  });

  test('random labels have the energies of replica theory to 0.1, which is more than their error bars', () => {
    const theory = energies!.numbers('replica theory');
    const [U, errors] = [energies!.numbers('U, random labels'), energies!.errors('U, random labels')];
    for (const [k, energy] of U.entries()) expect(Math.abs(energy - theory[k]!)).toBeLessThan(0.1);
    for (const k of [1, 2, 3, 4]) expect(Math.abs(U[k]! - theory[k]!) / errors[k]!).toBeGreaterThan(4);
  });

  test('the slider has p(E) and U of every temperature, and stands at one of them', () => {
    const { layout, data } = figures[1]!;
    const [slider] = layout.sliders as { active: number; steps: { label: string; args: [{ x: number[][] }] }[] }[];
    expect(slider!.steps).toHaveLength(41);
    const at = (label: string) => slider!.steps.find((step) => step.label === label)!.args[0].x;
    // The lines at U: random labels, teacher, digits.
    for (const [k, row] of [
      ['1', 2],
      ['5.01', 4],
    ] as const) {
      for (const [c, task] of ['random labels', 'teacher', 'digits'].entries()) {
        const [U] = at(k)[3 * c + 1]!;
        expect(Math.abs(U! - energies!.numbers(`U, ${task}`)[row]!)).toBeLessThan(0.05);
      }
    }
    expect(slider!.steps[slider!.active]!.label).toBe('0.398');
    expect(data[0]!.x).toEqual(at('0.398')[0]);
  });

  test('digits are cooler than a teacher’s labels, and these than random ones, at every temperature', () => {
    const [random, teacher, digits] = ['random labels', 'teacher', 'digits'].map((task) =>
      energies!.numbers(`U, ${task}`),
    );
    for (const k of random!.keys()) {
      expect(teacher![k]).toBeLessThan(random![k]!);
      expect(digits![k]).toBeLessThan(teacher![k]!);
    }
  });

  test('the heat capacity of independent patterns has its maximum near that of two levels, T = 0.42', () => {
    for (const name of ['random labels', 'teacher']) {
      const { x, y } = scan(3, name);
      const top = x[y.indexOf(Math.max(...y))];
      expect(top).toBeGreaterThan(0.35);
      expect(top).toBeLessThan(0.42);
    }
  });

  test.skipIf(withoutMnist)(`digits cool together, over more than a decade of temperature${note}`, () => {
    const { x, y } = scan(3, String(figures[3]!.data.at(-1)!.name));
    const plateau = y.filter((_, k) => x[k]! >= 0.4 && x[k]! <= 7.5);
    expect(plateau.length).toBeGreaterThan(28);
    expect(Math.min(...plateau)).toBeGreaterThan(1.2);
    expect(Math.max(...plateau)).toBeLessThan(1.8);
    expect(Math.round(energies!.numbers('U, digits')[4]!)).toBe(7);
    expect(Math.round(energies!.numbers('U, random labels')[4]!)).toBe(23);
  });

  test('a random label costs a little more than one bit, a teacher’s a little less, a picture far less', () => {
    const [random, teacher, digits] = solutions!.numbers('bits taken per pattern');
    const [randomTheory, teacherTheory] = solutions!.numbers('replica theory');
    expect([random, teacher, randomTheory, teacherTheory].map((bits) => bits!.toFixed(2))).toEqual([
      '1.08',
      '0.92',
      '1.09',
      '0.93',
    ]);
    if (withoutMnist) expect(digits).toBeLessThan(0.4);
    else expect(digits!.toFixed(2)).toBe('0.17');
    for (const error of solutions!.errors('bits taken per pattern')) expect(error).toBeLessThan(0.005);
  });

  test('the mean test errors are within their error bars of the exact ones', () => {
    const exact = judged!.numbers('exact');
    const errors = judged!.errors('mean test errors of 40');
    const pulls = judged!.numbers('mean test errors of 40').map((mean, k) => (mean - exact[k]!) / errors[k]!);
    expect(pulls.length).toBeGreaterThan(18);
    expect(Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length)).toBeLessThan(2);
    expect(Math.max(...errors)).toBeLessThan(0.1);
  });

  test('the test error grows with every training error, faster on digits than with a teacher', () => {
    const teacher = scan(8, 'teacher, N = 51, P = 25').y;
    const digits = (figures[8]!.data.find((each) => String(each.name).includes('N = 100'))!.y as number[]).slice();
    for (const y of [teacher, digits]) for (let k = 1; k < y.length; k++) expect(y[k]).toBeGreaterThan(y[k - 1]!);
    expect(teacher[0]).toBeGreaterThan(0.38);
    expect(teacher[0]).toBeLessThan(0.47);
    expect(digits[0]).toBeLessThan(0.15);
    expect(digits.at(-1)! - digits[0]!).toBeGreaterThan(3 * (teacher.at(-1)! - teacher[0]!));
    expect(Math.round(100 * teacher[0]!)).toBe(43);
    expect(Math.abs(100 * (teacher[5]! - teacher[0]!) - 3.3)).toBeLessThan(0.5);
  });

  test.skipIf(withoutMnist)(`test errors of digits follow training errors almost one for one${note}`, () => {
    const digits = (figures[8]!.data.find((each) => String(each.name).includes('N = 100'))!.y as number[]).slice();
    expect((100 * digits[0]!).toFixed(1)).toBe('3.5');
    // One for one is two test errors of 100 for one training error of 50.
    const steps = digits.slice(1).map((errors, k) => 100 * (errors - digits[k]!));
    for (const step of steps.slice(2, 22)) {
      expect(step).toBeGreaterThan(1.65);
      expect(step).toBeLessThan(2.1);
    }
    for (const step of steps.slice(0, 2)) expect(step).toBeLessThan(1.8);
    expect(steps[0]).toBeGreaterThan(1.2);
  });

  test('drawn configurations have the test errors of the joint density of states', () => {
    const [means, errors] = [drawn!.numbers('test errors of 100, drawn'), drawn!.errors('test errors of 100, drawn')];
    const expected = drawn!.numbers('joint density of states');
    for (const [k, mean] of means.entries()) expect(Math.abs(mean - expected[k]!) / errors[k]!).toBeLessThan(4);
  });

  test('ten solutions differ in what is around them, and the teacher is one of them', () => {
    const [most, fewest, teacher] = ['most around ten solutions', 'fewest around ten', 'the teacher'].map(
      (name) => scan(9, name).y,
    );
    const spread = most!.map((top, d) => top - fewest![d]!);
    expect(Math.max(...spread)).toBeGreaterThan(2);
    expect(teacher).toHaveLength(20);
    for (const [d, number] of teacher!.entries()) {
      expect(number).toBeGreaterThanOrEqual(fewest![d]!);
      expect(number).toBeLessThanOrEqual(most![d]!);
      // Most are far away: within five weights fewer than one in ten.
      if (d < 5) expect(most![d]! - most![19]!).toBeLessThan(Math.log(0.1));
    }
    expect(texts.join('\n')).toContain('the teacher is between them at 20 of 20 distances');
  });

  test('on average over teachers, solutions overlap with the teacher as with each other', () => {
    expect(nishimori!.numbers('teachers')).toEqual([40]);
    const [difference, error] = [nishimori!.numbers('difference')[0]!, nishimori!.errors('difference')[0]!];
    expect(Math.abs(difference) / error).toBeLessThan(2);
    expect(error).toBeLessThan(0.01);
    expect(nishimori!.numbers('of two solutions')[0]).toBeGreaterThan(0.25);
  });

  test.skipIf(withoutMnist)(`the mean of many solutions shows what tells a one from a zero${note}`, () => {
    const [one, oneError] = ['numbers', 'errors'].map((of) =>
      likeness![of as 'numbers' | 'errors']('correlation, one configuration'),
    );
    const [mean, meanError] = ['numbers', 'errors'].map((of) =>
      likeness![of as 'numbers' | 'errors']('correlation, mean picture'),
    );
    expect(one![0]! - one![1]!).toBeGreaterThan(10 * Math.hypot(oneError![0]!, oneError![1]!));
    expect(mean![0]! - mean![1]!).toBeGreaterThan(3 * Math.hypot(meanError![0]!, meanError![1]!));
    expect(mean![1]).toBeGreaterThan(0.6);
    expect(one![0]! / one![1]!).toBeGreaterThan(2.4);
    expect(one![0]! / one![1]!).toBeLessThan(3.1);
    // Two pictures of 28 × 28 mean weights, and the contrast of the classes.
    expect(figures[11]!.data.map(({ z }) => (z as number[][]).length)).toEqual([28, 28, 28]);
  });

  test('configurations are less alike at higher energies; at E = 0 a teacher is as near as any solution', () => {
    const overlaps = alike!.numbers('overlap of two');
    for (const k of [1, 2, 3, 5, 6, 7]) expect(overlaps[k]).toBeLessThan(overlaps[k - 1]!);
    expect(overlaps[0]).toBeGreaterThan(0.25);
    expect(overlaps[0]).toBeLessThan(0.37);
    const [withTeacher, error] = [alike!.numbers('with the teacher'), alike!.errors('with the teacher')];
    expect(Math.abs(withTeacher[4]! - overlaps[4]!) / error[4]!).toBeLessThan(4);
    for (const k of [5, 6, 7]) {
      const gap = Math.hypot(error[k]!, alike!.errors('overlap of two')[k]!);
      expect(withTeacher[k]! - overlaps[k]!).toBeGreaterThan(2 * gap);
    }
    const test = alike!.numbers('test error');
    for (const k of [5, 6, 7]) expect(test[k]).toBeGreaterThan(test[k - 1]!);
    // Replica theory: 0.406.
    expect(Math.abs(test[4]! - 0.406)).toBeLessThan(0.03);
  });
});
