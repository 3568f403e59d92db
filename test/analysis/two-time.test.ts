import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agingExponent } from '#src/analysis/aging-exponent.js';
import { snapshotTimes, twoTimes } from '#src/analysis/two-time.js';

describe('two times', () => {
  const grid = { waits: [0, 2, 4], lags: [1, 2] };

  test('are those at which states are kept, each once', () => {
    expect(snapshotTimes(grid)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(snapshotTimes({ waits: [8, 2], lags: [6] })).toEqual([2, 8, 14]);
  });

  test('have the overlap and the displacement of their states', () => {
    const states = [
      { time: 2, values: [1, 2, 3] },
      { time: 4, values: [1, 0, 5] },
      { time: 3, values: [0, 0, 0] },
    ];
    expect(twoTimes(states, grid)).toEqual([
      { wait: 2, lag: 1, overlap: 0, displacement: 14 / 3 },
      { wait: 2, lag: 2, overlap: 16 / 3, displacement: 8 / 3 },
    ]);
  });

  test('of weights ±1 have Δ = 2(1 − C)', () => {
    const signs = fc.array(fc.constantFrom(-1, 1), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(signs, signs, (one, other) => {
        const states = [
          { time: 0, values: one },
          { time: 1, values: other },
        ];
        const [{ overlap, displacement } = { overlap: Number.NaN, displacement: Number.NaN }] = twoTimes(states, {
          waits: [0],
          lags: [1],
        });
        expect(displacement).toBeCloseTo(2 * (1 - overlap), 12);
      }),
    );
  });

  test('that are not there, or states that do not fit, are errors', () => {
    const state = (time: number, ...values: number[]) => ({ time, values });
    const pair = { waits: [1], lags: [1] };
    expect(() => twoTimes([state(1, 1)], pair)).toThrow(/no states at both times of any pair; keep those/);
    expect(() => twoTimes([state(1, 1), state(2, 1, 1)], pair)).toThrow(/state 1 has 2 values and the first 1/);
    expect(() => twoTimes([state(1, 1), state(1, 1)], pair)).toThrow(/two states have the same time/);
    expect(() => twoTimes([state(1, Number.NaN)], pair)).toThrow(/`values\[0\]`/);
    expect(() => twoTimes([null as never], pair)).toThrow(TypeError);
    expect(() => snapshotTimes({ waits: [], lags: [1] })).toThrow(/at least one waiting time/);
    expect(() => snapshotTimes({ waits: [1], lags: [0] })).toThrow(/`lags\[0\]` is 0/);
    expect(() => snapshotTimes({ waits: [-1], lags: [1] })).toThrow(/`waits\[0\]` is -1/);
  });
});

describe('the aging exponent', () => {
  const lags = Array.from({ length: 40 }, (_, k) => 2 ** (k / 2));
  const curves = (exponent: number, shape: (x: number) => number) =>
    [4, 16, 64, 256].map((wait) => ({ wait, lags, values: lags.map((lag) => shape(lag / wait ** exponent)) }));

  test('is that of curves which collapse, whether they fall or rise', () => {
    for (const exponent of [0, 0.5, 1]) {
      // Interpolation linear in ln t is exact for these between the levels 0 and 1.
      const falling = agingExponent(
        curves(exponent, (x) => 0.5 - 0.1 * Math.log(x)),
        [0.3, 0.5],
      );
      expect(falling.exponent).toBeCloseTo(exponent, 10);
      expect(falling.standardError).toBeLessThan(1e-7);
      const rising = agingExponent(
        curves(exponent, (x) => x / (1 + x)),
        [0.3, 0.5, 0.7],
      );
      expect(rising.exponent).toBeCloseTo(exponent, 2);
    }
  });

  test('has the error of a fit with one constant for each level', () => {
    const noisy = [1, 1.3, 0.9, 1.1].map((factor, k) => {
      const wait = 4 ** (k + 1);
      return { wait, lags, values: lags.map((lag) => Math.exp(-(factor * lag) / wait)) };
    });
    const { exponent, standardError, points } = agingExponent(noisy, [0.4, 0.6, 0.75]);
    expect(points).toHaveLength(12);
    // The textbook fit: y_gk = a_g + μ x_k.
    const x = [1, 2, 3, 4].map((k) => k * Math.log(4));
    const centre = x.reduce((sum, value) => sum + value) / 4;
    const square = 3 * x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const slope = points.reduce((sum, { lag }, k) => sum + (x[k % 4]! - centre) * Math.log(lag), 0) / square;
    const residual = [0, 1, 2].reduce((sum, group) => {
      const own = points.slice(4 * group, 4 * group + 4).map(({ lag }, k) => Math.log(lag) - slope * x[k]!);
      const constant = own.reduce((total, value) => total + value) / 4;
      return sum + own.reduce((total, value) => total + (value - constant) ** 2, 0);
    }, 0);
    expect(exponent).toBeCloseTo(slope, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(residual / (12 - 4) / square), 12);
  });

  test('of two curves and one level has no error bar, and leaves out what does not cross', () => {
    const [one, , three] = curves(1, (x) => Math.exp(-x));
    const never = { wait: 2, lags, values: lags.map(() => 1) };
    const { exponent, standardError, points } = agingExponent([one!, three!, never], [0.5]);
    expect(exponent).toBeCloseTo(1, 2);
    expect(standardError).toBeNull();
    expect(points.map(({ wait }) => wait)).toEqual([4, 64]);
  });

  test('needs curves that cross a level, and good numbers', () => {
    const [one, two] = curves(1, (x) => Math.exp(-x));
    expect(() => agingExponent([one!, two!], [2])).toThrow(/no level is crossed after two different waiting times/);
    expect(() => agingExponent([one!, { ...two!, wait: 0 }], [0.5])).toThrow(/t_w = 0 has times/);
    expect(() => agingExponent([{ ...one!, values: [1] }], [0.5])).toThrow(/one value for each lag/);
    expect(() => agingExponent([{ wait: 1, lags: [1], values: [1] }], [0.5])).toThrow(/give at least two/);
  });
});
