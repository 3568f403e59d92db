import { describe, expect, test } from 'vitest';
import { runNotebook, type Table } from './run-notebook.js';

describe('notebook 15', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('15-liquid-fixed-points');
  const [density, numbers, walks, clusters, gains, ends, beside, returns, half, bistable, checks, local, claims] =
    tables;
  const rms = (pulls: number[]) => Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  /** The number and the error in a column, in the row where another column has this text. */
  const at = (table: Table, where: string, name: string, column: string) => {
    const row = table.text(where).indexOf(name);
    expect(row, name).toBeGreaterThanOrEqual(0);
    return { value: table.numbers(column)[row]!, error: table.errors(column)[row]! };
  };
  type Estimate = ReturnType<typeof at>;
  const apart = (one: Estimate, other: Estimate) => (one.value - other.value) / Math.hypot(one.error, other.error);
  const claimed = (start: string) => {
    const row = claims!.text('talk or theory').findIndex((text) => text.startsWith(start));
    expect(row, start).toBeGreaterThanOrEqual(0);
    const verdict = claims!.text('verdict')[row]!;
    return { here: claims!.text('here')[row]!, verdict, pull: Number(verdict.replace('pull ', '')) };
  };
  const lineOf = (figure: number, name: string) => {
    const trace = figures[figure]!.data.find((each) => each.name === name && Array.isArray(each.y) && !each.fill);
    return { x: trace!.x as number[], y: trace!.y as number[] };
  };

  test('runs to its end, with ten figures and thirteen tables, on a page of less than 4 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(10);
    expect(tables).toHaveLength(13);
    expect(page.length).toBeLessThan(4e6);
  });

  test('the mean density of states of many networks is the exact one', () => {
    const pulls = density!.numbers('pull');
    expect(pulls.length).toBeGreaterThan(7);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(3.5);
    expect(claimed('exact mean g(E)').verdict).toBe('holds');
  });

  test('so is the mean number of fixed points, at each self-coupling, and networks differ as its second moment says', () => {
    expect(Math.max(...numbers!.numbers('pull').map(Math.abs))).toBeLessThan(3.5);
    expect(numbers!.numbers('exact mean')[0]).toBe(1);
    // The error over 40 networks is the exact relative spread divided by √40, which it knows to about a fifth.
    const [spread, error, exact] = [
      numbers!.numbers('relative spread'),
      numbers!.errors('mean number'),
      numbers!.numbers('exact mean'),
    ];
    for (const k of [4, 5, 6, 7]) expect(error[k]! / exact[k]! / (spread[k]! / Math.sqrt(40))).toBeGreaterThan(0.6);
    for (const k of [4, 5, 6, 7]) expect(error[k]! / exact[k]! / (spread[k]! / Math.sqrt(40))).toBeLessThan(1.6);
    // Without self-coupling half of the networks have no fixed point; from J_D = 0.3 on all have some.
    const none = numbers!.numbers('without any');
    expect(Math.abs(none[0]! / 40 - 0.5)).toBeLessThan(0.25);
    expect(none.slice(3).every((count) => count === 0)).toBe(true);
    const [ofMean, ofLogs] = [numbers!.numbers('ln of the mean'), numbers!.numbers('mean of ln, of those with some')];
    for (const k of [3, 4, 5, 6, 7]) expect(ofMean[k]).toBeGreaterThan(ofLogs[k]!);
  });

  test('Wang–Landau sampling agrees with enumeration at N = 20, and with the first moment at N = 60 and 100', () => {
    const [units, pulls, errors] = [walks!.numbers('N'), walks!.numbers('pull'), walks!.errors('ln g(0), sampled')];
    expect(rms(pulls.filter((_, k) => units[k] === 20))).toBeLessThan(2);
    expect(rms(pulls.filter((_, k) => units[k]! > 20))).toBeLessThan(2);
    expect(units.filter((count) => count === 100)).toHaveLength(2);
    for (const [k, error] of errors.entries()) expect(error).toBeLessThan(units[k] === 20 ? 0.1 : 0.8);
    expect(claimed('the first moment').verdict).toBe('holds');
  });

  test('pairs of fixed points are as many at each distance as the exact mean says', () => {
    const said = texts.flatMap((text) => /J_D = 0\.\d: rms pull ([\d.]+) over 21 distances/.exec(text)?.[1] ?? []);
    expect(said).toHaveLength(2);
    for (const pull of said) expect(Number(pull)).toBeLessThan(2);
  });

  test('S_I is below 0 between small and large distances at J_D = 0.05, above 0 from 0.08 on, and J_c is 0.096', () => {
    const weakest = lineOf(3, 'J_D = 0.05').y;
    expect(weakest[0]).toBeGreaterThan(0);
    expect(Math.min(...weakest)).toBeLessThan(-0.002);
    expect(weakest.at(-1)).toBeGreaterThan(0);
    for (const J of [0.08, 0.1, 0.12]) expect(Math.min(...lineOf(3, `J_D = ${J}`).y)).toBeGreaterThan(0);
    const [, value] = /: (0\.\d+)$/.exec(claimed('J_c').here)!;
    expect(Math.abs(Number(value) - 0.096)).toBeLessThan(0.003);
  });

  test('nearly all fixed points are alone at J_D = 0.1, and nearly none at 0.7, where most are in two clusters', () => {
    expect(clusters!.numbers('J_D')).toEqual([0.1, 0.2, 0.3, 0.5, 0.7]);
    const alone = clusters!.numbers('share alone');
    for (const k of [1, 2, 3, 4]) expect(alone[k]).toBeLessThan(alone[k - 1]!);
    expect(alone[0]).toBeGreaterThan(0.85);
    expect(alone[4]).toBeLessThan(0.1);
    expect(clusters!.numbers('share in the two largest')[4]).toBeGreaterThan(0.85);
  });

  test('every dynamics reaches denser fixed points than all have in the mean, with stronger fields', () => {
    const gain = gains!.numbers('ln n≤2 above all').map((value, k) => value / gains!.errors('ln n≤2 above all')[k]!);
    expect(gain).toHaveLength(10);
    for (const pull of gain) expect(pull).toBeGreaterThan(2);
    for (const pull of gain.slice(5)) expect(pull).toBeGreaterThan(5);
    for (const negative of gains!.numbers('negative fields above all')) expect(negative).toBeLessThan(0);
  });

  test('replicas find less dense ones than the asynchronous dynamics at J_D = 0.5', () => {
    const gain = gains!.numbers('ln n≤2 above all');
    const place = (name: string) => gains!.text('dynamics').lastIndexOf(name);
    expect(gains!.numbers('J_D')[place('replicated')]).toBe(0.5);
    expect(gain[place('replicated')]).toBeLessThan(gain[place('asynchronous')]! - 0.05);
    for (const [k, converged] of gains!.numbers('converged').entries()) {
      expect(converged, gains!.text('dynamics')[k]).toBeGreaterThan(0.4);
    }
  });

  test('the plain dynamics is spread over a fraction of all fixed points, uniform draws over all', () => {
    const uniform = at(ends!, 'ends of', 'uniform draws', 'KL');
    expect(Math.abs(uniform.value / uniform.error)).toBeLessThan(3);
    for (const name of ['asynchronous', 'parallel']) {
      const { value, error } = at(ends!, 'ends of', name, 'KL');
      expect(value / error).toBeGreaterThan(20);
    }
    const [all, asynchronous, parallel] = ends!.numbers('fixed points in effect');
    expect(Math.abs(asynchronous! / all! - 0.2)).toBeLessThan(0.05);
    expect(parallel! / all!).toBeLessThan(0.15);
  });

  test('at N = 60 those reached have three times as many neighbours, fewer negative fields and larger overlaps', () => {
    const of = (kind: string, column: string) => at(beside!, 'fixed points', kind, column);
    for (const kind of ['asynchronous', 'parallel', 'focusing BP']) {
      expect(apart(of(kind, 'mean n₁'), of('typical', 'mean n₁'))).toBeGreaterThan(4);
      expect(of(kind, 'mean n₁').value / of('typical', 'mean n₁').value).toBeGreaterThan(3);
      expect(Math.abs(of(kind, 'negative fields').value - 0.16)).toBeLessThan(0.02);
      expect(apart(of(kind, 'mean ln n≤2'), of('typical', 'mean ln n≤2'))).toBeGreaterThan(5);
      expect(apart(of(kind, 'negative fields'), of('typical', 'negative fields'))).toBeLessThan(-5);
      expect(apart(of(kind, 'mean |q|'), of('typical', 'mean |q|'))).toBeGreaterThan(2);
      expect(
        Number(beside!.text('converged')[beside!.text('fixed points').indexOf(kind)]!.split(' ')[0]),
      ).toBeGreaterThan(190);
    }
    expect(Math.abs(claimed('typical share of negative fields').pull)).toBeLessThan(3.5);
    expect(Math.abs(claimed('focusing BP finds denser').pull)).toBeLessThan(3);
    expect(Math.abs(claimed('typical mean |q|').pull)).toBeLessThan(3.5);
  });

  test('one flip is undone more often than in typical fixed points, but mostly not', () => {
    const flips = returns!.numbers('units flipped');
    const share = returns!.numbers('returns to the same');
    const [typical, ...others] = share.filter((_, k) => flips[k] === 1);
    expect(Math.abs(typical! - 0.1)).toBeLessThan(0.04);
    expect(Math.abs(others[0]! - 0.25)).toBeLessThan(0.06);
    for (const other of others) {
      expect(other).toBeGreaterThan(1.5 * typical!);
      expect(other).toBeLessThan(0.5);
    }
    for (const three of share.filter((_, k) => flips[k] === 3)) expect(three).toBeLessThan(0.1);
  });

  test('the self-coupling from which on runs converge grows with N, and is no lower for focusing BP', () => {
    const J = half!.numbers('J_D at which half converge');
    expect(J[0]).toBeLessThan(J[1]! - 0.05);
    expect(J[1]).toBeLessThan(J[2]! - 0.05);
    expect(J[3]).toBeGreaterThan(J[1]!);
    const error = half!.errors('J_D at which half converge');
    for (const [k, value] of [0.13, 0.23, 0.38].entries()) expect(Math.abs(J[k]! - value)).toBeLessThan(3 * error[k]!);
  });

  test('a flipped unit changes as many units as the law says, and the copies forget each other below J_D = 1', () => {
    expect(Math.abs(claimed('chaos').pull)).toBeLessThan(3.5);
    for (const J of [0, 0.25, 0.5]) expect(Math.abs(lineOf(6, `J_D = ${J}`).y.at(-1)!)).toBeLessThan(0.1);
    expect(lineOf(6, 'J_D = 1').y.at(-1)).toBeGreaterThan(0.5);
    const exponents = bistable!.numbers('Lyapunov exponent');
    const errors = bistable!.errors('Lyapunov exponent');
    expect(exponents[0]! / errors[0]!).toBeGreaterThan(3);
    expect(exponents[1]! / errors[1]!).toBeGreaterThan(3);
    expect(exponents[3]! / errors[3]!).toBeLessThan(-3);
  });

  test('on a greedy way at most a few units would flip, on a random one many', () => {
    for (const kind of ['typical', 'asynchronous']) {
      const [greedy, random] = ['greedy', 'random'].map((order) => lineOf(8, `${kind}, ${order} order`).y);
      expect(Math.max(...greedy!)).toBeLessThan(4);
      expect(Math.max(...random!)).toBeGreaterThan(3 * Math.max(...greedy!));
      expect(Math.abs(Math.max(...random!) - 10)).toBeLessThan(2);
      expect([greedy![0], greedy!.at(-1)]).toEqual([0, 0]);
    }
    const tops = [...claimed('a way from').here.matchAll(/([\d.]+) ± /g)].map(([, top]) => Number(top));
    expect(tops).toHaveLength(2);
    for (const top of tops) expect(top).toBeLessThan(5);
    expect(mean(lineOf(8, 'asynchronous, greedy order').y)).toBeLessThan(mean(lineOf(8, 'typical, greedy order').y));
  });

  test('sampled numbers around a fixed point agree with four that are known', () => {
    expect(checks!.columns).toContain('pull of mirror');
    const pulls = ['pull ≤ 1', 'pull 2, 3', 'pull of mirror', 'pull of sum'].flatMap((name) => checks!.numbers(name));
    const known = pulls.filter(Number.isFinite);
    expect(known.length).toBeGreaterThan(28);
    expect(rms(known)).toBeLessThan(2);
  });

  test('fixed points reached have more others around them, up to d ≈ 16, as many far away', () => {
    const distances = local!.text('d');
    const gap = (d: string) => at(local!, 'd', d, 'focusing BP').value - at(local!, 'd', d, 'typical').value;
    expect(distances[5]).toBe('16, 17');
    for (const d of distances.slice(0, 6)) expect(gap(d)).toBeGreaterThan(0);
    expect(Math.abs(gap('2, 3') - 2)).toBeLessThan(0.7);
    const far = apart(at(local!, 'd', '30, 31', 'focusing BP'), at(local!, 'd', '30, 31', 'typical'));
    expect(Math.abs(far)).toBeLessThan(3);
    const exact = local!.numbers('ln of the exact mean');
    for (const [k, s] of local!.numbers('typical').slice(0, 6).entries()) expect(s).toBeLessThan(exact[k]!);
    expect(apart(at(local!, 'd', '2, 3', 'focusing BP'), at(local!, 'd', '2, 3', 'typical'))).toBeGreaterThan(2);
  });
});
