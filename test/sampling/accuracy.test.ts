import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import type { ProgressEvent } from '#src/run/progress.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import type { JointAccuracy } from '#src/sampling/joint-accuracy.js';
import { atEnergy, type JointDensityOfStates } from '#src/sampling/joint-density.js';
import type { Accuracy } from '#src/sampling/plan.js';
import { verdict } from '#src/sampling/results.js';
import { Rounds } from '#src/sampling/rounds.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const network = perceptron(21);
const data = randomPatterns({ inputs: 21, patterns: 8, seed: 'accuracy' });
const usual = { seed: 'walk', learningMoves: 1_000_000, walkers: 8 } as const;
const asked = (accuracy: Accuracy, more: object = {}) =>
  wangLandau(network, data, { ...usual, guide: 'errors', accuracy, ...more });

const errorsFound = ({ entropy, standardError }: DensityOfStates) =>
  Array.from(standardError).filter((_, level) => entropy[level] !== -Infinity);
const movesOf = ({ provenance }: DensityOfStates) => provenance.method.options.moves as number;
const numbers = ({ entropy, standardError, visits, diagnostics }: DensityOfStates) => ({
  entropy,
  standardError,
  visits,
  diagnostics,
});

describe('a run that is asked for an accuracy', () => {
  test('counts until every error bar is as small, no more than about twice as long as needed', async () => {
    const exact = await enumerate(network, data);
    const [coarse, fine] = [await asked(0.04), await asked(0.01)];
    for (const [dos, accuracy] of [
      [coarse, 0.04],
      [fine, 0.01],
    ] as const) {
      expect(Math.max(...errorsFound(dos))).toBeLessThanOrEqual(accuracy);
      expect(dos.diagnostics.accuracy).toMatchObject({ of: 'entropy', asked: accuracy, isReached: true });
      expect(dos.diagnostics.reliable.ends).toBe(true);
      expect(verdict(dos)).toContain(`Asked for a standard error of ${accuracy} nats at every level found; reached.`);
      for (const level of exact.levels.filter((one) => exact.visits[one]! > 0)) {
        const pull = (dos.entropy[level]! - exact.entropy[level]!) / dos.standardError[level]!;
        expect(Math.abs(pull), `level ${level}`).toBeLessThan(4.5);
      }
    }
    // Rounds double: half of the moves were not enough.
    const shorter = await wangLandau(network, data, { ...usual, moves: movesOf(fine) / 2 });
    expect(Math.max(...errorsFound(shorter))).toBeGreaterThan(0.01);
    expect(movesOf(fine)).toBeGreaterThan(2 * movesOf(coarse));
  });

  test('says on the way how accurate it is', async () => {
    const details = async (accuracy: Accuracy, more: object = {}) => {
      const seen: string[] = [];
      await asked(accuracy, { ...more, onProgress: ({ detail }: ProgressEvent) => seen.push(detail ?? '') });
      return [...new Set(seen.filter((detail) => detail.startsWith('production')))];
    };
    const [first, ...others] = await details(0.01);
    expect(first).toBe('production');
    expect(others.length).toBeGreaterThan(1);
    for (const detail of others) expect(detail).toMatch(/^production, S ±0\.0\d+ at E = [0-8], ±0\.01 asked for$/);
    const ofDensity = await details({ of: 'density', relative: 0.003 });
    expect(ofDensity.at(-1)).toMatch(/^production, ρ ±0\.0\d+ at E = [0-8], ±0\.003 asked for$/);
    const hard = randomPatterns({ inputs: 101, patterns: 80, seed: 'accuracy' });
    const seen: string[] = [];
    const onProgress = ({ detail }: ProgressEvent) => seen.push(detail ?? '');
    const few = { ...usual, guide: 'errors', moves: 4_000_000, accuracy: 0.001 } as const;
    await wangLandau(perceptron(101), hard, { ...few, onProgress });
    expect(seen).toContain('production, not mixed yet');
  });

  test('of the density counts until the levels that make it up are as accurate, which takes less', async () => {
    // With one solution only, whose entropy takes much longer than the density.
    const rare = randomPatterns({ inputs: 21, patterns: 12, seed: 'accuracy' });
    const accuracy = { of: 'density', relative: 0.012 } as const;
    const rho = await wangLandau(network, rare, { ...usual, accuracy });
    const { reached, level } = rho.diagnostics.accuracy!;
    expect(reached).toBeLessThanOrEqual(0.012);
    expect(reached).toBe(rho.standardError[level]);
    expect(Math.max(...errorsFound(rho))).toBeGreaterThan(0.03);
    expect(verdict(rho)).toContain('Asked for a standard error of 0.012 nats at the levels that make up ρ; reached.');
  });

  test('ends when its moves are spent, and says where the error is and what more would cost', async () => {
    const dos = await asked(0.001, { moves: 2_000_000 });
    const { isReached, reached, level } = dos.diagnostics.accuracy!;
    expect(isReached).toBe(false);
    expect(movesOf(dos)).toBe(2_000_000);
    expect(reached).toBe(Math.max(...errorsFound(dos)));
    expect(dos.standardError[level]).toBe(reached);
    const times = ((reached / 0.001) ** 2).toPrecision(2);
    expect(verdict(dos)).toContain(
      `Asked for a standard error of 0.001 nats at every level found; E = ${level} has ${reached.toPrecision(2)} after 1.6e+7 moves, and needs about ${times} times as many.`,
    );
  });

  test('has the same bits for any number of workers, and as one that makes these moves without being asked', async () => {
    const dos = await asked(0.02, { workers: 1 });
    expect(numbers(await asked(0.02, { workers: 3 }))).toEqual(numbers(dos));
    const { accuracy, ...diagnostics } = dos.diagnostics;
    const same = await wangLandau(network, data, { ...usual, moves: movesOf(dos) });
    expect(same.entropy).toEqual(dos.entropy);
    expect(same.diagnostics.roundTrips).toBe(diagnostics.roundTrips);
  });

  test('resumes where it was stopped, and goes on to a smaller error, to the same bits', {
    timeout: 60_000,
  }, async () => {
    const checkpoint = join(folder, 'run');
    const whole = await asked(0.006);
    let stops = 0;
    // Stopped twenty times, in rounds and between them.
    for (; stops < 20; stops++) {
      const stop = new AbortController();
      let reports = 0;
      const onProgress = () => void (++reports === 6 && stop.abort());
      const part = await asked(0.006, { checkpoint, signal: stop.signal, onProgress, workers: 1 + (stops % 3) });
      if (!part.diagnostics.cancelled) break;
    }
    expect(stops).toBeGreaterThan(2);
    expect(numbers(await asked(0.006, { checkpoint }))).toEqual(numbers(whole));

    const extended = join(folder, 'extended');
    expect((await asked(0.05, { checkpoint: extended })).diagnostics.accuracy?.isReached).toBe(true);
    expect(numbers(await asked(0.006, { checkpoint: extended }))).toEqual(numbers(whole));
  });

  test('refuses what is no accuracy', async () => {
    for (const accuracy of [0, -1, Number.NaN, Infinity, '0.1', null]) {
      await expect(asked(accuracy as number)).rejects.toThrow('`accuracy` is ');
    }
    await expect(asked({ of: 'density', relative: 0 })).rejects.toThrow('`accuracy.relative` is 0');
    await expect(asked({ of: 'ends', relative: 0.1 } as never)).rejects.toThrow('`accuracy.of` is');
    await expect(asked({ of: 'density', absolute: 0.1 } as never)).rejects.toThrow('absolute');
    const axis = { of: 'distance', from: new Int8Array(21).fill(1) } as const;
    const refusals: [unknown, string][] = [
      [0.1, 'the options of accuracy are 0.1; give an object, as in { of: '],
      [{ of: 'density', relative: 0.1 }, 'accuracy has no option `relative`'],
      [{ of: 'density', error: 0.1 }, "`accuracy.of` is density; choose 'mean' or 'entropy'"],
      [{ of: 'mean', error: 0 }, '`accuracy.error` is 0'],
      [{ of: 'mean', error: 0.1, level: 9 }, '`accuracy.level` is 9; give a whole number from 0 to 8'],
      [{ of: 'mean', error: 0.1, levels: [1] }, 'did you mean `level`?'],
    ];
    for (const [accuracy, sentence] of refusals) {
      await expect(jointWangLandau(network, data, axis, { ...usual, accuracy } as never)).rejects.toThrow(sentence);
    }
    await expect(asked(0.1, { protocol: 'paper' })).rejects.toThrow();
  });
});

