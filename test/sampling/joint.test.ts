import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logSumExp } from '#src/base/curve.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns, teacherPatterns } from '#src/dataset/random.js';
import { split } from '#src/dataset/transforms.js';
import { energy } from '#src/network/energy.js';
import { committee, type Network, perceptron, signNetwork } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import type { Axis } from '#src/sampling/joint-axis.js';
import { atEnergy } from '#src/sampling/joint-density.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { configurations } from '../brute-force.js';

/** g(E, Q) by computing every configuration from scratch, one bin for each Q. */
function bruteForceJoint(network: Network, data: Dataset, axis: Axis): number[] {
  const values = (axis.of === 'errors' ? axis.data.patterns : network.weights) + 1;
  const counts = new Array<number>((data.patterns + 1) * values).fill(0);
  for (const weights of configurations(network.weights)) {
    const second =
      axis.of === 'errors'
        ? energy(network, axis.data, weights)
        : weights.reduce((sum: number, weight: number, k: number) => sum + (weight === axis.from[k] ? 0 : 1), 0);
    counts[energy(network, data, weights) * values + second]!++;
  }
  return counts;
}

const random = (inputs: number, patterns: number, seed: string) => randomPatterns({ inputs, patterns, seed });
const real = (inputs: number, patterns: number, seed: string) => separatedPatterns({ inputs, patterns, seed });
const fine = (inputs: number, patterns: number, seed: string) =>
  separatedPatterns({ inputs, patterns, seed, scale: 2 ** 17 });
const classes = (inputs: number, patterns: number, seed: string) =>
  randomPatterns({ inputs, patterns, seed, classes: 3 });

const cases: [string, Network, Dataset, Dataset][] = [
  ['perceptron, ±1', perceptron(9), random(9, 7, 'a'), random(9, 12, 'b')],
  ['perceptron, ±1 and real', perceptron(8), random(8, 7, 'a'), real(8, 12, 'b')],
  ['perceptron, 32 bits', perceptron(8), real(8, 70, 'a'), fine(8, 12, 'b')],
  ['committee, ±1', committee({ inputs: 3, hidden: 3 }), random(3, 7, 'a'), random(3, 12, 'b')],
  ['two layers, ±1', signNetwork([3, 3, 1]), random(3, 7, 'a'), random(3, 140, 'b')],
  ['three layers, real', signNetwork([2, 2, 3, 1], { tie: 'correct' }), real(2, 7, 'a'), real(2, 12, 'b')],
  ['two layers, ±1 and 32 bits', signNetwork([3, 3, 1], { tie: 'plus' }), random(3, 7, 'a'), fine(3, 9, 'b')],
  ['classes', signNetwork([3, 3]), classes(3, 7, 'a'), classes(3, 12, 'b')],
  ['classes, hidden layer', signNetwork([2, 2, 3], { tie: 'first' }), classes(2, 7, 'a'), classes(2, 12, 'b')],
];

describe('a joint enumeration equals brute force', () => {
  test.each(cases)('%s', async (_, network, data, others) => {
    for (const axis of [
      { of: 'errors', data: others },
      { of: 'distance', from: Array.from({ length: network.weights }, (_, k) => (k % 3 === 0 ? -1 : 1)) },
    ] satisfies Axis[]) {
      const values = (axis.of === 'errors' ? others.patterns : network.weights) + 1;
      const joint = await jointEnumerate(network, data, { ...axis, bins: values });
      const counts = bruteForceJoint(network, data, axis);
      expect([...joint.visits]).toEqual(counts);
      expect([...joint.sums]).toEqual(counts.map((count, k) => count * (k % values)));
      expect([...joint.marginal.visits]).toEqual([...(await enumerate(network, data)).visits]);
    }
  });

  test('also in bins', async () => {
    const [, network, data, others] = cases[0]!;
    const whole = await jointEnumerate(network, data, { of: 'errors', data: others });
    const binned = await jointEnumerate(network, data, { of: 'errors', data: others, bins: 5 });
    expect(whole.axis.values).toHaveLength(13);
    expect([...binned.axis.lowest]).toEqual([0, 3, 6, 8, 11]);
    expect([...binned.axis.highest]).toEqual([2, 5, 7, 10, 12]);
    expect(binned.axis.values[1]).toBe(4);
    for (let level = 0; level <= 7; level++) {
      for (let bin = 0; bin < 5; bin++) {
        let sum = 0;
        for (let q = binned.axis.lowest[bin]!; q <= binned.axis.highest[bin]!; q++)
          sum += whole.visits[level * 13 + q]!;
        expect(binned.visits[level * 5 + bin]).toBe(sum);
      }
    }
  });
});

