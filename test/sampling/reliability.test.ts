import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import { tripEnds } from '#src/sampling/one-over-t.js';
import { tripsIn } from '#src/sampling/production.js';
import { fromJSON, toJSON, verdict } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The largest distance from the truth in error bars, of the levels that have one. */
function largestPull(dos: Pick<DensityOfStates, 'entropy' | 'standardError'>, exact: ArrayLike<number>): number {
  const pulls = Array.from(dos.entropy, (entropy, level) =>
    Number.isFinite(dos.standardError[level]) ? Math.abs(entropy - exact[level]!) / dos.standardError[level]! : 0,
  );
  return Math.max(...pulls);
}

describe('a short budget gives wide error bars, never nonsense', () => {
  const data = randomPatterns({ inputs: 23, patterns: 20, seed: 'short' });
  const network = perceptron(23);

  test.each([
    { moves: 100_000 },
    { moves: 1_000 },
    { moves: 100_000, learningMoves: 200_000 },
    { moves: 1_000, learningMoves: 1_000 },
    { moves: 20_000, learningMoves: 100_000, windows: 3 },
    { moves: 1_000, learningMoves: 5_000, windows: 8, walkers: 2 },
  ])('%j', async (budget) => {
    const exact = await enumerate(network, data);
    for (const seed of [1, 2, 3]) {
      const dos = await wangLandau(network, data, { seed, ...budget });
      expect(largestPull(dos, exact.entropy)).toBeLessThan(5);
      for (const level of dos.levels) {
        if (dos.entropy[level] === -Infinity) continue;
        // A level that was found holds a configuration, and its error bar allows for one.
        expect(dos.entropy[level]! + dos.standardError[level]!).toBeGreaterThanOrEqual(0);
        expect(exact.visits[level]).toBeGreaterThan(0);
        if (dos.diagnostics.reliable.levels[level]) expect(dos.standardError[level]).toBeLessThan(0.51);
      }
    }
  });

  test('what was hardly counted falls back on what was learned, and says so', async () => {
    const dos = await wangLandau(network, data, { seed: 's', moves: 500, learningMoves: 2_000 });
    expect(dos.diagnostics.doubts.map(({ kind }) => kind)).toContain('learned-only');
    expect(dos.diagnostics.reliable).toMatchObject({ density: false, ends: false });
    expect(dos.diagnostics.reliable.levels).not.toContain(true);
    expect(dos.diagnostics.degreesOfFreedom).toBeNull();
    expect(verdict(dos)).toMatch(/^Not reliable\. Too little was counted/);
    expect([...dos.standardError].every((error) => error === Infinity)).toBe(true);
  });

  test('of a second axis too', async () => {
    const test = randomPatterns({ inputs: 23, patterns: 20, seed: 'test' });
    const exact = await jointEnumerate(network, data, { of: 'errors', data: test });
    const joint = await jointWangLandau(
      network,
      data,
      { of: 'errors', data: test },
      { seed: 's', moves: 20_000, learningMoves: 100_000 },
    );
    expect(largestPull(joint.marginal, exact.marginal.entropy)).toBeLessThan(5);
  });
});

