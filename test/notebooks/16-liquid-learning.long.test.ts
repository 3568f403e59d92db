import { describe, expect, test } from 'vitest';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { runNotebook } from './run-notebook.js';

const withoutData = !hasFiles('mnist');
const note = withoutData ? ' (skipped: MNIST is not on this machine)' : '';

describe('notebook 16', async () => {
  const { failure, figures, tables, page } = await runNotebook('16-liquid-learning');
  const [inputs, decoders, lowered, hebb, rates, overlaps, sizes, prototypes, claims] = tables;
  const scan = (figure: number, name: string) => {
    const traces = figures[figure]!.data.filter((each) => each.name === name && !each.fill);
    const [trace] = traces.slice(-1);
    const { x, y, error_y: bars } = trace as { x: number[]; y: number[]; error_y?: { array: number[] } };
    const at = (value: number) => {
      const place = x.findIndex((each) => Math.abs(each - value) < 1e-9);
      expect(place, `${name} at ${value}`).toBeGreaterThanOrEqual(0);
      return { value: y[place]!, error: bars?.array[place] ?? 0 };
    };
    return { x, y, at };
  };
  const row = (table: typeof claims, column: string, text: string) => {
    const index = table!.text(column).findIndex((each) => each.startsWith(text));
    expect(index, text).toBeGreaterThanOrEqual(0);
    return index;
  };
  const claim = (text: string) => {
    const index = row(claims, 'talk or theory', text);
    return { value: claims!.numbers('here')[index]!, error: claims!.errors('here')[index]! };
  };
  const apart = (one: { value: number; error: number }, other: { value: number; error: number }) =>
    (one.value - other.value) / Math.hypot(one.error, other.error);
  /** A column of the table of decoders at one noise. */
  const decoded = (noise: number, decoder: string, column: string) => {
    const index = decoders!
      .numbers('f')
      .findIndex((each, k) => each === noise && decoders!.text('decoder')[k] === decoder);
    return decoders!.numbers(column)[index]!;
  };

  test('runs to its end, with seven figures and nine tables, on a page of less than 4 MB', () => {
    expect(failure).toBeUndefined();
    expect(figures).toHaveLength(7);
    expect(tables).toHaveLength(9);
    expect(page.length).toBeLessThan(4e6);
  });

  test('a field holds the network near the input, and when it is removed the state drifts as far as without', () => {
    const [held, removed, focused] = ['in the field', 'field removed', 'focusing BP from h = b ξ'].map((name) =>
      scan(0, name),
    );
    expect(held!.at(2).value).toBeLessThan(0.02);
    for (const b of [0.25, 0.5, 1, 2]) expect(Math.abs(apart(removed!.at(b), removed!.at(0)))).toBeLessThan(3);
    for (const b of [0.25, 0.5, 1, 2]) expect(removed!.at(b).value).toBeGreaterThan(0.42);
    for (const b of [0.1, 0.25, 0.5, 1, 2]) expect(apart(removed!.at(b), focused!.at(b))).toBeGreaterThan(3);
  });

  test('focusing BP ends at twice the distance of the nearest fixed point, and not always; larger J_D, all nearer', () => {
    const [J, reached, nearest, ended] = ['J_D', 'focusing BP', 'nearest, theory', 'its runs that ended'].map(
      (column) => inputs!.numbers(column),
    );
    const half = J!.indexOf(0.5);
    expect(Math.abs(reached![half]! - 0.27)).toBeLessThan(0.03);
    expect(nearest![half]).toBeCloseTo(0.121017, 5);
    expect(Math.abs(reached![half]! / nearest![half]! - 2)).toBeLessThan(0.5);
    expect(ended![half]).toBeLessThan(0.9);
    expect(ended![0]).toBeLessThan(ended![half]!);
    for (const k of [1, 2, 3]) {
      for (const column of ['in the field', 'field removed', 'focusing BP']) {
        expect(inputs!.numbers(column)[k]).toBeLessThan(inputs!.numbers(column)[k - 1]!);
      }
    }
  });

  test('the asynchronous dynamics multiplies errors; in a field a tenth is corrected, and lost without it', () => {
    const free = scan(1, 'no field');
    expect(free.at(0.02).value).toBeGreaterThan(0.1);
    for (const noise of [0.02, 0.05, 0.1]) expect(free.at(noise).value / noise).toBeGreaterThan(2.5);
    for (const noise of [0.1, 0.2]) {
      const inField = decoded(noise, 'field b = 0.6', 'left in the field, or by BP');
      expect(inField).toBeGreaterThan(0.8);
      expect(inField).toBeLessThan(1);
      expect(decoded(noise, 'field b = 0.6', 'left at the end')).toBeGreaterThan(1.4);
    }
    expect((claim('4: when it is removed').value - 1) / claim('4: when it is removed').error).toBeGreaterThan(3);
  });

  test('focusing BP corrects a third at 0.1 and a fifth at 0.2, adds errors at 0.01, and restores hardly a word', () => {
    const left = claim('4: by focusing BP');
    expect((1 - left.value) / left.error).toBeGreaterThan(3);
    expect(Math.abs(left.value - 2 / 3)).toBeLessThan(0.1);
    expect(Math.abs(decoded(0.2, 'focusing BP', 'left in the field, or by BP') - 0.8)).toBeLessThan(0.1);
    const least = scan(1, 'focusing BP').at(0.01);
    expect((least.value - 0.01) / least.error).toBeGreaterThan(1.5);
    for (const noise of [0.1, 0.2]) expect(decoded(noise, 'focusing BP', 'no error left')).toBeLessThan(0.1);
    for (const noise of [0.05, 0.1, 0.2]) {
      expect(decoded(noise, 'focusing BP', 'not in a fixed point at first')).toBeLessThan(0.1);
    }
  });

  test('a smaller self-coupling helps it, and at 0.8 and above nothing is corrected', () => {
    const [J, left] = [lowered!.numbers('J_D'), lowered!.numbers('errors left')];
    expect(apart(claim('4: at J_D = 0.8'), claim('4: minimum J'))).toBeGreaterThan(3);
    for (const k of J.keys()) {
      if (J[k]! >= 0.8) expect(left[k]).toBeGreaterThan(0.95);
      else expect(left[k]).toBeLessThan(0.9);
    }
    expect(lowered!.numbers('runs that ended')[0]).toBeLessThan(1);
  });

  test('one Hebbian step makes a fixed point an attractor, not a random state, and few of them together', () => {
    for (const noise of [0.05, 0.1, 0.2]) expect(decoded(noise, 'after Hebb', 'no error left')).toBeGreaterThan(0.85);
    expect(claim('5: after Hebbian').value).toBeLessThan(0.05);
    const exact = hebb!.numbers('none wrong');
    expect(exact[0]).toBeGreaterThan(0.9);
    expect(exact[hebb!.numbers('p, learned together').indexOf(10)]).toBeLessThan(0.5);
    for (const share of hebb!.numbers('none wrong, random')) expect(share).toBeLessThan(0.1);
    expect(hebb!.numbers('wrong units, random states')[0]).toBeGreaterThan(0.07);
  });

  test('below Shannon’s bound the best guess leaves more than half of the errors at J_D = 0.5', () => {
    const left = claim('Shannon');
    expect(left.value).toBeGreaterThan(0.5);
    expect((1 - left.value) / left.error).toBeGreaterThan(3);
    const [J, noise] = [rates!.numbers('J_D'), rates!.numbers('noise at Shannon’s bound')];
    for (const k of J.keys()) expect(noise[k]! > 0.1).toBe(J[k]! <= 0.5);
  });

  test('focusing BP corrects words that are reached, and to typical ones it adds errors', () => {
    const [typical, reached] = ['typical', 'reached'].map((kind) => scan(2, `focusing BP, ${kind} words`));
    const points = typical!.x.map((rate) => typical!.at(rate));
    const excess = points.reduce((sum, { value }) => sum + value - 0.1, 0);
    expect(excess / Math.hypot(...points.map(({ error }) => error))).toBeGreaterThan(3);
    for (const k of [0, 1, 2, 3]) expect(reached!.y[k]).toBeLessThan(0.085);
    const best = scan(2, 'best guess, typical words');
    for (const k of best.x.keys()) expect(best.y[k]).toBeLessThan(typical!.y[k]!);
  });

  test('the words of N = 20 carry nearly the bits of theory; those reached fewer, 0.37 at J_D = 0.5', () => {
    const [theory, all, found] = ['bits per unit, N → ∞', 'N = 20', 'of those reached'].map((column) =>
      rates!.numbers(column),
    );
    const error = rates!.errors('N = 20');
    for (const k of theory!.keys()) {
      expect(Math.abs(all![k]! - theory![k]!) / error[k]!).toBeLessThan(3);
      if (Number.isFinite(found![k])) expect(found![k]).toBeLessThan(all![k]! - 0.03);
    }
    expect(Math.abs(found![rates!.numbers('J_D').indexOf(0.5)]! - 0.37)).toBeLessThan(0.03);
    expect(rates!.numbers('runs that ended')).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('capacities: the prediction for one condition, 2 for shuffled states, more for fixed points', () => {
    const [reached, typical, one, shuffled] = ['reached', 'typical', 'one condition', 'shuffled'].map((name) =>
      scan(4, name),
    );
    // α_c of the theory at these self-couplings.
    const predicted = { 0.4: 3.449, 0.5: 2.985, 0.7: 2.491, 1: 2.183 };
    for (const [J, value] of Object.entries(predicted)) {
      const k = Number(J);
      expect(Math.abs(one!.at(k).value / value - 1)).toBeLessThan(0.06);
      expect(Math.abs(shuffled!.at(k).value - 2)).toBeLessThan(0.15);
      expect(typical!.at(k).value).toBeGreaterThan(one!.at(k).value);
      expect(apart(reached!.at(k), typical!.at(k))).toBeGreaterThan(3);
    }
    for (const [J, value] of [
      [0.4, 9.5],
      [0.5, 9.5],
      [0.7, 6],
      [1, 4],
    ] as const) {
      expect(Math.abs(reached!.at(J).value / value - 1)).toBeLessThan(0.2);
    }
    expect(scan(3, 'reached').at(4).value).toBe(1);
    expect(scan(3, 'shuffled').at(3).value).toBe(0);
  });

  test('typical fixed points have the exact overlaps and more than unrelated ones; their capacity grows with N', () => {
    const [measured, error] = [overlaps!.numbers('typical, N = 24'), overlaps!.errors('typical, N = 24')];
    const exact = overlaps!.numbers('all, exact mean there');
    // The exact number is a mean over pairs of all networks, where those with many fixed points weigh more.
    for (const k of exact.keys()) expect(Math.abs(measured[k]! / exact[k]! - 1)).toBeLessThan(0.1 + error[k]!);
    for (const [k, pairs] of overlaps!.numbers('all, exact mean').entries()) {
      expect(pairs).toBeGreaterThan(1.1 * overlaps!.numbers('unrelated')[k]!);
      expect(overlaps!.numbers('reached, N = 60')[k]).toBeGreaterThan(1.15 * pairs);
    }
    expect(overlaps!.numbers('unresolved')).toEqual([0, 0, 0, 0]);
    const [N, capacity, errors] = [
      sizes!.numbers('N'),
      sizes!.numbers('capacity of typical ones'),
      sizes!.errors('capacity of typical ones'),
    ];
    expect(N).toEqual([16, 20, 24, 60]);
    expect(
      apart({ value: capacity[2]!, error: errors[2]! }, { value: capacity[0]!, error: errors[0]! }),
    ).toBeGreaterThan(3);
    expect((capacity[3]! - sizes!.numbers('prediction for N → ∞')[3]!) / errors[3]!).toBeGreaterThan(3);
    expect(Math.abs(capacity[3]! - 4.9)).toBeLessThan(0.4);
    const [mean, exact60] = [sizes!.numbers('mean overlap')[3]!, sizes!.numbers('exact mean')[3]!];
    expect(Math.abs(mean / exact60 - 1)).toBeLessThan(0.05);
  });

  test('a layer learns prototypes without gradients where J_D is large enough, and units cease to move', () => {
    const [both, frozen] = ['W and J', 'W only'].map((layer) => scan(5, `noise 0.3, ${layer} learn`));
    for (const J of [0.5, 1]) expect(Math.abs(both!.at(J).value - 0.9)).toBeLessThan(0.05);
    expect(both!.at(0.01).value).toBeLessThan(0.35);
    expect(scan(5, 'noise 0.4, W and J learn').at(0.01).value).toBeLessThan(0.15);
    expect(frozen!.at(0.01).value).toBeGreaterThan(0.6);
    for (const J of [0.5, 1]) expect(frozen!.at(J).value).toBeGreaterThan(both!.at(J).value - 0.02);
    const last = prototypes!.numbers('moved, last');
    for (const [k, first] of prototypes!.numbers('moved, first epoch').entries()) {
      expect(last[k]).toBeLessThan(first / 2);
    }
    expect(prototypes!.numbers('J frozen, unsettled')[0]).toBeGreaterThan(0.7);
  });

  test.skipIf(withoutData)(`and three digits in four, about as many as the nearest mean of a class${note}`, () => {
    const [both, frozen, nearest] = ['W and J learn', 'W only learn', 'nearest mean of a class'].map((name) =>
      scan(6, name),
    );
    for (const J of [0.5, 1]) {
      expect(Math.abs(both!.at(J).value - 0.76)).toBeLessThan(0.04);
      expect(Math.abs(both!.at(J).value - nearest!.y[0]!)).toBeLessThan(0.04);
    }
    expect(apart(both!.at(1), frozen!.at(1))).toBeGreaterThan(2);
    expect(both!.at(0.01).value).toBeLessThan(0.2);
  });
});
