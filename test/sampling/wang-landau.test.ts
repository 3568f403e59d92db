import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns, teacherPatterns } from '#src/dataset/random.js';
import { committee, perceptron, signNetwork } from '#src/network/network.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { verdict } from '#src/sampling/results.js';
import { type WangLandauOptions, wangLandau } from '#src/sampling/wang-landau.js';

/** (sampled − exact) / error of every level that exists; both must agree on which do. */
function pulls(sampled: DensityOfStates, exact: DensityOfStates): number[] {
  expect(sampled.entropy.map(Number.isFinite as (x: number) => never)).toEqual(
    exact.entropy.map(Number.isFinite as (x: number) => never),
  );
  return [...exact.levels]
    .filter((level) => exact.entropy[level] !== -Infinity)
    .map((level) => (sampled.entropy[level]! - exact.entropy[level]!) / sampled.standardError[level]!);
}

const rootMeanSquare = (values: number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe('Wang–Landau against enumeration', () => {
  const instances = Array.from({ length: 36 }, (_, k) => {
    const inputs = [11, 14, 17, 20, 23, 25][k % 6]!;
    const patterns = [Math.round(inputs / 4), Math.round(inputs / 2), inputs, 2 * inputs][k % 4]!;
    const teacher = k % 3 === 0 && inputs % 2 === 1;
    const make = teacher ? teacherPatterns : randomPatterns;
    return { data: make({ inputs, patterns, seed: `instance ${k}` }), seed: `walk ${k}` };
  });

  test('is within its error bars over 36 instances, at the lowest levels too', async () => {
    const all: number[] = [];
    const lowest: number[] = [];
    for (const { data, seed } of instances) {
      const network = perceptron(data.inputs);
      const sampled = await wangLandau(network, data, { seed, moves: 500_000, learningMoves: 1_000_000 });
      const found = pulls(sampled, await enumerate(network, data));
      all.push(...found);
      lowest.push(...found.slice(0, 2));
    }
    // In units of the error bars short runs tell as much as long ones: 517 pulls, whose root mean square scatters by 0.03.
    // The pulls follow Student's t with 15 degrees of freedom, of root mean square 1.07, over error bars 1.2 times as wide.
    expect(rootMeanSquare(all)).toBeGreaterThan(0.7);
    expect(rootMeanSquare(all)).toBeLessThan(1.1);
    expect(rootMeanSquare(lowest)).toBeGreaterThan(0.6);
    expect(rootMeanSquare(lowest)).toBeLessThan(1.25);
    expect(Math.max(...all.map(Math.abs))).toBeLessThan(6);
    expect(Math.abs(all.reduce((sum, x) => sum + x, 0) / all.length)).toBeLessThan(0.3);
  });

  test('also on real inputs', async () => {
    const all: number[] = [];
    for (let k = 0; k < 6; k++) {
      const data = separatedPatterns({ inputs: 15, patterns: 12, seed: `real ${k}` });
      const sampled = await wangLandau(perceptron(15), data, { seed: 's', moves: 500_000, learningMoves: 1_000_000 });
      all.push(...pulls(sampled, await enumerate(perceptron(15), data)));
    }
    expect(rootMeanSquare(all)).toBeGreaterThan(0.6);
    expect(rootMeanSquare(all)).toBeLessThan(1.25);
  });

  test.each([
    signNetwork([5, 3, 1]),
    signNetwork([3, 3, 3, 1]),
    committee({ inputs: 15, hidden: 3, tree: true }),
  ])('also for deeper networks: %j', async (network) => {
    const all: number[] = [];
    for (const make of [randomPatterns, separatedPatterns]) {
      const data = make({ inputs: network.layers[0]!, patterns: 18, seed: 'deep' });
      const sampled = await wangLandau(network, data, { seed: 's', moves: 500_000, learningMoves: 1_000_000 });
      all.push(...pulls(sampled, await enumerate(network, data)));
    }
    expect(rootMeanSquare(all)).toBeLessThan(1.5);
    expect(Math.max(...all.map(Math.abs))).toBeLessThan(5);
  });
});

describe('a run', () => {
  const data = randomPatterns({ inputs: 21, patterns: 20, seed: 'data' });
  const quick = { seed: 'quick', moves: 500_000, learningMoves: 1_000_000 } as const;

  test('has the same bits for one seed and any number of workers, and others for another seed', async () => {
    const [one, three, other] = await Promise.all([
      wangLandau(perceptron(21), data, { ...quick, workers: 1 }),
      wangLandau(perceptron(21), data, { ...quick, workers: 3 }),
      wangLandau(perceptron(21), data, { ...quick, seed: 'other' }),
    ]);
    for (const part of ['entropy', 'standardError', 'visits', 'diagnostics'] as const) {
      expect(three[part]).toEqual(one[part]);
    }
    expect(other.entropy).not.toEqual(one.entropy);
  });

  test('has its provenance', async () => {
    const dos = await wangLandau(perceptron(21), data, quick);
    expect(dos.provenance).toMatchObject({
      dataset: { checksum: data.provenance.checksum },
      network: { layers: [21, 1] },
      method: { name: 'wangLandau', options: { ...quick, protocol: '1/t', walkers: 16 } },
    });
    expect(dos.provenance.seconds).toBeGreaterThan(0);
  });

  test.each([
    ['real inputs, N = 784', separatedPatterns({ inputs: 784, patterns: 78, seed: 'large' })],
    ['±1 inputs, N = 785', randomPatterns({ inputs: 785, patterns: 78, seed: 'large' })],
  ])('is symmetric within its error bars, and says so: %s', async (_, large) => {
    const dos = await wangLandau(perceptron(large.inputs), large, {
      seed: 's',
      moves: 3_000_000,
      learningMoves: 20_000_000,
    });
    for (let level = 0; level < 39; level++) {
      const error = Math.hypot(dos.standardError[level]!, dos.standardError[78 - level]!);
      expect(Math.abs(dos.entropy[level]! - dos.entropy[78 - level]!)).toBeLessThan(5 * error);
    }
    expect(dos.diagnostics.symmetryResidual?.pull).toBeLessThan(3);
    expect(dos.diagnostics.reliable).toMatchObject({ density: true, ends: true });
    expect(verdict(dos)).toMatch(
      /Reliable within its error bars.*The symmetry S\(E\) = S\(P − E\) holds \(before it is imposed\) to/,
    );
  });

  test('does not wait for levels that do not exist', async () => {
    // Each pattern twice: only even energies.
    const rows = Array.from({ length: 10 }, (_, p) => data.values.subarray(21 * (p >> 1), 21 * ((p >> 1) + 1)));
    const doubled = fromArrays(
      rows,
      rows.map((_, p) => data.labels[p >> 1]!),
    );
    const dos = await wangLandau(perceptron(21), doubled, quick);
    expect([...dos.levels].filter((level) => dos.entropy[level] === -Infinity)).toEqual([1, 3, 5, 7, 9]);
    expect(verdict(dos)).toContain(
      'Certainly empty, because identical patterns are misclassified together: E = 1, 3, 5, 7, 9.',
    );
    expect(dos.diagnostics.notFound).toMatchObject({ absent: [1, 3, 5, 7, 9], missed: [] });
    expect(dos.diagnostics.reliable.ends).toBe(true);
    expect(dos.diagnostics.roundTrips).toBeGreaterThan(100);
  });

  test('ends where nothing can move: one level, or one weight', async () => {
    const zeros = await wangLandau(perceptron(3), fromArrays([[0, 0, 0]], [1]), quick);
    expect(zeros.entropy[0]).toBe(-Infinity);
    expect(zeros.entropy[1]).toBeCloseTo(3 * Math.LN2, 9);
    const one = await wangLandau(perceptron(1), fromArrays([[1]], [1]), quick);
    expect(one.entropy[0]).toBeCloseTo(0, 2);
    expect(one.entropy[1]).toBeCloseTo(0, 2);
  });

  test('finds levels that turn up late, and is not held there', async () => {
    // A teacher at high load: E = 0 is one configuration in 2^25, E = 1 … often empty.
    const rare = teacherPatterns({ inputs: 25, patterns: 50, seed: 'rare' });
    const exact = await enumerate(perceptron(25), rare);
    const dos = await wangLandau(perceptron(25), rare, { seed: 'late' });
    expect(exact.visits[0]).toBe(1);
    expect(Math.abs(dos.entropy[0]!) / dos.standardError[0]!).toBeLessThan(5);
    expect(dos.standardError[0]).toBeLessThan(0.5);
  });

  test('returns what it has when it is cancelled, and says so', async () => {
    const stop = new AbortController();
    const onProgress = ({ detail }: { detail?: string }) => detail === 'production' && stop.abort();
    const dos = await wangLandau(perceptron(21), data, {
      seed: 's',
      moves: 1e9,
      learningMoves: 4e6,
      signal: stop.signal,
      onProgress,
    });
    expect(dos.diagnostics.cancelled).toBe(true);
    expect(dos.diagnostics.reliable.ends).toBe(false);
    expect(verdict(dos)).toContain('The run was cancelled before its end.');
    const early = await wangLandau(perceptron(21), data, { seed: 's', signal: AbortSignal.abort() });
    expect(early.diagnostics.reliable).toMatchObject({ density: false, ends: false });
    expect([...early.entropy].every((entropy) => entropy === -Infinity)).toBe(true);
    expect([...early.standardError].every((error) => error === Infinity)).toBe(true);
  });

  test('reports its progress to the end', async () => {
    const done: number[] = [];
    await wangLandau(perceptron(21), data, { ...quick, onProgress: (event) => done.push(event.done / event.total) });
    expect(done.at(-1)).toBe(1);
    expect(done.length).toBeGreaterThan(10);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });
});

describe('bad input gives an error', () => {
  const data = randomPatterns({ inputs: 5, patterns: 3, seed: 's' });
  const cases: [string, object | undefined, RegExp][] = [
    ['no options', undefined, /`seed` is undefined; give a string or a finite number/],
    ['no seed', {}, /`seed` is undefined/],
    ['seed NaN', { seed: Number.NaN }, /`seed` is NaN/],
    ['an unknown protocol', { seed: 1, protocol: 'best' }, /`protocol` is best; choose '1\/t' or 'paper'/],
    ['one walker', { seed: 1, walkers: 1 }, /`walkers` is 1; give a whole number from 2/],
    ['no moves', { seed: 1, moves: 0 }, /`moves` is 0/],
    ['half a worker', { seed: 1, workers: 0.5 }, /`workers` is 0.5; give a whole number from 1/],
    ['no runs', { seed: 1, protocol: 'paper', walkers: 0 }, /`walkers` is 0/],
  ];
  test.each(cases)('%s', async (_, options, sentence) => {
    await expect(wangLandau(perceptron(5), data, options as WangLandauOptions)).rejects.toThrow(sentence);
  });

  test('a network of another size', async () => {
    await expect(wangLandau(perceptron(4), data, { seed: 1 })).rejects.toThrow(/the network has 4 inputs/);
    const noData = {} as Dataset;
    await expect(wangLandau(perceptron(4), noData, { seed: 1 })).rejects.toThrow();
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity])('a perceptron of %d inputs', (inputs) => {
    expect(() => perceptron(inputs)).toThrow(`\`inputs\` is ${inputs}; a perceptron needs at least 1 input`);
  });
});
