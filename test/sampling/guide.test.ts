import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns, teacherPatterns } from '#src/dataset/random.js';
import { gradedProblem } from '#src/kernel/problem.js';
import { BLOCK, Walk } from '#src/kernel/walk.js';
import { committee, perceptron } from '#src/network/network.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointWangLandau } from '#src/sampling/joint.js';
import { verdict } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { sbpi } from '#src/solvers/sbpi.js';
import { range } from '#src/study/points.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const guided = (data: Dataset, more: object = {}) =>
  wangLandau(perceptron(data.inputs), data, {
    seed: 'walk',
    guide: 'depth',
    moves: 200_000,
    learningMoves: 1_000_000,
    ...more,
  });
const random = (inputs: number, patterns: number, seed = 'guide') => randomPatterns({ inputs, patterns, seed });

describe('walks guided by depth', () => {
  test.each([
    random(1, 3),
    random(3, 7),
    random(5, 2),
    random(13, 12),
    random(15, 70),
    random(15, 140),
    teacherPatterns({ inputs: 17, patterns: 13, seed: 'guide' }),
  ])('count what enumeration counts, data set %#', async (data) => {
    const exact = await enumerate(perceptron(data.inputs), data);
    const dos = await guided(data);
    expect(dos.patterns).toBe(data.patterns);
    for (const [level, entropy] of exact.entropy.entries()) {
      const own = dos.entropy[level]!;
      // The highest level is the mirror image of the lowest.
      expect(own).toBe(dos.entropy[data.patterns - level]!);
      expect(dos.standardError[level]).toBe(dos.standardError[data.patterns - level]!);
      if (entropy === -Infinity) expect(own).toBe(-Infinity);
      // Rare levels may be missed with this budget, and are then not shown as if known.
      if (own === -Infinity || dos.standardError[level] === Infinity) continue;
      expect(Math.abs(own - entropy), `level ${level}`).toBeLessThan(5 * dos.standardError[level]! + 1e-9);
    }
    const found = exact.levels.filter((level) => dos.entropy[level]! > -Infinity);
    expect(found.length).toBeGreaterThanOrEqual(0.9 * exact.levels.filter((level) => exact.visits[level]! > 0).length);
  });

  test('their visits are those of the errors, each configuration once', async () => {
    const data = random(13, 12);
    const dos = await guided(data, { walkers: 4 });
    const total = dos.visits.reduce((sum, count) => sum + count, 0);
    // In every other block a move is a pair of flips.
    expect(total).toBe(0.75 * dos.diagnostics.counted);
  });

  test('make many more round trips, which are to the lowest level and back', async () => {
    const data = random(31, 22);
    const options = { moves: 2_000_000, learningMoves: 4_000_000 };
    const [plain, byDepth] = [
      await wangLandau(perceptron(31), data, { seed: 'walk', ...options }),
      await guided(data, options),
    ];
    expect(plain.diagnostics.roundTrips).toBeGreaterThan(10);
    expect(byDepth.diagnostics.roundTrips).toBeGreaterThan(4 * plain.diagnostics.roundTrips);
    expect(byDepth.diagnostics.symmetryResidual).toBeNull();
    expect(verdict(byDepth)).toMatch(/^Reliable within its error bars/);
  });

  test('are what a verdict suggests where walks by errors made too few round trips, and could be guided', async () => {
    const suggestion = /reach low energies sooner with `guide: 'depth'`/;
    const few = { seed: 'walk', moves: 50_000, learningMoves: 100_000, walkers: 4 };
    const plain = async (data: Dataset, more: object = {}) =>
      verdict(await wangLandau(perceptron(data.inputs, more), data, few));
    const tooFew = /round trips? from end to end; 8 are needed/;
    expect(await plain(random(41, 40))).toMatch(suggestion);
    // A margin breaks the symmetry that a guide needs, and real inputs have no depth.
    const unguided = [
      await plain(random(41, 40), { margin: 0.5 }),
      await plain(separatedPatterns({ inputs: 41, patterns: 40, seed: 'guide' })),
      verdict(await guided(random(41, 40), few)),
    ];
    for (const text of unguided) {
      expect(text).toMatch(tooFew);
      expect(text).not.toMatch(suggestion);
    }
    const enough = await plain(random(9, 4));
    expect(enough).not.toMatch(tooFew);
    expect(enough).not.toMatch(suggestion);
  });

  test('have the same bits for any number of workers, stopped and resumed, extended, and to an accuracy', async () => {
    const data = random(21, 15);
    const part = ({ entropy, standardError, visits, diagnostics }: DensityOfStates) => ({
      entropy,
      standardError,
      visits,
      diagnostics,
    });
    const whole = await guided(data, { moves: 800_000, workers: 1 });
    expect(part(await guided(data, { moves: 800_000, workers: 3 }))).toEqual(part(whole));

    const checkpoint = join(folder, 'stopped');
    let stops = 0;
    for (; stops < 20; stops++) {
      const stop = new AbortController();
      let reports = 0;
      const onProgress = () => void (++reports === 8 && stop.abort());
      const stopped = await guided(data, { moves: 800_000, checkpoint, signal: stop.signal, onProgress });
      if (!stopped.diagnostics.cancelled) break;
    }
    expect(stops).toBeGreaterThan(2);
    expect(part(await guided(data, { moves: 800_000, checkpoint }))).toEqual(part(whole));

    const extended = join(folder, 'extended');
    await guided(data, { moves: 300_000, checkpoint: extended });
    expect(part(await guided(data, { moves: { more: 500_000 }, checkpoint: extended }))).toEqual(part(whole));

    const accurate = await guided(data, { moves: 50_000_000, accuracy: 0.05 });
    expect(accurate.diagnostics.accuracy).toMatchObject({ asked: 0.05, isReached: true });
    const moves = accurate.provenance.method.options.moves as number;
    expect((await guided(data, { moves })).entropy).toEqual(accurate.entropy);
  });

  test('are the default where an accuracy of S(E) is asked for, up to as many patterns as inputs', async () => {
    const run = (data: Dataset, more: object) =>
      wangLandau(perceptron(data.inputs), data, { seed: 'walk', moves: 400_000, learningMoves: 1_000_000, ...more });
    const guideOf = (dos: DensityOfStates) => dos.provenance.method.options.guide;
    const data = random(21, 21);
    const accurate = await run(data, { accuracy: 0.5 });
    expect(guideOf(accurate)).toBe('depth');
    expect(accurate.entropy).toEqual((await run(data, { accuracy: 0.5, guide: 'depth' })).entropy);
    const byErrors = [
      await run(data, {}),
      await run(data, { accuracy: 0.5, guide: 'errors' }),
      await run(data, { accuracy: { of: 'density', relative: 0.5 } }),
      await run(data, { accuracy: 0.5, windows: 2 }),
      await run(data, { accuracy: 0.5, symmetry: 'measure' }),
      await run(random(21, 22), { accuracy: 0.5 }),
      await run(separatedPatterns({ inputs: 21, patterns: 9, seed: 1 }), { accuracy: 0.5 }),
    ];
    expect(byErrors.map(guideOf)).toEqual(byErrors.map(() => undefined));

    // A run that resumes goes on as it began.
    for (const [begun, accuracy] of [
      [{}, 0.5],
      [{ accuracy: 0.5 }, 0.4],
    ] as const) {
      const checkpoint = join(folder, `default ${accuracy}`);
      const first = await run(data, { ...begun, checkpoint });
      const extended = await run(data, { accuracy, moves: 800_000, checkpoint });
      expect(guideOf(extended)).toBe(guideOf(first));
      expect(extended.entropy).toEqual(
        (await run(data, { moves: extended.provenance.method.options.moves, guide: guideOf(first) ?? 'errors' }))
          .entropy,
      );
    }
    await expect(run(data, { guide: 'errors', checkpoint: join(folder, 'default 0.4') })).rejects.toThrow('guide');
  });

  test('that learned too little say so, and show what was learned without error bars', async () => {
    const data = random(301, 150);
    const dos = await guided(data, { moves: 20_000, learningMoves: 20_000, walkers: 2 });
    expect(verdict(dos)).toMatch(/^Not reliable\. Too little was counted/);
    expect(dos.levels.filter((level) => dos.entropy[level] !== -Infinity).length).toBeGreaterThan(5);
    for (const [level, entropy] of dos.entropy.entries()) {
      expect(entropy === -Infinity || (entropy >= 0 && entropy <= 301 * Math.LN2)).toBe(true);
      expect(entropy).toBe(dos.entropy[150 - level]!);
      expect(dos.standardError[level]).toBe(Infinity);
    }
    // Graded errors, which go up to three times the patterns, are not named as energies.
    expect(
      Math.max(...dos.diagnostics.doubts.flatMap((doubt) => ('levels' in doubt ? doubt.levels : []))),
    ).toBeLessThan(151);
  });

  test('forget a start at a solution: they come only a few errors lower afterwards than from anywhere (docs/accuracy.md)', async () => {
    const data = random(1001, 500, 'patterns');
    const problem = gradedProblem(perceptron(1001), data);
    /** The fewest errors in the first 10⁶ moves of learning, and in the next 3·10⁶. */
    const fewest = (seed: number, start?: ArrayLike<number>) => {
      const walk = new Walk(problem, seed, start);
      const learn = (from: number, to: number) => {
        walk.clearVisits();
        for (let moves = from; moves < to; moves += 2000 * BLOCK) {
          walk.advance(2000, Math.min(1, (5 * problem.levels) / moves));
        }
        return walk.view().sums.reduce((errors, count, k) => (count > 0 ? Math.min(errors, k % 501) : errors), 501);
      };
      return [learn(0, 1e6), learn(1e6, 4e6)] as const;
    };
    const epochs: number[] = [];
    const after: { solution: number[]; anywhere: number[] } = { solution: [], anywhere: [] };
    for (const seed of range(0, 4)) {
      const { solved, weights, steps } = await sbpi(perceptron(1001), data, { seed });
      expect(solved).toBe(true);
      epochs.push(steps);
      const [first, then] = fewest(seed, weights);
      expect(first).toBe(0);
      after.solution.push(then);
      after.anywhere.push(fewest(seed)[1]);
    }
    expect([Math.min(...epochs), Math.max(...epochs)]).toEqual([33, 60]);
    expect([Math.min(...after.solution), Math.max(...after.solution)]).toEqual([35, 43]);
    expect([Math.min(...after.anywhere), Math.max(...after.anywhere)]).toEqual([45, 49]);
  });

  test('say where they do not apply', async () => {
    const data = random(21, 15);
    await expect(guided(random(20, 15))).rejects.toThrow('for perceptrons on ±1 data');
    await expect(guided(separatedPatterns({ inputs: 21, patterns: 9, seed: 1 }))).rejects.toThrow('±1 data');
    const deep = committee({ inputs: 7, hidden: 3 });
    await expect(wangLandau(deep, random(7, 9), { seed: 1, guide: 'depth' })).rejects.toThrow('for perceptrons');
    const margin = perceptron(21, { margin: 0.5 });
    await expect(wangLandau(margin, data, { seed: 1, guide: 'depth' })).rejects.toThrow('no margin');
    await expect(guided(data, { windows: 2 })).rejects.toThrow('`windows` is 2');
    await expect(guided(data, { symmetry: 'measure' })).rejects.toThrow("`symmetry` is 'measure'");
    await expect(guided(data, { guide: 'energy' })).rejects.toThrow('`guide` is energy');
    const axis = { of: 'distance', from: new Array(21).fill(1) } as const;
    const joint = { seed: 1, guide: 'depth' } as never;
    await expect(jointWangLandau(perceptron(21), data, axis, joint)).rejects.toThrow('guide');
  });
});
