import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { countEnergies } from '#src/kernel/count.js';
import { makeProblem, withErrors } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { energy, fields } from '#src/network/energy.js';
import { type Network, perceptron } from '#src/network/network.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { perceptronModel, referenceWangLandau } from '#src/sampling/reference.js';
import { fromJSON, toJSON } from '#src/sampling/results.js';
import { sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { ballCounts } from '#src/solution/ball-counts.js';
import { nameTask } from '#src/study/result-entry.js';
import { bruteForce, configurations } from '../brute-force.js';
import { dataOfModel, models, problemOfModel } from '../problems.js';

const margins = [-0.5, 0.3, 0.7, 1];
const short = { moves: 200_000, learningMoves: 500_000, walkers: 8 };

/** The same levels must be known as those with counts, and their entropies must differ by about one standard error. */
function expectWithinErrors({ entropy, standardError }: DensityOfStates, counts: readonly number[]): void {
  const squares = counts.flatMap((count, level) => {
    expect(Number.isFinite(entropy[level]!)).toBe(count > 0);
    const error = standardError[level]!;
    return count > 0 && error > 0 ? [((entropy[level]! - Math.log(count)) / error) ** 2] : [];
  });
  expect(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)).toBeLessThan(2.2);
}

/** All configurations without errors. */
function* solutions(network: Network, data: Dataset): Generator<Int8Array> {
  for (const signs of configurations(network.weights)) if (energy(network, data, signs) === 0) yield signs.slice();
}

/** Data for each model: 16 bits need room for the margin, which the default grid leaves none for. */
const dataOf = (model: (typeof models)[number], inputs: number, seed: string) =>
  model === 'int16' ? separatedPatterns({ inputs, patterns: 25, seed, scale: 64 }) : dataOfModel[model](inputs, seed);

describe.each(models)('with margins, the model %s', (model) => {
  test('is enumerated as brute force counts, at small margins and at those that nothing, or everything, exceeds', async () => {
    for (const inputs of [1, 2, 5, 7, 8, 11]) {
      const data = dataOf(model, inputs, `margin ${inputs}`);
      for (const margin of [...margins, -1, -Math.sqrt(inputs), Math.sqrt(inputs), -1e9, 1e9, 1e308]) {
        const network = perceptron(inputs, { margin });
        const problem = makeProblem(network, data);
        expect([problem.model, problem.symmetry]).toEqual([model, null]);
        expect([...(await enumerate(network, data)).visits]).toEqual(bruteForce(network, data));
      }
    }
  });

  test.each([1, 6, 31, 44, 129])('keeps the energy of its configuration in a walk, N = %i', (inputs) => {
    const data = dataOf(model, inputs, `walk ${inputs}`);
    for (const margin of [...margins, -Math.sqrt(inputs), 0.7 * Math.sqrt(inputs), -1e9, 1e9]) {
      const network = perceptron(inputs, { margin });
      const walk = new Walk(makeProblem(network, data), 'seed');
      for (let chunk = 0, logF = 1; chunk < 8; chunk++, logF /= 2) {
        const view = walk.run(7, logF);
        expect(view.energy).toBe(energy(network, data, view.weights));
      }
    }
  });

  test.each(margins)('is sampled within its error bars at %d', async (margin) => {
    const [{ weights }, data] = problemOfModel[model];
    const network = perceptron(weights, { margin });
    expectWithinErrors(await wangLandau(network, data, { seed: 'margin', ...short }), bruteForce(network, data));
  });

  test('is sampled within its error bars with the distance from a reference', async () => {
    const [{ weights }, data] = problemOfModel[model];
    const network = perceptron(weights, { margin: 1 });
    const axis = { of: 'distance', from: new Array<number>(weights).fill(1), bins: 4 } as const;
    const options = { seed: 'margin', moves: 500_000, learningMoves: 1_000_000 };
    expectWithinErrors((await jointWangLandau(network, data, axis, options)).marginal, bruteForce(network, data));
  });

  test('counts errors on other patterns with the same margin', async () => {
    const [{ weights }, data] = problemOfModel[model];
    const others = randomPatterns({ inputs: weights, patterns: 9, seed: 'others' });
    for (const margin of margins) {
      const network = perceptron(weights, { margin });
      const { visits } = await jointEnumerate(network, data, { of: 'errors', data: others });
      const wanted = new Array<number>((data.patterns + 1) * 10).fill(0);
      for (const signs of configurations(weights)) {
        wanted[energy(network, data, signs) * 10 + energy(network, others, signs)]! += 1;
      }
      expect([...visits]).toEqual(wanted);
    }
  });
});