describe('a joint run that is asked for an accuracy', () => {
  const small = randomPatterns({ inputs: 15, patterns: 6, seed: 'joint accuracy' });
  const axis = { of: 'errors', data: randomPatterns({ inputs: 15, patterns: 12, seed: 'test data' }) } as const;
  const joint = (accuracy: JointAccuracy, more: object = {}) =>
    jointWangLandau(perceptron(15), small, axis, {
      ...usual,
      learningMoves: 4_000_000,
      accuracy,
      moves: 20_000_000,
      ...more,
    });
  const meansOf = ({ meanGivenEnergy: { mean, standardError } }: JointDensityOfStates) =>
    Array.from(standardError).filter((_, energy) => !Number.isNaN(mean[energy]));
  const parts = ({ entropy, sums, meanGivenEnergy, marginal }: JointDensityOfStates) =>
    [entropy, sums, meanGivenEnergy, marginal.diagnostics] as const;

  test('of the mean counts until it is as accurate at every energy, or at one', async () => {
    const exact = await jointEnumerate(perceptron(15), small, axis);
    const all = await joint({ of: 'mean', error: 0.008 });
    expect(Math.max(...meansOf(all))).toBeLessThanOrEqual(0.008);
    const { accuracy } = all.marginal.diagnostics;
    expect(accuracy).toEqual({
      of: 'mean',
      asked: 0.008,
      reached: Math.max(...meansOf(all)),
      level: all.meanGivenEnergy.standardError.indexOf(accuracy!.reached),
      isReached: true,
    });
    expect(verdict(all)).toContain(
      'Asked for a standard error of 0.008 in the mean of the second axis at every level found; reached.',
    );
    exact.meanGivenEnergy.mean.forEach((mean, energy) => {
      if (Number.isNaN(mean)) return;
      const pull = (all.meanGivenEnergy.mean[energy]! - mean) / all.meanGivenEnergy.standardError[energy]!;
      expect(Math.abs(pull), `E = ${energy}`).toBeLessThan(4.5);
    });
    const one = await joint({ of: 'mean', error: 0.008, level: 3 });
    expect(one.meanGivenEnergy.standardError[3]).toBeLessThanOrEqual(0.008);
    expect(one.marginal.diagnostics.accuracy).toMatchObject({ level: 3, isOneLevel: true, isReached: true });
    expect(verdict(one)).toContain('in the mean of the second axis at E = 3; reached.');
    expect(movesOf(one.marginal)).toBeLessThan(movesOf(all.marginal));
  });

  test('of the curve at one energy counts until every bin of it is as accurate', async () => {
    const dos = await joint({ of: 'entropy', error: 0.05, level: 1 });
    const { entropy, standardError } = atEnergy(dos, 1);
    const found = Array.from(standardError).filter((_, bin) => entropy[bin] !== -Infinity);
    expect(dos.marginal.diagnostics.accuracy).toMatchObject({ of: 'entropy', reached: Math.max(...found), level: 1 });
    expect(Math.max(...found)).toBeLessThanOrEqual(0.05);
    expect(verdict(dos)).toContain('Asked for a standard error of 0.05 nats in every bin at E = 1; reached.');
  });

  test('ends when its moves are spent, or where the energy does not exist, and says so', async () => {
    const few = await joint({ of: 'mean', error: 1e-5 }, { moves: 1_000_000 });
    expect(movesOf(few.marginal)).toBe(1_000_000);
    const { reached, level } = few.marginal.diagnostics.accuracy!;
    expect(verdict(few)).toContain(
      `E = ${level} has ${reached.toPrecision(2)} after 8.0e+6 moves, and needs about ${((reached / 1e-5) ** 2).toPrecision(2)} times as many.`,
    );
    const unsolvable = randomPatterns({ inputs: 15, patterns: 30, seed: 'no solutions' });
    const none = await jointWangLandau(perceptron(15), unsolvable, axis, {
      ...usual,
      learningMoves: 1_000_000,
      moves: 300_000,
      accuracy: { of: 'mean', error: 0.1, level: 0 },
    });
    expect(none.meanGivenEnergy.mean[0]).toBeNaN();
    expect(verdict(none)).toContain('at E = 0; E = 0 has no error bar after');
  });

  test('has the same bits for any number of workers, and when it is stopped and resumes', async () => {
    const accuracy = { of: 'mean', error: 0.006 } as const;
    const whole = await joint(accuracy, { workers: 1 });
    expect(parts(await joint(accuracy, { workers: 3 }))).toEqual(parts(whole));
    const checkpoint = join(folder, 'joint');
    expect((await joint({ of: 'mean', error: 0.05 }, { checkpoint })).marginal.diagnostics.accuracy?.isReached).toBe(
      true,
    );
    let stops = 0;
    for (; stops < 3; stops++) {
      const stop = new AbortController();
      let reports = 0;
      const onProgress = () => void (++reports === 6 && stop.abort());
      const part = await joint(accuracy, { checkpoint, signal: stop.signal, onProgress });
      if (!part.marginal.diagnostics.cancelled) break;
    }
    expect(stops).toBeGreaterThan(0);
    expect(parts(await joint(accuracy, { checkpoint }))).toEqual(parts(whole));
  });
});

