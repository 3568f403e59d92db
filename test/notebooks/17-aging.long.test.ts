import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 17', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('17-aging');
  const tableWith = (...columns: string[]) =>
    tables.find((table) => columns.every((column) => table.columns.includes(column)))!;
  const trace = (figure: number, name: string) => {
    const found = figures[figure]!.data.find((each) => each.name === name)!;
    return { x: found.x as number[], y: found.y as number[] };
  };
  const claims = tableWith('claim');
  const claim = (start: string) => {
    const row = claims.text('claim').findIndex((text) => text.startsWith(start));
    expect(row).toBeGreaterThanOrEqual(0);
    return { value: claims.numbers('here')[row]!, error: claims.errors('here')[row]!, text: claims.text('here')[row]! };
  };

  test('runs to its end, with nine figures and trusted densities of states, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(9);
    expect(page.length).toBeLessThan(6e6);
    expect(texts).toContain('7 of 7 densities of states: reliable.');
  });

  test('the 3-spin model falls to its threshold with an exponent that comes down to 2/3', () => {
    const exponents = tableWith('exponent of E − E_th').numbers('exponent of E − E_th');
    expect(exponents).toHaveLength(4);
    for (let k = 1; k < 4; k++) expect(exponents[k]).toBeLessThan(exponents[k - 1]!);
    expect(exponents[3]).toBeGreaterThan(2 / 3);
    expect(exponents[3]).toBeLessThan(2 / 3 + 0.02);
    // Three learning rates, one curve.
    const at = (rate: number, time: number) => trace(0, `η = ${rate}`).y[Math.round(time / rate) - 1]!;
    for (const time of [5, 20, 50]) {
      for (const rate of [0.05, 0.1]) expect(Math.abs(at(rate, time) / at(0.2, time) - 1)).toBeLessThan(0.05);
    }
    expect(at(0.1, 50)).toBeCloseTo(-1.13039 + 1.154701, 4);
  });

  test('small samples follow at first, come to rest for the most part, and end above the curve', () => {
    const table = tableWith('E, N = ∞', 'pull');
    const pulls = table.numbers('pull');
    for (const pull of pulls.slice(0, 4)) expect(Math.abs(pull)).toBeLessThan(4);
    expect(pulls.at(-1)).toBeGreaterThan(3);
    const [atRest, samples] = texts
      .find((text) => text.includes('at rest'))!
      .match(/, (\d+) of (\d+)/)!
      .slice(1)
      .map(Number);
    expect(samples).toBe(10);
    expect(atRest).toBeGreaterThan(5);
    const mean = table.numbers('E, N = 128').at(-1)!;
    expect((mean + 2 / Math.sqrt(3)) / table.errors('E, N = 128').at(-1)!).toBeGreaterThan(4);
  });

  test('the 3-spin model ages nearly, not exactly, in t/t_w', () => {
    const { value } = claim('p-spin: the older');
    expect(value).toBeGreaterThan(0.8);
    expect(value).toBeLessThan(1);
    // C(2 t_w, t_w) of the specification: 0.889, 0.874 at η = 0.05; here η = 0.2.
    for (const [wait, c] of [
      [10, 0.889],
      [20, 0.874],
    ] as const) {
      const { x, y } = trace(2, `t_w = ${wait}`);
      expect(Math.abs(y[x.findIndex((ratio) => Math.abs(ratio - 1) < 1e-9)]! - c)).toBeLessThan(0.006);
    }
  });

  test('as a function of t the correlations fan out: after the same time, the older has moved less', () => {
    const correlationAt = (wait: number) => {
      const { x, y } = trace(1, `t_w = ${wait}`);
      return y[x.findIndex((lag) => Math.abs(lag - 10) < 0.5)]!;
    };
    expect(correlationAt(5)).toBeGreaterThan(correlationAt(1) + 0.1);
    expect(correlationAt(20)).toBeGreaterThan(correlationAt(5) + 0.1);
  });

  test('response and correlation: 1/T at short times, then the threshold’s slope to about a tenth', () => {
    const table = tableWith('η', 'times T');
    const fast = table.numbers('times T');
    expect(fast[1]).toBeGreaterThan(fast[0]!);
    for (const slope of fast) expect(Math.abs(slope - 1)).toBeLessThan(0.13);
    for (const slope of table.numbers('times T_eff of the threshold')) expect(Math.abs(slope - 1)).toBeLessThan(0.12);
  });

  test('at T = ∞ half of the labels are wrong', () => {
    const ends = tableWith('ε at the end', 'U/P');
    for (const [k, temperature] of ends.text('T').entries()) {
      if (temperature !== '∞') continue;
      expect(Math.abs(ends.numbers('ε at the end')[k]! - 0.5)).toBeLessThan(3 * ends.errors('ε at the end')[k]!);
    }
  });

  test('at T ≥ 0.2 walks end at U(T) of the same data set, at every task', () => {
    const pulls = tableWith('data set', 'pull, T = 0.5');
    const found = ['∞', '0.5', '0.3', '0.2'].flatMap((temperature) => pulls.numbers(`pull, T = ${temperature}`));
    expect(found).toHaveLength(28);
    for (const pull of found) expect(Math.abs(pull)).toBeLessThan(3);
    expect(Math.sqrt(found.reduce((sum, pull) => sum + pull ** 2, 0) / found.length)).toBeLessThan(1.5);
  });

  test('at T = 0.1 they do not, but for digits, and make more errors than at T = 0.2', () => {
    const pulls = tableWith('data set', 'pull, T = 0.1');
    for (const [k, name] of pulls.text('data set').entries()) {
      if (name.startsWith('digits')) continue;
      expect(pulls.numbers('pull, T = 0.1')[k]).toBeGreaterThan(2);
    }
    expect(trace(4, 'T = 0.1').y.at(-1)).toBeGreaterThan(3 * trace(4, 'T = 0.2').y.at(-1)!);
  });

  test('the larger the network, the longer it takes at T = 0.2; at T = 0.5 all are in equilibrium', () => {
    const table = tableWith('ε after 1024 sweeps');
    const [sizes, temperatures] = [table.numbers('N'), table.numbers('T')];
    const [value, error, theory] = [
      table.numbers('ε at the end'),
      table.errors('ε at the end'),
      table.numbers('U/P, replica theory'),
    ];
    const of = (inputs: number, temperature: number) =>
      sizes.findIndex((size, k) => size === inputs && temperatures[k] === temperature);
    for (const inputs of [101, 201, 401, 1001]) {
      const k = of(inputs, 0.5);
      expect(Math.abs(value[k]! - theory[k]!) / error[k]!).toBeLessThan(3);
    }
    for (const inputs of [101, 201]) {
      const k = of(inputs, 0.2);
      expect(Math.abs(value[k]! - theory[k]!)).toBeLessThan(0.01);
    }
    const early = [101, 201, 401, 1001].map((inputs) => table.numbers('ε after 1024 sweeps')[of(inputs, 0.2)]!);
    for (let k = 1; k < 4; k++) expect(early[k]).toBeGreaterThan(early[k - 1]! + 0.04);
    const k = of(1001, 0.2);
    expect(value[k]! - 3 * error[k]!).toBeGreaterThan(theory[k]! + 0.1);
    expect(table.text('within 0.05 of U/P after').filter((text) => text.startsWith('more than'))).toHaveLength(2);
  });

  test('N = 1001 ages: at T = 0.5 only while young, at T = 0.2 throughout, by a few per cent of its weights', () => {
    const table = tableWith('μ', 'growth of C after 256');
    const [exponent, error] = [table.numbers('μ'), table.errors('μ')];
    const [growth, growthError] = [table.numbers('growth of C after 256'), table.errors('growth of C after 256')];
    for (const k of [0, 2]) {
      expect(exponent[k]! / error[k]!).toBeGreaterThan(2);
      expect(growth[k]! / growthError[k]!).toBeGreaterThan(2);
    }
    expect(exponent[1]! / error[1]!).toBeLessThan(2);
    expect(growth[1]! / growthError[1]!).toBeLessThan(2);
    // (1 − C)/2 of the weights have changed.
    const flipped = (1 - trace(7, 't_w = 4096').y.at(-1)!) / 2;
    expect(flipped).toBeGreaterThan(0.005);
    expect(flipped).toBeLessThan(0.06);
  });

  test('walks from equilibrium do not age; those from random states do', () => {
    const table = tableWith('start', 'C after 256');
    const rows = [...table.text('start').keys()];
    const [young, old] = ['random', 'equilibrium'].map((from) => rows.filter((k) => table.text('start')[k] === from));
    for (const column of ['C after 64', 'C after 256', 'C after 1024']) {
      const [value, error] = [table.numbers(column), table.errors(column)];
      const pull = (one: number, other: number) =>
        (value[one]! - value[other]!) / Math.hypot(error[one]!, error[other]!);
      for (const k of old!.slice(1)) expect(Math.abs(pull(k, old![0]!))).toBeLessThan(3);
      expect(pull(young![2]!, young![0]!)).toBeGreaterThan(3);
      expect(pull(old![0]!, young![0]!)).toBeGreaterThan(4);
      expect(value[old![0]!]).toBeGreaterThan(0.5);
    }
    const [errors, standard] = [table.numbers('ε(t_w)'), table.errors('ε(t_w)')];
    const [, u, uError] = texts
      .find((text) => text.startsWith('Equilibrium'))!
      .match(/= ([\d.]+) ± (\d\.\d+)/)!
      .map(Number) as number[];
    for (const k of old!) expect(Math.abs(errors[k]! - u!) / Math.hypot(standard[k]!, uError!)).toBeLessThan(3);
  });

  test('annealing ends about two hundred nats above the solutions with N = 1001, a few with N = 101', () => {
    const table = tableWith('S(E) − S(0), nats');
    const at = (inputs: number, sweeps: number) =>
      table.numbers('N').findIndex((n, k) => n === inputs && table.numbers('sweeps of the annealing')[k] === sweeps);
    const nats = table.numbers('S(E) − S(0), nats');
    expect(nats[at(1001, 4096)]).toBeGreaterThan(170);
    expect(nats[at(1001, 4096)]).toBeLessThan(250);
    expect(nats[at(101, 4096)]).toBeLessThan(6);
    for (const inputs of [101, 1001]) expect(nats[at(inputs, 1024)]).toBeLessThan(nats[at(inputs, 16)]!);
  });

  test('young states are less alike than drawn ones of their energy, and no flip leads down from them', () => {
    const table = tableWith('no flip leads down');
    const [alike, error, minima] = [
      table.numbers('mean overlap'),
      table.errors('mean overlap'),
      table.numbers('no flip leads down'),
    ];
    const young = table.numbers('E').flatMap((level, k) => (level === 7 && k % 2 === 0 ? [k] : []));
    expect(young).toHaveLength(4);
    for (const k of young) {
      expect(table.text('states')[k]).toMatch(/aged/);
      expect((alike[k + 1]! - alike[k]!) / Math.hypot(error[k]!, error[k + 1]!)).toBeGreaterThan(2);
      expect(minima[k]).toBeGreaterThan(0.8);
      expect(minima[k + 1]).toBeGreaterThan(0.45);
      expect(minima[k + 1]).toBeLessThan(0.76);
    }
    const [, first, firstError, later] = claim('are aged states typical')
      .text.match(/16: (-[\d.]+) ± ([\d.]+); age 128: (-[\d.]+)/)!
      .map(Number) as number[];
    expect(first! / firstError!).toBeLessThan(-3);
    expect(later! / first!).toBeLessThan(0.5);
  });

  test('digits are in equilibrium after 32 sweeps at T = 0.2, random labels and a teacher are not', () => {
    const [, random, randomError, teacher, teacherError, digits] = claim('is structure of data important')
      .text.match(/labels ([\d.]+) ± ([\d.]+); teacher ([\d.]+) ± ([\d.]+); digits (-?[\d.]+)/)!
      .map(Number) as number[];
    expect(random! / randomError!).toBeGreaterThan(5);
    expect(teacher! / teacherError!).toBeGreaterThan(5);
    expect(Math.abs(digits!)).toBeLessThan(0.001);
  });
});
