import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 09', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('09-which-solutions');
  const [landscape, spread, divergences, instances, minima, claims] = tables;
  /** The table of the large instance that has this column, and the row of an algorithm. */
  const find = (algorithm: string, column: string) => {
    const table = [spread!, divergences!].find(({ columns }) => columns.includes(column))!;
    return { table, row: table.text('algorithm').indexOf(algorithm) };
  };
  const of = (algorithm: string, column: string) => {
    const { table, row } = find(algorithm, column);
    return table.numbers(column)[row]!;
  };
  const errorOf = (algorithm: string, column: string) => {
    const { table, row } = find(algorithm, column);
    return table.errors(column)[row]!;
  };
  const pullOf = (claim: string) => {
    const row = claims!.text('talk or theory').findIndex((text) => text.startsWith(claim));
    expect(row, claim).toBeGreaterThanOrEqual(0);
    return claims!.numbers('pull')[row]!;
  };
  const scan = (figure: number, name: string) => {
    const trace = figures[figure]!.data.find((each) => each.name === name && Array.isArray(each.y) && !each.fill);
    return { x: trace!.x as number[], y: trace!.y as number[] };
  };
  const reinforced = 'reinforced BP, |B| ~ 1';
  const slow = 'annealing, 2000 sweeps';

  test('runs to its end, with eight figures and six tables, on a page of less than 4 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(8);
    expect(tables).toHaveLength(6);
    expect(page.length).toBeLessThan(4e6);
  });

  test('half of the solutions have no neighbour, and most of the others form one cluster', () => {
    const [all, alone, cluster] = ['solutions', 'without any neighbour', 'in the largest'].map(
      (column) => landscape!.numbers(column)[0]!,
    );
    expect(all).toBe(857);
    expect(Math.abs(alone! / all! - 0.5)).toBeLessThan(0.06);
    expect(cluster! / (all! - alone!)).toBeGreaterThan(0.8);
    const shares = instances!.numbers('share isolated');
    expect(Math.min(...shares)).toBeLessThan(0.15);
    expect(Math.max(...shares)).toBe(1);
  });

  test('uniform draws do not diverge from the uniform law once the bias is removed', () => {
    expect(Math.abs(of('uniform draws', 'KL, corrected') / errorOf('uniform draws', 'KL, corrected'))).toBeLessThan(3);
    expect(of('uniform draws', 'KL, plug-in')).toBeGreaterThan(10 * errorOf('uniform draws', 'KL, corrected'));
  });

  test('annealing is nearly uniform, the nearer the slower it cools, and visits nearly all solutions', () => {
    const [far, near] = ['annealing, 200 sweeps', slow].map((name) => of(name, 'KL, corrected'));
    expect(near).toBeGreaterThan(3 * errorOf(slow, 'KL, corrected'));
    expect(near).toBeLessThan(0.08);
    expect(far).toBeGreaterThan(near! + 0.02);
    expect(of(slow, 'different')).toBeGreaterThan(0.95 * 857);
    expect(pullOf('slow annealing')).toBeGreaterThan(3);
    expect(pullOf('faster annealing')).toBeGreaterThan(3);
    const row = claims!.text('talk or theory').findIndex((text) => text.startsWith('slow annealing'));
    expect(claims!.numbers('here')[row]).toBeLessThan(0.25);
  });

  test('algorithms that learn from patterns prefer flat solutions: uniform ≲ annealing < SBPI < reinforced BP', () => {
    const uniform = landscape!.numbers('mean ln n≤3')[0]!;
    for (const name of ['SBPI', 'clipped perceptron', 'straight-through', 'stochastic weights', reinforced]) {
      expect(of(name, 'mean ln n≤3')).toBeGreaterThan(uniform + 0.8);
    }
    expect(of(slow, 'mean ln n≤3')).toBeLessThan(uniform + 0.25);
    expect(of('stochastic weights', 'mean ln n≤3')).toBeGreaterThan(of('SBPI', 'mean ln n≤3') + 0.2);
    expect(of(reinforced, 'mean ln n≤3')).toBeGreaterThan(of('SBPI', 'mean ln n≤3') + 0.2);
    for (const claim of [
      'SBPI finds',
      'stochastic weights',
      'reinforced BP above',
      'replicas widen: replicated above',
    ]) {
      expect(pullOf(claim)).toBeGreaterThan(3);
    }
  });

  test('SBPI finds the flattest some sixty times as often as chance, and most solutions never', () => {
    const { x, y } = scan(0, 'SBPI');
    const flattest = y[x.indexOf(Math.max(...x))]!;
    expect(flattest).toBeGreaterThan(40);
    expect(flattest).toBeLessThan(80);
    expect(of('SBPI', 'different')).toBeLessThan(857 / 2);
  });

  test('stochastic weights and reinforced BP spread over about four solutions in effect', () => {
    for (const name of ['stochastic weights', reinforced]) {
      expect(Math.abs(of(name, 'solutions in effect') - 4)).toBeLessThan(1.5);
    }
  });

  test('from a tiny start reinforced BP finds one solution on half of the instances, the flattest on a third', () => {
    const tiny = 'reinforced BP, tiny start';
    expect(of(tiny, 'different')).toBe(1);
    const flattest = instances!.numbers('flattest above');
    const gain = instances!.numbers('from a tiny start above');
    const count = instances!.numbers('instance').length;
    const single = instances!.numbers('found from it').filter((found) => found === 1).length / count;
    const reached = gain.filter((value, k) => value > flattest[k]! - 1e-4).length / count;
    expect(Math.abs(single - 0.5)).toBeLessThan(0.15);
    expect(Math.abs(reached - 1 / 3)).toBeLessThan(0.15);
    expect(texts.at(-1)).toContain(`one solution only on ${Math.round(single * count)} of ${count}`);
    expect(gain[10]).toBeLessThan(instances!.numbers('SBPI above')[10]! - 0.1);
  });

  test('on instance 9 no two solutions are neighbours, and SBPI and reinforced BP find the flat ones', () => {
    expect(instances!.numbers('share isolated')[8]).toBe(1);
    expect(instances!.numbers('SBPI above')[8]).toBeGreaterThan(0.3);
    expect(instances!.numbers('reinforced BP above')[8]).toBeGreaterThan(
      0.9 * instances!.numbers('flattest above')[8]!,
    );
  });

  test('a hundred steps later Entropy-SGD and replicated SGD have passed SBPI, which stays, as annealing does', () => {
    const [perceptron, entropic, replicated] = ['SBPI', 'Entropy-SGD', 'replicated SGD'].map((name) => scan(5, name).y);
    for (const y of [entropic!, replicated!]) {
      expect(y[0]).toBeLessThan(perceptron![0]! - 0.2);
      expect(y.at(-1)).toBeGreaterThan(perceptron!.at(-1)! + 0.05);
    }
    for (const y of [perceptron!, scan(5, 'annealing, 200 sweeps').y]) {
      expect(Math.abs(y.at(-1)! - y[0]!)).toBeLessThan(0.15);
    }
  });

  test('the preference is local: four times the share within three flips, nearly all within ten', () => {
    const [typical, found] = ['all solutions', reinforced].map((name) => scan(4, name).y);
    expect(Math.abs(found![3]! / typical![3]! - 4)).toBeLessThan(0.6);
    for (const y of [typical!, found!]) expect(y[10]).toBeGreaterThan(0.85);
  });

  test('the cross entropy is lowest at a nearly flattest solution for γ from 1 to 16', () => {
    const gamma = minima!.numbers('γ');
    const at = (value: number, column: string) => minima!.numbers(column)[gamma.indexOf(value)]!;
    for (const value of [1, 2, 4, 16]) {
      expect(at(value, 'below the flattest')).toBeLessThan(0.12);
      expect(at(value, 'errors of the minimum')).toBeLessThan(0.15);
    }
    for (const value of [0.05, 0.2, 0.5]) {
      expect(at(value, 'errors of the minimum')).toBeGreaterThan(0.5);
      expect(at(value, 'its ln n≤3 above all')).toBeLessThan(at(1, 'its ln n≤3 above all') - 0.2);
    }
    expect(at(32, 'its ln n≤3 above all')).toBeLessThan(at(16, 'its ln n≤3 above all'));
    expect(pullOf('cross entropy')).toBeGreaterThan(5);
  });

  test('what is not seen at this size: no gain by the secondary step, by focusing, by replicas of SGD', () => {
    expect(pullOf('its step')).toBeLessThan(2);
    expect(pullOf('focusing BP')).toBeLessThan(-2);
    expect(pullOf('replicas widen: replicated SGD')).toBeLessThan(-2);
  });
});