describe('round trips across the bulk', () => {
  // All classes together on the right or the wrong side: two peaks, at E near 0 and near P.
  const peaks = separatedPatterns({ inputs: 1001, patterns: 60, separation: 3, seed: 'two peaks' });
  const network = perceptron(1001);
  const run = (options: object) =>
    wangLandau(network, peaks, { seed: 1, walkers: 8, windows: 1, symmetry: 'measure', ...options });
  const densityDoubts = ({ diagnostics }: DensityOfStates) =>
    diagnostics.doubts.filter(({ kind, affects }) => kind === 'few-round-trips' && affects === 'density');

  test('are too few where the starts of the walkers decide how high each of two peaks is', async () => {
    for (const seed of [1, 2]) {
      const dos = await run({ seed, moves: 20_000, learningMoves: 500_000 });
      const { bulkRoundTrips, reliable } = dos.diagnostics;
      expect(densityDoubts(dos)).toEqual([
        { kind: 'few-round-trips', affects: 'density', roundTrips: bulkRoundTrips, needed: 16 },
      ]);
      expect(reliable).toMatchObject({ density: false, ends: false });
      expect(verdict(dos)).toMatch(/round trips? across the energies that hold 99\.9 % of the configurations; 16 are/);
    }
  });

  test('are enough where both peaks have half of the configurations, as they must', async () => {
    const dos = await run({ moves: 300_000, learningMoves: 2_000_000 });
    const shares = dos.entropy.map((entropy) => Math.exp(entropy - 1001 * Math.LN2));
    const lower = shares.subarray(0, 30).reduce((sum, share) => sum + share, shares[30]! / 2);
    expect(Math.abs(lower - 0.5)).toBeLessThan(0.06);
    expect(densityDoubts(dos)).toEqual([]);
    expect(dos.diagnostics.reliable.density).toBe(true);
  });

  test('do not ask for the other half where S(E) = S(P − E) is imposed', async () => {
    const budget = { moves: 20_000, learningMoves: 2_000_000 };
    const [measured, imposed] = [await run(budget), await run({ ...budget, symmetry: 'impose' })];
    expect(imposed.diagnostics.bulkRoundTrips!).toBeGreaterThan(measured.diagnostics.bulkRoundTrips!);
    expect(densityDoubts(imposed)).toEqual([]);
  });

  test('are enough for a narrow density whose ends were hardly reached, in one window and in several', async () => {
    const data = randomPatterns({ inputs: 101, patterns: 60, seed: 'narrow' });
    for (const windows of [1, 3]) {
      const dos = await wangLandau(perceptron(101), data, {
        seed: 1,
        walkers: 8,
        windows,
        moves: 1e5,
        learningMoves: 4e6,
      });
      expect(dos.diagnostics.roundTrips).toBeLessThan(16);
      expect(dos.diagnostics.bulkRoundTrips).toBeGreaterThan(100);
      expect(dos.diagnostics.reliable).toMatchObject({ density: true, ends: false });
    }
  });

  test('lead from the outermost energies with a share of 0.1 % to the other ones, or to the middle where it is folded', () => {
    const entropy = Float64Array.of(-20, 0, -1, -9, -9, -1, 0, -20);
    expect(tripEnds(entropy, { stride: 1 }, false)).toEqual({ ends: [0, 7], bulk: [1, 6], folded: false });
    expect(tripEnds(entropy, { stride: 1 }, true)).toEqual({ ends: [0, 7], bulk: [1, 2], folded: true });
    expect(tripEnds(entropy, { stride: 2 }, false)).toEqual({ ends: [0, 7], bulk: [0, 3], folded: false });
    expect(tripEnds(entropy.fill(-Infinity), { stride: 1 }, true).bulk).toEqual([0, 0]);
  });

  test('lead across the part of the bulk that a window holds', () => {
    const bulkIn = (lowest: number, highest: number, folded: boolean, stride = 1) => {
      const window = { lowest, highest, counted: { lowest, highest } };
      return tripsIn(window, { ends: [0, 20], bulk: [3, 9], folded }, { levels: 21 * stride, stride }).bulk;
    };
    expect(bulkIn(0, 20, false)).toEqual([3, 9]);
    expect(bulkIn(0, 5, false)).toEqual([3, 5]);
    expect(bulkIn(5, 12, false)).toEqual([5, 9]);
    expect(bulkIn(10, 20, false)).toEqual([0, 0]);
    expect(bulkIn(0, 20, true)).toEqual([3, 9]);
    expect(bulkIn(5, 15, true)).toEqual([5, 9]);
    expect(bulkIn(15, 20, true)).toEqual([3, 5]);
    expect(bulkIn(8, 23, false, 2)).toEqual([4, 9]);
  });
});

describe('what was not found', () => {
  test('is not taken for absent where the ends are hard to reach', async () => {
    // Runs of other seeds find E = 2 and 3 here.
    const data = randomPatterns({ inputs: 101, patterns: 80, seed: 's1' });
    const dos = await wangLandau(perceptron(101), data, { seed: 'w', windows: 3, moves: 1e6, learningMoves: 8e6 });
    const { reliable, notFound, doubts } = dos.diagnostics;
    expect(reliable).toMatchObject({ density: true, ends: false });
    expect(notFound.missed[0]).toBe(0);
    expect(notFound.expected.lowest).toBeGreaterThan(0);
    expect(doubts.find(({ kind }) => kind === 'open-end')).toMatchObject({ affects: 'ends', levels: notFound.missed });
  });

  test('is excluded if copies of patterns are misclassified together', async () => {
    const base = randomPatterns({ inputs: 11, patterns: 6, seed: 'copies' });
    const rows = [...Array(6).keys()].flatMap((p) => {
      const row = base.values.subarray(11 * p, 11 * p + 11);
      return [row, row];
    });
    const labels = [...Array(6).keys()].flatMap((p) => [base.labels[p]!, p === 0 ? -base.labels[p]! : base.labels[p]!]);
    const dos = await wangLandau(perceptron(11), fromArrays(rows, labels), { seed: 's', moves: 200_000 });
    expect(dos.diagnostics.notFound.absent).toEqual([0, 2, 4, 6, 8, 10, 12]);
    expect(dos.diagnostics.reliable).toMatchObject({ density: true, ends: true });
    const exact = await enumerate(perceptron(11), fromArrays(rows, labels));
    expect(exact.diagnostics.notFound.absent).toEqual(expect.arrayContaining([0, 2, 4, 6, 8, 10, 12]));
  });
});

