import { describe, expect, test } from 'vitest';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutData = !hasFiles('fashion-mnist');
const note = withoutData ? ' (skipped: Fashion-MNIST is not on this machine)' : '';

describe('notebook 12', async () => {
  const { failure, figures, tables, page } = await runNotebook('12-flatness-and-generalisation');
  const [checked, correlations, students, places, theory, searches, overlaps, found, more, claims] = tables;
  const scan = (figure: number, name: string) => {
    const trace = figures[figure]!.data.find((each) => each.name === name)!;
    return { y: trace.y as number[], error: (trace.error_y as { array: number[] } | undefined)?.array ?? [] };
  };
  const loads = [8, 12, 16];
  /** The numbers of a row, by the text in the first column. */
  const cell = (table: typeof students, name: string, column: string) => {
    const index = table!.text(table!.columns[0]!).indexOf(name);
    return { value: table!.numbers(column)[index]!, error: table!.errors(column)[index]! };
  };
  const gain = (student: string, patterns: number) => cell(students, student, `gain, P = ${patterns}`);
  /** 'a of b' as [a, b]. */
  const solved = (table: typeof found, algorithm: string, column: string) => {
    const [first] = table!.columns;
    return table!.text(column)[table!.text(first!).indexOf(algorithm)]!.split(' of ').map(Number) as [number, number];
  };

  test('runs to its end, with eight figures and ten tables, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(8);
    expect(tables).toHaveLength(10);
    expect(page.length).toBeLessThan(6e6);
  });

  test('the mean error of the list is the sum over g(0, d)', () => {
    expect(checked!.numbers('Σ g(0, d)')).toEqual(checked!.numbers('solutions'));
    const sums = checked!.numbers('from g(0, d)');
    for (const [k, mean] of checked!.numbers('p_e, mean over the list').entries()) expect(sums[k]).toBeCloseTo(mean, 5);
  });

  test('the flattest solution errs less than Gibbs, by more than 0.02 averaged over the teachers', () => {
    for (const patterns of loads) {
      const { value, error } = gain('the flattest solution', patterns);
      expect(value).toBeGreaterThan(0.02);
      expect(value / error).toBeGreaterThan(3);
      expect(Math.abs(value - 0.05)).toBeLessThan(0.02);
    }
  });

  test('from the most isolated fifth of the solutions to the flattest the error falls', () => {
    for (const patterns of loads) {
      const { y, error } = scan(1, `P = ${patterns}`);
      expect(y).toHaveLength(5);
      expect((y[0]! - y[4]!) / Math.hypot(error[0]!, error[4]!)).toBeGreaterThan(4);
      for (const k of [0, 1]) expect(y[k]).toBeGreaterThan(0);
      for (const k of [3, 4]) expect(y[k]).toBeLessThan(0);
    }
  });

  test('flatness and error are correlated, weakly, and not at all where solutions are equally near to the centre', () => {
    const [r, error] = [correlations!.numbers('flatness and p_e'), correlations!.errors('flatness and p_e')];
    for (const k of loads.keys()) {
      expect(r[k]! / error[k]!).toBeLessThan(-4);
      expect(r[k]).toBeGreaterThan(-0.4);
      expect(correlations!.numbers('flatness and nearness')[k]).toBeGreaterThan(0.8);
      const partial = correlations!.numbers('flatness and p_e, equally near')[k]!;
      expect(Math.abs(partial) / correlations!.errors('flatness and p_e, equally near')[k]!).toBeLessThan(3);
    }
  });

  test('the centre of mass is the best student; the majority is as good as the flattest solution', () => {
    for (const patterns of loads) {
      const [bayes, majority, flattest] = ['Bayes: m', 'clipped Bayes: sgn m', 'the flattest solution'].map((name) =>
        gain(name, patterns),
      );
      for (const name of students!.text('student').filter((each) => !['the teacher', 'Bayes: m'].includes(each))) {
        expect(gain(name, patterns).value).toBeLessThan(bayes!.value);
      }
      const error = Math.hypot(majority!.error, flattest!.error);
      expect(Math.abs(majority!.value - flattest!.value) / error).toBeLessThan(3);
    }
  });

  test('learning gains, annealing does not', () => {
    for (const patterns of loads) {
      for (const name of ['straight-through', 'SBPI', 'stochastic weights', 'reinforced BP']) {
        const { value, error } = gain(name, patterns);
        expect(value / error).toBeGreaterThan(2.5);
      }
      const { value, error } = gain('simulated annealing', patterns);
      expect(Math.abs(value) / error).toBeLessThan(3);
    }
  });

  test('what learning finds is among the flattest fifth, and annealing’s solutions are typical', () => {
    const rank = (name: string) => cell(places, name, 'rank in flatness');
    for (const name of ['straight-through', 'SBPI', 'stochastic weights', 'reinforced BP']) {
      expect(rank(name).value).toBeGreaterThan(0.8);
    }
    expect(rank('reinforced BP').value).toBeGreaterThan(0.95);
    expect(Math.abs(rank('simulated annealing').value - 0.5)).toBeLessThan(0.1);
    const teacher = cell(claims, 'the teacher is like any solution: rank', 'here');
    expect(Math.abs(teacher.value - 0.5) / teacher.error).toBeLessThan(3);
  });

  test('every student has the overlap with the teacher that it has with the centre', () => {
    const pulls = places!.numbers('pull of the difference');
    expect(pulls.length).toBe(8);
    for (const pull of pulls) expect(Math.abs(pull)).toBeLessThan(3);
  });

  test('belief propagation has the errors of replica theory, and theory the published ones', () => {
    expect(theory!.text('converged')).toEqual(Array(12).fill('10 of 10'));
    const pulls = theory!.numbers('pull');
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(3);
    expect(Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length)).toBeLessThan(1.7);
    // At α = 0.3, 0.5, 0.8 and 1; the loads here are those of whole numbers of patterns.
    const expected = [0.4422, 0.3834, 0.3603, 0.4053, 0.3444, 0.3179, 0.3497, 0.292, 0.2644, 0.3105, 0.2574, 0.2306];
    for (const [k, p] of theory!.numbers('replica theory').entries()) {
      expect(Math.abs(p - expected[k]!)).toBeLessThan(0.0005);
    }
  });

  test('no algorithm beats clipped Bayes; reinforced BP comes near, and annealing has the error of Gibbs', () => {
    const algorithms = searches!.text('algorithm');
    const [excess, error] = [searches!.numbers('above clipped Bayes'), searches!.errors('above clipped Bayes')];
    for (const [k, name] of algorithms.entries()) {
      if (Number.isNaN(excess[k])) continue;
      expect(excess[k]! / error[k]!).toBeGreaterThan(-3);
      if (name === 'reinforced BP') expect(excess[k]).toBeLessThan(0.02);
      if (name === 'SBPI') expect(excess[k]).toBeGreaterThan(0);
    }
    const gibbs = theory!.numbers('replica theory')[0]!;
    expect(algorithms[0]).toBe('simulated annealing');
    expect(Math.abs(searches!.numbers('p_e')[0]! - gibbs) / searches!.errors('p_e')[0]!).toBeLessThan(3);
  });

  test('the errors of the solutions found are predicted by their overlap with the mean of belief propagation', () => {
    const [means, errors] = [searches!.numbers('p_e'), searches!.errors('p_e')];
    const pulls = searches!
      .numbers('predicted')
      .flatMap((p, k) => (Number.isNaN(p) ? [] : [(means[k]! - p) / errors[k]!]));
    expect(pulls.length).toBeGreaterThan(8);
    for (const pull of pulls) expect(Math.abs(pull)).toBeLessThan(3);
  });

  test('shuffled pictures are as alike as real ones on average, but all alike', () => {
    const [real, shuffled, random] = overlaps!.numbers('mean overlap of two');
    expect(shuffled).toBeCloseTo(real!, 6);
    expect(real).toBeGreaterThan(0.1);
    expect(Math.abs(random!)).toBeLessThan(0.01);
    const [wide, narrow] = overlaps!.numbers('spread from pair to pair');
    expect(wide).toBeGreaterThan(3 * narrow!);
  });

  test('every algorithm solves random patterns, and message passing neither pictures nor shuffled ones', () => {
    for (const name of found!.text('algorithm')) {
      const [count, draws] = solved(found, name, 'random, solved');
      expect(count).toBe(draws);
    }
    for (const name of ['reinforced BP', 'focusing BP']) {
      for (const column of ['solved', 'shuffled, solved']) expect(solved(found, name, column)[0]).toBe(0);
    }
    for (const name of ['straight-through', 'clipped perceptron', 'SBPI']) {
      const [count, draws] = solved(found, name, 'solved');
      expect(count).toBe(draws);
    }
  });

  test.skipIf(withoutData)(`stochastic weights leave few errors on the pictures${note}`, () => {
    expect(solved(found, 'stochastic weights', 'solved')[0]).toBe(0);
    const left = (name: string) => cell(found, name, 'errors left').value;
    expect(left('stochastic weights')).toBeLessThan(8);
    for (const name of ['reinforced BP', 'focusing BP']) expect(left(name)).toBeGreaterThan(10);
  });

  test.skipIf(withoutData)(`annealing’s solutions are the least robust, and the worst on other pictures${note}`, () => {
    const columns = ['test error', 'at 2 % of weights', 'at 10 % noise of inputs'];
    for (const column of columns) {
      const annealed = cell(found, 'simulated annealing', column);
      for (const name of ['straight-through', 'clipped perceptron', 'SBPI']) {
        const other = cell(found, name, column);
        expect((annealed.value - other.value) / Math.hypot(annealed.error, other.error)).toBeGreaterThan(2);
      }
    }
    const [worst, best] = ['simulated annealing', 'SBPI'].map((name) => cell(found, name, 'test error').value);
    expect(worst! / best!).toBeGreaterThan(1.3);
    expect(best).toBeLessThan(0.11);
    const rest = cell(claims, 'robust ones generalise, without annealing', 'here');
    expect(Math.abs(rest.value)).toBeLessThan(0.6);
    expect(Math.abs(rest.value) / rest.error).toBeLessThan(3);
  });

  test.skipIf(withoutData)(`solutions of shuffled pictures bear less noise in the weights${note}`, () => {
    for (const name of ['SBPI', 'simulated annealing']) {
      const [real, shuffled] = ['pictures', 'shuffled'].map((task) => scan(5, `${task}, ${name}`));
      const error = Math.hypot(real!.error[5]!, shuffled!.error[5]!);
      expect((shuffled!.y[5]! - real!.y[5]!) / error).toBeGreaterThan(2);
    }
  });

  test.skipIf(withoutData)(
    `of 250 pictures in each class SBPI solves the real ones, and no one the shuffled${note}`,
    () => {
      const [count, draws] = solved(more, 'SBPI', 'pictures, solved');
      expect(count).toBe(draws);
      for (const name of more!.text('algorithm')) expect(solved(more, name, 'shuffled, solved')[0]).toBe(0);
      const { value } = cell(claims, 'P = 500, SBPI: errors left, shuffled less real', 'here');
      expect(value).toBeGreaterThan(15);
      expect(value).toBeLessThan(45);
    },
  );
});