describe('the mean at each energy', () => {
  const data = teacherPatterns({ inputs: 13, patterns: 9, seed: 'means' });
  const others = teacherPatterns({ inputs: 13, patterns: 80, seed: 'means, others' });
  const network = perceptron(13);
  const from = Array.from({ length: 13 }, (_, weight) => (weight % 3 === 0 ? -1 : 1));

  /** ⟨Q⟩ at each energy, from all configurations. */
  function trueMeans(axis: Axis): number[] {
    const values = (axis.of === 'errors' ? axis.data.patterns : network.weights) + 1;
    const counts = bruteForceJoint(network, data, axis);
    return Array.from({ length: data.patterns + 1 }, (_, level) => {
      const row = counts.slice(level * values, (level + 1) * values);
      return row.reduce((sum, count, q) => sum + count * q, 0) / row.reduce((sum, count) => sum + count, 0);
    });
  }

  test.each<[string, Axis]>([
    ['errors', { of: 'errors', data: others }],
    ['distance', { of: 'distance', from }],
  ])('is exact by enumeration, whatever the bins: %s', async (_, axis) => {
    const truth = trueMeans(axis);
    for (const bins of [1, 3, 14]) {
      const { mean, standardError } = (await jointEnumerate(network, data, { ...axis, bins })).meanGivenEnergy;
      expect([...mean]).toEqual(truth);
      expect(standardError.every((error) => error === 0)).toBe(true);
    }
  });

  test('is 0 where the teacher alone makes no error, not the middle of the first bin', async () => {
    const { training, test } = split(teacherPatterns({ inputs: 21, patterns: 1075, seed: 'jb' }), 75);
    const { marginal, meanGivenEnergy } = await jointEnumerate(perceptron(21), training, { of: 'errors', data: test });
    expect(marginal.visits[0]).toBe(1);
    expect(meanGivenEnergy.mean[0]).toBe(0);
  });

  test.each([1, 3])('is sampled within its error bars in few bins: %i', async (bins) => {
    for (const axis of [
      { of: 'errors', data: others, bins },
      { of: 'distance', from, bins },
    ] satisfies Axis[]) {
      const truth = trueMeans(axis);
      const sampled = await jointWangLandau(network, data, axis, {
        seed: `means ${bins}`,
        moves: 500_000,
        learningMoves: 1_000_000,
      });
      const { mean, standardError } = sampled.meanGivenEnergy;
      const known = [...mean.keys()].filter((level) => standardError[level]! > 0 && standardError[level]! < Infinity);
      expect(known.length).toBeGreaterThan(6);
      const pulls = known.map((level) => (mean[level]! - truth[level]!) / standardError[level]!);
      expect(rootMeanSquare(pulls)).toBeLessThan(2);
      // The middle of the only bin would be 40, or 6.5.
      expect(Math.max(...standardError.filter(Number.isFinite))).toBeLessThan(0.5);
    }
  });

  test('resumes from a checkpoint, in windows too, to the same bits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
    const axis = { of: 'errors', data: others, bins: 4 } as const;
    const run = (options: object) =>
      jointWangLandau(network, data, axis, {
        seed: 'resumed',
        moves: 400_000,
        learningMoves: 400_000,
        walkers: 4,
        windows: 2,
        ...options,
      });
    const whole = await run({});
    const checkpoint = join(folder, 'means');
    for (const workers of [1, 3]) {
      const stop = new AbortController();
      let told = 0;
      const onProgress = ({ detail }: { detail?: string }) => {
        if (detail === 'production' && ++told === 8) stop.abort();
      };
      await run({ checkpoint, workers, signal: stop.signal, onProgress });
      expect(stop.signal.aborted).toBe(true);
    }
    const resumed = await run({ checkpoint, workers: 2 });
    rmSync(folder, { recursive: true });
    expect(resumed.meanGivenEnergy).toEqual(whole.meanGivenEnergy);
    expect(resumed.sums).toEqual(whole.sums);
  });
});