describe('rounds', () => {
  test('end together, when all reports are in', async () => {
    const seen: string[][] = [];
    const rounds = new Rounds<string>(3, (reports, round) => {
      seen.push([...reports]);
      return round === 0;
    });
    const ends: string[] = [];
    const task = async (name: string, index: number, delay: number) => {
      for (const round of [0, 1, 2]) {
        rounds.enter(round);
        await new Promise((resolve) => setTimeout(resolve, delay));
        if (!(await rounds.finish(index, round, `${name}${round}`))) break;
      }
      ends.push(name);
      rounds.leave();
    };
    await Promise.all([task('a', 0, 15), task('b', 1, 1), task('c', 2, 5)]);
    expect(seen).toEqual([
      ['a0', 'b0', 'c0'],
      ['a1', 'b1', 'c1'],
    ]);
    expect(ends).toHaveLength(3);
  });

  test('that a task has passed in an earlier run are passed, and a task that ends ends all', async () => {
    const rounds = new Rounds<number>(3, () => {
      throw new Error('nothing to decide');
    });
    rounds.enter(4);
    const waiting = rounds.finish(0, 4, 0);
    rounds.enter(5);
    expect(await waiting).toBe(true);
    expect(await rounds.finish(1, 4, 0)).toBe(true);
    const last = rounds.finish(0, 5, 0);
    rounds.leave();
    expect(await last).toBe(false);
    expect(await rounds.finish(1, 5, 0)).toBe(false);
    // Resumed later than one that has ended: its round was passed all the same.
    expect(await rounds.finish(2, 4, 0)).toBe(true);
  });
});
