import { describe, expect, test } from 'vitest';
import { runNotebook } from './run-notebook.js';

describe('notebook 11', async () => {
  const { failure, figures, tables, texts, page } = await runNotebook('11-thresholds-and-times');
  const tableWith = (...columns: string[]) =>
    tables.find((table) => columns.every((column) => table.columns.includes(column)))!;
  const trace = (figure: number, name: string) => {
    const found = figures[figure]!.data.find((each) => each.name === name)!;
    return { x: found.x as number[], y: found.y as number[] };
  };

  /** α_alg and its error by algorithm, from a table that has them. */
  const thresholdsOf = (table: (typeof tables)[number]) =>
    new Map(
      table.text('algorithm').map((name, k) => {
        expect(table.text('α_alg')[k]).toMatch(/^0\.\d+ ± 0\.\d+$/);
        return [name, { value: table.numbers('α_alg')[k]!, error: table.errors('α_alg')[k]! }];
      }),
    );
  const apart = (a: { value: number; error: number }, b: { value: number; error: number }) =>
    (a.value - b.value) / Math.hypot(a.error, b.error);

  const alone = thresholdsOf(tableWith('α_alg', 'budget', 'width s'));
  const together = thresholdsOf(tableWith('α_alg', 'N', 'algorithm'));
  const flatness = tableWith('α', 'e(2 %)');
  const flatnessOf = (column: string, load: number) =>
    new Map(
      flatness.text('algorithm').flatMap((name, k) => {
        if (flatness.numbers('α')[k] !== load) return [];
        return [[name, { value: flatness.numbers(column)[k]!, error: flatness.errors(column)[k]! }] as const];
      }),
    );

  test('runs to its end, with eight figures, on a page of less than 6 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(8);
    expect(page.length).toBeLessThan(6e6);
    expect(texts[0]).toBe('α_U = 0.7553, α_c = 0.8331.');
  });

  test('every algorithm has a threshold below the capacity, and the three best end near α_U', () => {
    expect([...alone.keys()]).toHaveLength(7);
    const capacity = { value: 0.8331, error: 0 };
    for (const threshold of alone.values()) expect(apart(capacity, threshold)).toBeGreaterThan(4);
    for (const name of ['SBPI', 'reinforced BP', 'focusing BP']) {
      expect(Math.abs(alone.get(name)!.value - 0.7553)).toBeLessThan(0.05);
    }
  });

  test('the simple ones stop between 0.3 and 0.5, far below the others', () => {
    for (const name of ['simulated annealing', 'clipped perceptron', 'straight-through']) {
      const simple = alone.get(name)!;
      expect(simple.value).toBeGreaterThan(0.3);
      expect(simple.value).toBeLessThan(0.5);
      for (const better of ['stochastic weights', 'SBPI', 'reinforced BP', 'focusing BP']) {
        expect(apart(alone.get(better)!, simple)).toBeGreaterThan(5);
      }
    }
  });

  test('of all, focusing BP has the highest threshold, significantly above SBPI', () => {
    const values = [...alone.values()].map(({ value }) => value);
    expect(alone.get('focusing BP')!.value).toBe(Math.max(...values));
    expect(apart(alone.get('focusing BP')!, alone.get('SBPI')!)).toBeGreaterThan(2);
  });

  test('half the budget hardly changes what SBPI and reinforced BP reach', () => {
    const table = tableWith('with half the budget');
    const half = table.numbers('with half the budget');
    for (const name of ['SBPI', 'reinforced BP']) {
      const k = table.text('algorithm').indexOf(name);
      const { value, error } = alone.get(name)!;
      expect(value - half[k]!).toBeGreaterThanOrEqual(0);
      expect(value - half[k]!).toBeLessThan(2 * error);
    }
  });

  test('the shares of the main figure fall from all to hardly any, with lines at α_U and α_c', () => {
    for (const name of alone.keys()) {
      const { y } = trace(0, name);
      expect(y[0]).toBe(1);
      expect(y.at(-1)).toBeLessThan(0.2);
    }
    expect(trace(0, 'α_U = 0.7553: dense regions break up').x[0]).toBeCloseTo(0.7553, 4);
    expect(trace(0, 'α_c = 0.8331: capacity').x[0]).toBeCloseTo(0.8331, 4);
  });

  test('replicas raise the thresholds of the clipped perceptron and of annealing', () => {
    expect(apart(together.get('replicated SGD, y = 7')!, together.get('clipped perceptron')!)).toBeGreaterThan(4);
    const annealings = ['replicated annealing, y = 5', 'simulated annealing, 5 × the sweeps'] as const;
    const [copies, plain] = annealings.map((name) => together.get(name)!);
    expect(apart(copies!, plain!)).toBeGreaterThan(2);
  });

  test('epochs of SBPI grow as N^0.6, iterations of reinforced BP more slowly but not by chance', () => {
    const times = tableWith('steps', 'solved');
    for (const solved of times.text('solved')) expect(solved).toBe('10 of 10');
    const claims = tableWith('claim');
    const law = (claim: string) => {
      const k = claims.text('claim').indexOf(claim);
      return { value: claims.numbers('here')[k]!, error: claims.errors('here')[k]! };
    };
    const epochs = law('epochs of SBPI, exponent of N');
    const messages = law('iterations of reinforced BP, exponent');
    expect(Math.abs(epochs.value - 0.6) / epochs.error).toBeLessThan(2.5);
    expect(messages.value / messages.error).toBeGreaterThan(3);
    expect(apart(epochs, messages)).toBeGreaterThan(2);
  });

  test('the sweeps that annealing needs grow like an exponential rather than a power', () => {
    const needed = tableWith('sweeps needed');
    for (const solved of needed.text('solved')) expect(solved).toBe('30 of 30');
    const [, small, smallError, large, largeError, power, exponential] = texts
      .find((text) => text.startsWith('A power law'))!
      .match(/N\^\(([\d.]+) ± ([\d.]+)\).*N\^\(([\d.]+) ± ([\d.]+)\).*power law ([\d.]+), .*exponential ([\d.]+)\.$/)!
      .map(Number) as number[];
    expect((large! - small!) / Math.hypot(smallError!, largeError!)).toBeGreaterThan(2);
    expect(exponential).toBeLessThan(power! / 2);
  });

  test('ten times the sweeps raise the threshold of annealing, by less than a tenth', () => {
    const cooled = tableWith('sweeps of the annealing');
    const [first, second, third] = cooled.numbers('α_alg');
    const error = Math.max(...cooled.errors('α_alg'));
    for (const gain of [second! - first!, third! - second!]) {
      expect(gain).toBeGreaterThan(2 * error);
      expect(gain).toBeLessThan(0.1);
    }
    // Powers of ten until α_U, at this pace.
    const decades = (0.7553 - third!) / ((third! - first!) / 2);
    expect(decades).toBeGreaterThan(4);
    expect(decades).toBeLessThan(7);
  });

  test('annealing finds sharp solutions without neighbours', () => {
    for (const load of [0.2, 0.3]) {
      const [noisy, neighbours] = ['e(2 %)', 'n₁/N'].map((column) => flatnessOf(column, load));
      const annealed = noisy!.get('simulated annealing')!.value;
      for (const [name, { value }] of noisy!) {
        if (name === 'simulated annealing') continue;
        expect(annealed).toBeGreaterThan(3 * value);
        expect(neighbours!.get('simulated annealing')!.value).toBeLessThan(neighbours!.get(name)!.value / 4);
      }
    }
  });

  test('at heavy loads message passing finds the flattest solutions, flatter than SBPI at 0.5 and 0.6', () => {
    const noisy = flatnessOf('e(2 %)', 0.6);
    for (const name of ['reinforced BP', 'focusing BP']) {
      for (const other of ['SBPI', 'stochastic weights']) {
        expect(noisy.get(name)!.value).toBeLessThan(noisy.get(other)!.value);
      }
      expect(apart(noisy.get('SBPI')!, noisy.get(name)!)).toBeGreaterThan(2);
    }
    const lighter = flatnessOf('e(2 %)', 0.5);
    expect(apart(lighter.get('SBPI')!, lighter.get('reinforced BP')!)).toBeGreaterThan(2);
  });

  test('solutions become sharper as the load grows, those of every algorithm', () => {
    for (const name of alone.keys()) {
      const { y } = trace(6, name);
      expect(y.at(-1)).toBeGreaterThan(y[0]!);
    }
  });

  test('straight-through has as many neighbours as any at 0.2, and solves nothing at 0.5', () => {
    const neighbours = flatnessOf('n₁/N', 0.2);
    const own = neighbours.get('straight-through')!;
    for (const other of neighbours.values()) expect(apart(own, other)).toBeGreaterThan(-2);
    const { x, y } = trace(0, 'straight-through');
    expect(y[x.indexOf(0.5)]).toBe(0);
  });

  test('what did not come out as in the literature: SBPI beyond 0.69, reinforced BP less flat', () => {
    const sbpi = alone.get('SBPI')!;
    expect((sbpi.value - 0.69) / sbpi.error).toBeGreaterThan(2);
    const robust = flatnessOf('e(2 %)', 0.5);
    const [message, plain] = ['reinforced BP', 'SBPI'].map((name) => robust.get(name)!);
    expect((message!.value - 0.017) / message!.error).toBeGreaterThan(2);
    expect(Math.abs(plain!.value - 0.04) / plain!.error).toBeLessThan(2.5);
  });
});