describe('a threshold far out', () => {
  test('leaves 16 bits where field and threshold do not fit into them', async () => {
    const data = fromArrays(
      [
        [15_001, 9000, 3000, 500],
        [-12_000, 15_001, 2000, 3000],
        [1000, -1000, 15_000, 15_501],
      ],
      [1, -1, 1],
    );
    for (const [threshold, model] of [
      [-200, 'int16'],
      [199, 'int16'],
      [266, 'int32'],
      [10_000, 'int32'],
      [-32_500, 'int32'],
      [32_000, 'int32'],
    ] as const) {
      const network = perceptron(4, { margin: threshold / 2 });
      expect(makeProblem(network, data).model).toBe(model);
      expect(withErrors(network, data, data, 4).model).toBe(model);
      expect([...(await enumerate(network, data)).visits]).toEqual(bruteForce(network, data));
    }
  });

  test('uses up 32 bits, and no more', async () => {
    const most = fromArrays([[2 ** 29, 2 ** 29]], [1]);
    const less = fromArrays([[2 ** 29 - 1, 2 ** 29 - 1]], [1]);
    for (const margin of [1e12, -1e12, 2 ** 29, -(2 ** 29)]) {
      const network = perceptron(2, { margin });
      expect([...(await enumerate(network, less)).visits]).toEqual(bruteForce(network, less));
    }
    expect([...(await enumerate(perceptron(2, { margin: 1000 }), most)).visits]).toEqual([1, 3]);
    expect(() => makeProblem(perceptron(2, { margin: -1e12 }), most)).toThrow(
      /^with `margin` -1000000000000 the fields reach 2147483649 grid points, .*; make the data set with half the scale$/,
    );
  });
});

describe('counts at a margin', () => {
  test('over all patterns have the mean 2^N Bin(P, 1 − p), p = Pr[Σ ±1 > κ√N]', () => {
    // All 2^(NP) sets of patterns; turning a pattern and its label together changes nothing. κ√N is 2 at 1, for N = 4.
    for (const [inputs, patterns, tried] of [
      [4, 2, [-1, -0.5, 1]],
      [3, 3, [0.7]],
    ] as const) {
      for (const margin of tried) {
        const network = perceptron(inputs, { margin });
        const sums = new Array<number>(patterns + 1).fill(0);
        for (const bits of configurations(inputs * patterns)) {
          const data = fromArrays(Float64Array.from(bits), new Array(patterns).fill(1), { shape: [patterns, inputs] });
          countEnergies(makeProblem(network, data), 0).visits.forEach((count, level) => {
            sums[level]! += count;
          });
        }
        let above = 0;
        for (const signs of configurations(inputs)) {
          if (signs.reduce((sum, sign) => sum + sign) > margin * Math.sqrt(inputs)) above++;
        }
        const below = 2 ** inputs - above;
        const choose = patterns === 2 ? [1, 2, 1] : [1, 3, 3, 1];
        const exact = choose.map((ways, errors) => 2 ** inputs * ways * below ** errors * above ** (patterns - errors));
        expect(sums).toEqual(exact);
      }
    }
  });

  test('of solutions fall with it, to 0 at the largest smallest field of any configuration', async () => {
    for (const [inputs, data] of [
      [11, randomPatterns({ inputs: 11, patterns: 6, seed: 'largest' })],
      [13, randomPatterns({ inputs: 13, patterns: 6, seed: 'largest' })],
      [9, separatedPatterns({ inputs: 9, patterns: 8, seed: 'largest' })],
    ] as const) {
      let largest = -Infinity;
      for (const signs of configurations(inputs)) {
        const stabilities = fields(perceptron(inputs), data, signs).map(
          (field, pattern) => field * data.labels[pattern]!,
        );
        largest = Math.max(largest, Math.min(...stabilities));
      }
      expect(largest).toBeGreaterThan(0);
      const solutions = async (threshold: number) => {
        const margin = threshold / (Math.sqrt(inputs) * data.scale);
        return (await enumerate(perceptron(inputs, { margin }), data)).visits[0]!;
      };
      const counts: number[] = [];
      for (let step = -3; step <= 3; step++) counts.push(await solutions((largest * step) / 2));
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      expect(counts[0]).toBeGreaterThan(counts[3]!);
      // Fields are odd: the largest margin with a solution lies a step of 2 below.
      expect(await solutions(largest - 2)).toBeGreaterThan(0);
      expect(await solutions(largest)).toBe(0);
    }
  });

  test('are those that the reference in plain TypeScript samples', () => {
    const data = randomPatterns({ inputs: 9, patterns: 6, seed: 'reference' });
    const network = perceptron(9, { margin: 0.4 });
    const counts = bruteForce(network, data);
    const model = perceptronModel(network, data, { seed: 's' });
    const entropy = referenceWangLandau(model, { seed: 's', moves: 1_000_000 });
    counts.forEach((count, level) => {
      if (count > 0) expect(Math.abs(entropy[level]! - Math.log(count))).toBeLessThan(0.2);
      else expect(entropy[level]).toBe(-Infinity);
    });
  });
});

