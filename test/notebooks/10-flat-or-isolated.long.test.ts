import { describe, expect, test } from 'vitest';
import { runNotebook, type Table } from './run-notebook.js';

describe('notebook 10', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('10-flat-or-isolated');
  const [answers, at30, at50, reinforced, single, nearby, inAll, curves, passing, wide, farther, claims] = tables;
  const rms = (pulls: number[]) => Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length);
  const rowOf = (table: Table, column: string, name: string) => table.text(column).indexOf(name);
  const ofKind = (table: Table, kind: string, column: string) =>
    table.numbers(column)[rowOf(table, 'solutions', kind)]!;
  const errorOf = (table: Table, kind: string, column: string) =>
    table.errors(column)[rowOf(table, 'solutions', kind)]!;
  const learners = ['SBPI', 'straight-through', 'stochastic weights', 'reinforced BP', 'focusing BP'];

  test('runs to its end, with three figures, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(3);
    expect(tables).toHaveLength(12);
    expect(page.length).toBeLessThan(6e6);
  });

  test('enumeration, sampling and message passing agree about the number of solutions', () => {
    const pulls = answers!.numbers('pull').filter(Number.isFinite);
    expect(pulls).toHaveLength(8);
    expect(rms(pulls)).toBeLessThan(2);
    const off = answers!.numbers('message passing − best').map(Math.abs);
    expect(off).toHaveLength(12);
    expect(Math.max(...off)).toBeLessThan(1);
    // A fifth of a nat, with sampling errors of 0.1 to 0.2.
    expect(Math.max(...off.slice(8))).toBeLessThan(0.4);
    // One data set differs from the typical one by a nat or so.
    const [sampled, replica] = [answers!.numbers('Wang–Landau'), answers!.numbers('replica theory')];
    for (const [k, s] of sampled.entries()) expect(Math.abs(s - replica[k]!)).toBeLessThan(3.5);
  });

  test('of typical solutions four in five have no neighbour at P = 50, one in seven at P = 30', () => {
    for (const [table, share] of [
      [at50!, 0.8],
      [at30!, 1 / 7],
    ] as const) {
      const alone = ofKind(table, 'typical', 'without a neighbour');
      const error = errorOf(table, 'typical', 'without a neighbour');
      expect(error).toBeLessThan(0.08);
      expect(Math.abs(alone - share)).toBeLessThan(3 * error);
    }
  });

  test('learning finds solutions with many neighbours; annealing is in between, and sometimes finds none', () => {
    for (const [table, least] of [
      [at50!, 10],
      [at30!, 40],
    ] as const) {
      const [typical, annealed] = ['typical', 'simulated annealing'].map((kind) => ofKind(table, kind, 'mean n₁'));
      const [closed, half] = ['typical', 'simulated annealing'].map((kind) => ofKind(table, kind, 'mean ln(1 + n₃)'));
      expect(typical).toBeLessThan(annealed!);
      expect(closed).toBeLessThan(half!);
      for (const kind of learners) {
        expect(ofKind(table, kind, 'mean n₁')).toBeGreaterThan(least);
        expect(ofKind(table, kind, 'mean n₁')).toBeGreaterThan(3 * annealed!);
        const more = ofKind(table, kind, 'mean ln(1 + n₃)') - closed!;
        const error = Math.hypot(...[kind, 'typical'].map((which) => errorOf(table, which, 'mean ln(1 + n₃)')));
        expect(more).toBeGreaterThan(5 * error);
        expect(table.text('solved')[rowOf(table, 'solutions', kind)]).toBe('100 of 100');
      }
    }
    expect(at50!.numbers('mean n₁').every((n1) => n1 < 30)).toBe(true);
    const annealed = at50!.text('solved')[rowOf(at50!, 'solutions', 'simulated annealing')]!;
    expect(annealed).toMatch(/^\d\d of 100$/);
  });

  test('reinforced BP has one solution of a data set, flat in one and not in another', () => {
    const [least, most] = [reinforced!.numbers('least n₁'), reinforced!.numbers('most n₁')];
    expect(least.slice(0, 2)).toEqual([50, 1]);
    expect(most.filter((n1, k) => n1 === least[k]).length).toBeGreaterThan(2);
    // Differences between data sets are as large as those between algorithms.
    const [low, high] = ['SBPI', 'reinforced BP'].map((kind) => ofKind(at50!, kind, 'mean n₁'));
    expect(Math.abs(high! - low!)).toBeLessThan(3 * errorOf(at50!, 'reinforced BP', 'mean n₁'));
  });

  test('sampled numbers agree with exact ones at d ≤ 3, and with g(0) in the sum', () => {
    expect(rms(single!.numbers('pull'))).toBeLessThan(2);
    expect(single!.numbers('exact number')[0]).toBe(1);
    const near = [...nearby!.numbers('pull ≤ 1'), ...nearby!.numbers('pull 2, 3')];
    expect(near).toHaveLength(24);
    expect(rms(near)).toBeLessThan(2);
    expect(rms(inAll!.numbers('pull of sum'))).toBeLessThan(2);
    // The error bars are small enough to say something.
    expect(Math.max(...nearby!.errors('d ≤ 1'), ...nearby!.errors('d = 2, 3'))).toBeLessThan(0.5);
    expect(Math.max(...inAll!.errors('sum over d'))).toBeLessThan(1.2);
    expect(texts.some((text) => /^Around 12 of 12 solutions the rms pull is /.test(text))).toBe(true);
  });

  test('solutions found are denser than typical ones, by hundreds at d = 8, 9, and all stay below the bound', () => {
    const place = curves!.text('d').indexOf('8, 9');
    const typical = curves!.numbers('typical');
    const bound = curves!.numbers('bound');
    for (const kind of ['SBPI', 'reinforced BP']) {
      const found = curves!.numbers(kind);
      for (const k of found.keys()) {
        expect(found[k]).toBeGreaterThan(typical[k]!);
        expect(found[k]).toBeLessThan(bound[k]!);
      }
      const more = found[place]! - typical[place]!;
      expect(more).toBeGreaterThan(Math.log(100));
      expect(more).toBeLessThan(Math.log(2000));
      const error = Math.hypot(curves!.errors(kind)[place]!, curves!.errors('typical')[place]!);
      expect(more / error).toBeGreaterThan(4);
    }
  });

  test('around typical solutions Franz–Parisi’s theory holds, from two flips on', () => {
    const [s, error, theory] = [
      curves!.numbers('typical'),
      curves!.errors('typical'),
      curves!.numbers('with prefactor'),
    ];
    const pulls = s.slice(1).map((value, k) => (value - theory[k + 1]!) / error[k + 1]!);
    expect(rms(pulls)).toBeLessThan(2);
    expect(Math.max(...error.slice(1))).toBeLessThan(0.8);
    // Without a solution at half a flip, and with many at two and more.
    const leading = curves!.numbers('Franz–Parisi');
    expect(leading[0]).toBeLessThan(0);
    expect(leading[1]).toBeGreaterThan(Math.log(20));
  });

  test('message passing is right around solutions found, too high near typical ones, and silent next to these', () => {
    const [around, h, distance] = [passing!.text('around'), passing!.numbers('h'), passing!.numbers('mean d')];
    const [off, error] = [passing!.numbers('passing − sampled'), passing!.errors('passing − sampled')];
    const converged = passing!.text('converged');
    for (const [k, kind] of around.entries()) {
      if (kind !== 'typical' && h[k]! <= 1.5) expect(Math.abs(off[k]!)).toBeLessThan(0.5 + 2 * error[k]!);
      if (distance[k]! > 12) expect(Math.abs(off[k]!)).toBeLessThan(0.25 + 2 * error[k]!);
      if (kind === 'typical' && h[k]! >= 1.5) expect(converged[k]).toBe('0 of 4');
      if (h[k]! <= 0.6) expect(converged[k]).toBe('4 of 4');
    }
    const near = around.findIndex((kind, k) => kind === 'typical' && h[k] === 1);
    expect(off[near]! / error[near]!).toBeGreaterThan(3);
    expect(off[near]).toBeGreaterThan(Math.log(4));
  });

  test('N = 201 is sampled rightly next to the solution, and far beyond', () => {
    expect(rms(wide!.numbers('pull').filter(Number.isFinite))).toBeLessThan(2);
    const [s, error] = [wide!.numbers('sampled S(d)'), wide!.errors('sampled S(d)')];
    expect(s.at(-2)).toBeGreaterThan(45);
    expect(Math.max(...error.slice(0, -2))).toBeLessThan(1);
    const sum = texts
      .map((text) => /ln g\(0\) = ([\d.]+) ± ([\d.]+); message passing (\d+\.\d+)/.exec(text))
      .find(Boolean)!;
    const [all, bar, passed] = sum.slice(1).map(Number) as [number, number, number];
    expect(bar).toBeLessThan(1.5);
    expect(Math.abs(all - passed)).toBeLessThan(0.5 + 2.5 * bar);
  });

  test('at N = 1001 every solution found has neighbours, and very many at three flips', () => {
    expect(farther!.text('solved').every((solved) => solved === 'yes')).toBe(true);
    expect(Math.min(...farther!.numbers('n₁'))).toBeGreaterThan(0);
    expect(Math.min(...farther!.numbers('n₃'))).toBeGreaterThan(1e5);
    expect(Math.max(...farther!.numbers('n₃'))).toBeGreaterThan(5e6);
  });

  test('the numbers measured elsewhere come out again, within error bars', () => {
    const [what, verdicts] = [claims!.text('talk or theory'), claims!.text('pull or verdict')];
    const pulls = verdicts.filter((text, k) => what[k]!.startsWith('flat-1') && /^-?\d+\.\d$/.test(text)).map(Number);
    expect(pulls).toHaveLength(7);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(3.5);
    expect(rms(pulls)).toBeLessThan(2);
    expect(verdicts[what.indexOf('flat-1, reinforced BP: mean n₁')]).toBe('the same');
    const bound = what.findIndex((text) => text.startsWith('none denser than the bound'));
    expect(verdicts[bound]).toBe('holds');
    expect(claims!.numbers('here')[bound]).toBeLessThan(-1);
    const single = what.indexOf('the same around a single solution, the largest');
    expect(claims!.numbers('here')[single]).toBeLessThan(0);
    expect(claims!.numbers('here')[single]).toBeGreaterThan(-2);
    expect(verdicts.at(-1)).toBe('holds');
    const threshold = claims!.numbers('here')[what.indexOf('densest regions break up at α_U')]!;
    expect(Math.abs(threshold - 0.7555)).toBeLessThan(0.001);
  });
});
