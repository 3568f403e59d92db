import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { joinVisits } from '#src/sampling/estimate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { layWindows } from '#src/sampling/windows.js';

describe('windows', () => {
  const layouts = fc.record({
    known: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 }),
    count: fc.integer({ min: 1, max: 64 }),
  });

  test('cover all levels, and neighbours overlap in levels that exist', () => {
    fc.assert(
      fc.property(layouts, ({ known, count }) => {
        known.sort((a, b) => a - b);
        const windows = layWindows({ rows: 401, known, count, mirrored: false });
        expect(windows.length).toBeLessThanOrEqual(count);
        expect(windows[0]!.lowest).toBe(0);
        expect(windows.at(-1)!.highest).toBe(400);
        for (const [k, { lowest }] of windows.entries()) {
          if (k === 0) continue;
          const shared = known.filter((level) => level >= lowest && level <= windows[k - 1]!.highest);
          expect(shared.length).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  test('mirrored ones cover the lower half and lie symmetrically about the middle', () => {
    fc.assert(
      fc.property(layouts, ({ known, count }) => {
        const both = [...new Set([...known, ...known.map((level) => 400 - level)])].sort((a, b) => a - b);
        const last = layWindows({ rows: 401, known: both, count, mirrored: true }).at(-1)!;
        expect(last.highest).toBe(400 - last.lowest);
        expect(last.lowest).toBeLessThanOrEqual(200);
      }),
    );
  });
});

test('windows that no visited level joins to the anchor have no known ratio to it', () => {
  const windows = [
    { window: { lowest: 0, highest: 2 }, visits: Float64Array.of(1, 2, 0, 0, 0) },
    { window: { lowest: 2, highest: 4 }, visits: Float64Array.of(0, 0, 0, 5, 5) },
  ];
  const joined = joinVisits(windows, false, 4);
  expect([...joined.subarray(0, 3)]).toEqual([-Infinity, -Infinity, -Infinity]);
  expect(joined[3]).toBe(joined[4]);
});

describe('a run in windows', () => {
  const options = { seed: 'w', moves: 500_000, learningMoves: 1_000_000 };

  test('lays them over the levels that exist: five distinct rows in 512 patterns', async () => {
    const five = randomPatterns({ inputs: 15, patterns: 5, seed: 'five' });
    const rows = Array.from({ length: 512 }, (_, p) => five.values.subarray(15 * (p % 5), 15 * ((p % 5) + 1)));
    const data = fromArrays(
      rows,
      rows.map((_, p) => five.labels[p % 5]!),
    );
    const exact = await enumerate(perceptron(15), data);
    for (const windows of [1, 64]) {
      const dos = await wangLandau(perceptron(15), data, { ...options, windows });
      expect(dos.diagnostics.reliable).toMatchObject({ density: true, ends: true });
      for (const level of dos.levels) {
        expect(dos.entropy[level]! > -Infinity).toBe(exact.visits[level]! > 0);
        if (exact.visits[level] === 0) continue;
        const pull = (dos.entropy[level]! - exact.entropy[level]!) / dos.standardError[level]!;
        expect(Math.abs(pull)).toBeLessThan(4.5);
      }
    }
  });

  test.each([10, 37, 64])('counts in windows however many are asked for: %d', async (windows) => {
    const data = randomPatterns({ inputs: 17, patterns: 60, seed: 'many' });
    const exact = await enumerate(perceptron(17), data);
    const dos = await wangLandau(perceptron(17), data, { ...options, windows, walkers: 8 });
    expect(dos.diagnostics.windows).toBeGreaterThan(1);
    expect(dos.diagnostics.reliable.density).toBe(true);
    for (const level of dos.levels) {
      if (dos.entropy[level] === -Infinity) continue;
      expect(Math.abs(dos.entropy[level]! - exact.entropy[level]!) / dos.standardError[level]!).toBeLessThan(5);
    }
  });

  test('counts configurations whose neighbours all lie far outside their windows', async () => {
    // Rows that stand in the data once, twice, four times …: a flip changes the energy by hundreds, and a window is 14 to 50 wide.
    const distinct = randomPatterns({ inputs: 9, patterns: 9, seed: 'w' });
    const places = Array.from({ length: 9 }, (_, p) => new Array(2 ** p).fill(p)).flat();
    const data = fromArrays(
      places.map((p) => distinct.values.subarray(9 * p, 9 * (p + 1))),
      places.map((p) => distinct.labels[p]!),
    );
    const exact = await enumerate(perceptron(9), data);
    const dos = await wangLandau(perceptron(9), data, { ...options, moves: 2_000_000, windows: 40, walkers: 8 });
    expect(dos.diagnostics.windows).toBe(40);
    expect(dos.diagnostics.reliable).toMatchObject({ density: true });
    for (const level of exact.levels.filter((energy) => exact.visits[energy]! > 0)) {
      expect(Math.abs(dos.entropy[level]! - exact.entropy[level]!)).toBeLessThan(4 * dos.standardError[level]!);
    }
  });
});
