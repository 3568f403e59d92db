import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 08', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('08-thermodynamics-of-learning');
  const [energies, solutions, judged, drawn, alike] = tables;
  const scan = (figure: number, name: string) => {
    const trace = figures[figure]!.data.find((each) => each.name === name && Array.isArray(each.y) && !each.fill);
    return { x: trace!.x as number[], y: trace!.y as number[] };
  };

  test('runs to its end, with ten figures and trusted curves, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(10);
    for (const verdict of texts.slice(0, 3)) expect(verdict).toMatch(/: Reliable within its error bars\./);
    expect(page.length).toBeLessThan(6e6);
  });

  test('random labels have the energies of the replica theory, as near as one data set comes', () => {
    const theory = energies!.numbers('replica theory');
    for (const [k, energy] of energies!.numbers('U, random').entries()) {
      expect(Math.abs(energy - theory[k]!)).toBeLessThan(0.3);
    }
  });

  test('digits are cooler than a teacher’s labels, and these than random ones, at every temperature', () => {
    const [random, teacher, digits] = ['random', 'teacher', 'digits'].map((task) => energies!.numbers(`U, ${task}`));
    for (const k of random!.keys()) {
      expect(teacher![k]).toBeLessThan(random![k]!);
      expect(digits![k]).toBeLessThan(teacher![k]!);
    }
  });

  test('the heat capacity of independent patterns has its maximum near that of two levels, T = 0.42', () => {
    for (const name of ['random labels', 'teacher']) {
      const { x, y } = scan(2, name);
      const top = x[y.indexOf(Math.max(...y))];
      expect(top).toBeGreaterThan(0.28);
      expect(top).toBeLessThan(0.52);
    }
  });

  test('a random label costs a little more than one bit, a teacher’s a little less, a picture far less', () => {
    const [random, teacher, digits] = solutions!.numbers('bits taken for each pattern');
    // The replica entropy 0.3187 at α = 50/101 leaves 1.092 bits for each label.
    expect(Math.abs(random! - 1.092)).toBeLessThan(0.03);
    expect(teacher).toBeGreaterThan(0.8);
    expect(teacher).toBeLessThan(1);
    expect(digits).toBeLessThan(0.4);
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
    const teacher = scan(7, 'teacher, N = 51, P = 25').y;
    const digits = (figures[7]!.data.find((each) => String(each.name).includes('N = 100'))!.y as number[]).slice();
    for (const y of [teacher, digits]) for (let k = 1; k < y.length; k++) expect(y[k]).toBeGreaterThan(y[k - 1]!);
    expect(teacher[0]).toBeGreaterThan(0.38);
    expect(teacher[0]).toBeLessThan(0.47);
    expect(digits[0]).toBeLessThan(0.15);
    expect(digits.at(-1)! - digits[0]!).toBeGreaterThan(3 * (teacher.at(-1)! - teacher[0]!));
  });

  test('drawn configurations have the test errors of the joint density of states', () => {
    const [means, errors] = [drawn!.numbers('test errors of 100, drawn'), drawn!.errors('test errors of 100, drawn')];
    const expected = drawn!.numbers('joint density of states');
    for (const [k, mean] of means.entries()) expect(Math.abs(mean - expected[k]!) / errors[k]!).toBeLessThan(4);
  });

  test('solutions lie around the teacher as around a solution drawn at random', () => {
    const [teacher, other] = ['the teacher', 'a random solution'].map((of) => scan(8, `solutions around ${of}`));
    const [top, otherTop] = [teacher!, other!].map(({ y }) => Math.max(...y));
    expect(Math.abs(top! - otherTop!)).toBeLessThan(0.5);
    for (const { x, y } of [teacher!, other!]) {
      const far = x[y.indexOf(Math.max(...y))];
      expect(far).toBeGreaterThan(14);
      expect(far).toBeLessThan(25);
    }
  });

  test('configurations are less alike at higher energies; at E = 0 a teacher is as near as any solution', () => {
    const overlaps = alike!.numbers('overlap of two');
    for (const k of [1, 2, 3, 5, 6, 7]) expect(overlaps[k]).toBeLessThan(overlaps[k - 1]!);
    expect(overlaps[0]).toBeGreaterThan(0.25);
    expect(overlaps[0]).toBeLessThan(0.37);
    const [withTeacher, error] = [alike!.numbers('with the teacher'), alike!.errors('with the teacher')];
    expect(Math.abs(withTeacher[4]! - overlaps[4]!) / error[4]!).toBeLessThan(4);
    expect(withTeacher[6]).toBeGreaterThan(overlaps[6]!);
    const test = alike!.numbers('test error');
    for (const k of [5, 6, 7]) expect(test[k]).toBeGreaterThan(test[k - 1]!);
    // Replica theory: 0.406.
    expect(Math.abs(test[4]! - 0.406)).toBeLessThan(0.03);
  });
});