const rootMeanSquare = (values: number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe('joint sampling', () => {
  const data = teacherPatterns({ inputs: 15, patterns: 10, seed: 'joint' });
  const others = teacherPatterns({ inputs: 15, patterns: 30, seed: 'joint others' });
  const axes: [string, Axis][] = [
    ['test errors', { of: 'errors', data: others }],
    ['distance', { of: 'distance', from: new Array(15).fill(1), bins: 8 }],
  ];

  test.each(axes)('is within its error bars of enumeration: %s', async (_, axis) => {
    const network = perceptron(15);
    const exact = await jointEnumerate(network, data, axis);
    const sampled = await jointWangLandau(network, data, axis, {
      seed: 's',
      moves: 2_000_000,
      learningMoves: 2_000_000,
    });
    const pulls: number[] = [];
    exact.entropy.forEach((entropy, k) => {
      if (!Number.isFinite(entropy)) expect(sampled.entropy[k]).toBe(-Infinity);
      else if (Number.isFinite(sampled.standardError[k]!))
        pulls.push((sampled.entropy[k]! - entropy) / sampled.standardError[k]!);
    });
    expect(pulls.length).toBeGreaterThan(0.95 * exact.entropy.filter(Number.isFinite).length);
    expect(rootMeanSquare(pulls)).toBeLessThan(1.4);
    const means = [...exact.meanGivenEnergy.mean.keys()].filter((level) =>
      Number.isFinite(exact.marginal.entropy[level]!),
    );
    const meanPulls = means.map(
      (level) =>
        (sampled.meanGivenEnergy.mean[level]! - exact.meanGivenEnergy.mean[level]!) /
        sampled.meanGivenEnergy.standardError[level]!,
    );
    expect(rootMeanSquare(meanPulls)).toBeLessThan(2);
    expect(logSumExp(sampled.entropy)).toBeCloseTo(15 * Math.LN2, 9);
    expect(atEnergy(sampled, 1).entropy).toHaveLength(exact.axis.values.length);
  });

  test('does not stay where an energy has its first configurations with a new second number', async () => {
    const { training, test } = split(teacherPatterns({ inputs: 51, patterns: 125, seed: 'teacher' }), 25);
    const axis = { of: 'errors', data: test, bins: 51 } as const;
    const joint = await jointWangLandau(perceptron(51), training, axis, {
      seed: 's',
      moves: 2e6,
      learningMoves: 1e7,
      walkers: 8,
    });
    expect(joint.entropy.filter(Number.isFinite).length).toBeGreaterThan(900);
    const marginal = await wangLandau(perceptron(51), training, { seed: 's', moves: 2e6, walkers: 8 });
    const pulls = [...marginal.entropy.keys()].map(
      (level) =>
        (joint.marginal.entropy[level]! - marginal.entropy[level]!) /
        Math.hypot(joint.marginal.standardError[level]!, marginal.standardError[level]!),
    );
    expect(rootMeanSquare(pulls)).toBeLessThan(2);
  });

  test('requires an axis that fits', async () => {
    const network = perceptron(15);
    await expect(jointWangLandau(network, data, { of: 'distance', from: [1, -1] }, { seed: 's' })).rejects.toThrow(
      /`from` has 2 weights; give the 15 weights/,
    );
    const [, axis] = axes[0]!;
    await expect(jointEnumerate(network, data, { ...axis, bins: 99 })).rejects.toThrow(/`bins` is 99/);
    await expect(jointEnumerate(network, data, { ...axis, bin: 9 } as never)).rejects.toThrow(
      /the axis has no option `bin`; did you mean `bins`\?/,
    );
    await expect(jointEnumerate(network, data, { of: 'errors' } as never)).rejects.toThrow(
      /^the data set is undefined; make one/,
    );
    await expect(jointEnumerate(network, data, axis, { worker: 1 } as never)).rejects.toThrow(
      /did you mean `workers`\?/,
    );
    await expect(jointWangLandau(network, data, axis, { seed: 's', move: 1 } as never)).rejects.toThrow(
      /jointWangLandau has no option `move`; did you mean `moves`\?/,
    );
    await expect(jointWangLandau(network, data, axis, { seed: 's', protocol: 'paper' } as never)).rejects.toThrow(
      /`protocol` is paper; choose '1\/t'/,
    );
    const other = { of: 'errors', data: randomPatterns({ inputs: 3, patterns: 3, seed: 's' }) } as const;
    await expect(jointEnumerate(network, data, other)).rejects.toThrow(/15 inputs and the data set 3/);
  });
});