describe('error bars', () => {
  const data = randomPatterns({ inputs: 13, patterns: 12, seed: 'bars' });

  test('of the paper’s protocol with four runs have three degrees of freedom, and are as wide as these ask for', async () => {
    const exact = await enumerate(perceptron(13), data);
    let [inside, all] = [0, 0];
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const dos = await wangLandau(perceptron(13), data, { seed, protocol: 'paper' });
      expect(dos.diagnostics.degreesOfFreedom).toBe(3);
      for (let level = 0; level < 6; level++) {
        if (exact.visits[level] === 0) continue;
        all++;
        if (Math.abs(dos.entropy[level]! - exact.entropy[level]!) < 2 * dos.standardError[level]!) inside++;
      }
    }
    expect(inside / all).toBeGreaterThan(0.9);
  });

  test('say of how many walkers they are', async () => {
    const dos = await wangLandau(perceptron(13), data, { seed: 1, walkers: 5, moves: 200_000, learningMoves: 400_000 });
    expect(dos.diagnostics.degreesOfFreedom).toBe(4);
    expect(verdict(dos)).toContain('4 degrees of freedom');
  });
});

test('round trips are counted where both ends are visited in every block', async () => {
  const data = randomPatterns({ inputs: 5, patterns: 2, seed: 'easy' });
  const dos = await wangLandau(perceptron(5), data, { seed: 's', moves: 100_000, learningMoves: 100_000 });
  expect(dos.diagnostics.roundTrips).toBeGreaterThan(100);
  expect(dos.diagnostics.reliable).toMatchObject({ density: true, ends: true });
});

test('all moves are counted: of the discovery, the learning, the way into the windows, and the count', async () => {
  const data = randomPatterns({ inputs: 41, patterns: 60, seed: 'moves' });
  const dos = await wangLandau(perceptron(41), data, {
    seed: 's',
    windows: 3,
    moves: 100_000,
    learningMoves: 200_000,
    walkers: 4,
  });
  expect(dos.diagnostics.counted).toBe(4 * 3 * 100_000);
  // Two discoveries of 2.4·10⁶ moves, two learners in three windows, and what the walkers did before they counted.
  expect(dos.diagnostics.moves).toBeGreaterThan(
    2 * 2.4e6 + 2 * 3 * 200_000 + 4 * 3 * 250_000 + dos.diagnostics.counted,
  );
});

test.each([1, 3])('more moves are the same run as all at once, in %d windows', async (windows) => {
  const data = randomPatterns({ inputs: 31, patterns: 60, seed: 'more' });
  const short = { seed: 's', windows, learningMoves: 300_000, walkers: 3 };
  const checkpoint = join(folder, `more-${windows}`);
  await wangLandau(perceptron(31), data, { ...short, moves: 130_000, checkpoint });
  const more = await wangLandau(perceptron(31), data, { ...short, moves: { more: 270_500 }, checkpoint });
  const direct = await wangLandau(perceptron(31), data, { ...short, moves: 400_500 });
  expect(more.entropy).toEqual(direct.entropy);
  expect(more.standardError).toEqual(direct.standardError);
  expect(more.diagnostics).toEqual(direct.diagnostics);
});

test('a result says the same after it was read from JSON, and rubbish is refused', async () => {
  const data = randomPatterns({ inputs: 9, patterns: 8, seed: 'json' });
  const dos = await wangLandau(perceptron(9), data, { seed: 's', moves: 10_000, learningMoves: 10_000 });
  const json = toJSON(dos) as { entropy: unknown[]; visits: unknown[] };
  expect(verdict(fromJSON(JSON.stringify(toJSON(dos))))).toBe(verdict(dos));
  for (const harm of [
    { entropy: json.entropy.map(String) },
    { visits: json.visits.map(() => null) },
    { patterns: '8' },
    { kind: 'guessed' },
    { diagnostics: {} },
    { provenance: null },
  ]) {
    expect(() => fromJSON({ ...json, ...harm })).toThrow(/this density of states is damaged: .*; compute it again/);
  }
});