test('solutions at a margin are listed, and those around one counted', async () => {
  const data = randomPatterns({ inputs: 13, patterns: 5, seed: 'listed' });
  for (const margin of [-0.5, 0.3, 0.6]) {
    const network = perceptron(13, { margin });
    const wanted = [...solutions(network, data)];
    const { configurations: listed } = await listSolutions(network, data);
    expect(listed.map((weights) => weights.join())).toEqual(wanted.map((weights) => weights.join()));
    const [reference] = listed;
    expect(reference).toBeDefined();
    const counts = [0, 0, 0, 0];
    for (const weights of listed) {
      const distance = weights.reduce((sum, weight, k) => sum + (weight === reference![k] ? 0 : 1), 0);
      if (distance <= 3) counts[distance]! += 1;
    }
    expect(ballCounts(network, data, reference!)).toEqual(counts);
  }
});

describe('a run with a margin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const data = randomPatterns({ inputs: 15, patterns: 8, seed: 'kept' });
  const network = perceptron(15, { margin: 0.3 });

  test('keeps it in its result, in JSON, and in the configurations drawn from it', async () => {
    const dos = await wangLandau(network, data, { seed: 's', moves: 50_000, learningMoves: 50_000, walkers: 2 });
    expect(dos.provenance.network).toEqual(network);
    const read = fromJSON(JSON.parse(JSON.stringify(toJSON(dos)))) as typeof dos;
    expect(read.provenance.network).toEqual(network);
    const { configurations: drawn } = await sampleConfigurations(dos, 3, 4);
    for (const weights of drawn) {
      expect(energy(network, data, weights)).toBe(3);
    }
  });

  test('goes on from its checkpoint, and from none of another margin', async () => {
    const checkpoint = join(folder, 'walk');
    const options = { seed: 's', moves: 400_000, learningMoves: 400_000, walkers: 2, workers: 1 } as const;
    const whole = await wangLandau(network, data, options);
    const stop = new AbortController();
    await wangLandau(network, data, {
      ...options,
      checkpoint,
      signal: stop.signal,
      onProgress: ({ done }) => done > 0 && stop.abort(),
    });
    copyFileSync(checkpoint, `${checkpoint} of it`);
    expect((await wangLandau(network, data, { ...options, checkpoint })).entropy).toEqual(whole.entropy);
    for (const other of [perceptron(15), perceptron(15, { margin: 0.31 })]) {
      const refused = wangLandau(other, data, { ...options, checkpoint: `${checkpoint} of it` });
      await expect(refused).rejects.toThrow(/belongs to another run: its `margin` is 0.3/);
    }
  });

  test('is stored under a key of its own; without a margin the key is as ever', () => {
    const key = (margin: number) => nameTask({ sampler: 'enumerate', network: perceptron(15, { margin }), data }).key;
    expect(new Set([key(0), key(0.3), key(-0.3), key(0.31)]).size).toBe(4);
    expect(key(0)).toBe(nameTask({ sampler: 'enumerate', network: { ...perceptron(15), margin: 0 }, data }).key);
  });
});
