import { describe, expect, test } from 'vitest';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { countEnergies, freeWeights } from '#src/kernel/count.js';
import { instanceOf } from '#src/kernel/instance.js';
import { MODELS, type ModelName } from '#src/kernel/models.js';
import { makeProblem, withDistance, withErrors } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { perceptron, signNetwork } from '#src/network/network.js';
import { problemOfModel } from '../problems.js';

describe.each(Object.keys(MODELS) as ModelName[])('walks of the model %s that take turns', (model) => {
  const [network, data] = problemOfModel[model];
  const reference = new Int32Array(network.weights).fill(1);
  const problems = [
    () => makeProblem(network, data),
    () => withErrors(network, data, data, 5),
    () => withDistance(network, data, reference, 3),
  ];

  test.each(problems)('are what each is alone: %#', (make) => {
    const seeds = ['a', 'b', 'c'];
    const alone = seeds.map((seed) => new Walk(make(), seed));
    const shared = make();
    const together = seeds.map((seed) => new Walk(shared, seed));
    for (let turn = 0, logF = 1; turn < 6; turn++, logF /= 2) {
      const expected = alone.map((walk, k) => walk.run(1 + k, logF));
      expect(together.map((walk, k) => walk.run(1 + k, logF))).toEqual(expected);
      expect(together.map((walk) => walk.view())).toEqual(expected);
      if (turn !== 2) continue;
      // A count in between, and a walk that ends, leave no trace.
      if (shared.axis === undefined) countEnergies(shared, 0, 2);
      new Walk(shared, together[1]!.save()).run(3, 1);
    }
    expect(together.map((walk) => walk.save())).toEqual(alone.map((walk) => walk.save()));
  });

  test('count the same, whatever came before', () => {
    const [fresh, used] = [makeProblem(network, data), makeProblem(network, data)];
    new Walk(used, 'before').run(3, 1);
    const free = network.weights - 1;
    countEnergies(used, 1, free);
    expect(countEnergies(used, 0, free)).toEqual(countEnergies(fresh, 0, free));
    expect(countEnergies(used, 1, free)).toEqual(countEnergies(fresh, 1, free));
  });
});

describe('the walks of a problem share its memory', () => {
  const megabytes = (bytes: number) => bytes / 2 ** 20;

  /** Of the instance, and of 240 walks. */
  function memoryOf(problem: ReturnType<typeof makeProblem>) {
    const { exports, stateBytes } = instanceOf(problem);
    for (let k = 0; k < 240; k++) new Walk(problem, k);
    return [megabytes(exports.memory.buffer.byteLength), megabytes(240 * stateBytes)] as const;
  }

  test('±1 inputs are bits', () => {
    const data = randomPatterns({ inputs: 785, patterns: 1000, seed: 'memory' });
    const [shared, walks] = memoryOf(makeProblem(perceptron(785), data));
    expect(shared).toBeLessThan(0.5);
    expect(walks).toBeLessThan(6);
  });

  test('real inputs are there once', () => {
    const data = separatedPatterns({ inputs: 785, patterns: 1000, seed: 'memory' });
    const [shared, walks] = memoryOf(makeProblem(perceptron(785), data));
    expect(shared).toBeLessThan(3);
    expect(walks).toBeLessThan(6);
  });

  test('deep networks', () => {
    const data = randomPatterns({ inputs: 100, patterns: 500, seed: 'memory' });
    const [shared, walks] = memoryOf(makeProblem(signNetwork([100, 50, 15, 1]), data));
    expect(shared).toBeLessThan(1);
    expect(walks).toBeLessThan(40);
  });

  test('and do not take up more as they come and go', () => {
    const problem = makeProblem(...problemOfModel.sign64);
    const { memory } = instanceOf(problem).exports;
    countEnergies(problem, 0, 8);
    const before = memory.buffer.byteLength;
    for (let k = 0; k < 2000; k++) {
      new Walk(problem, k);
      countEnergies(problem, 0, 8);
    }
    expect(memory.buffer.byteLength).toBe(before);
  });
});

test('the work of one count is bounded, whatever the problem: a stop waits for it', () => {
  for (const classes of [2, 16]) {
    for (const patterns of [10, 300, 2048]) {
      const data = randomPatterns({ inputs: 30, patterns, classes, seed: 'bounded' });
      const free = freeWeights(makeProblem(signNetwork([30, classes]), data));
      expect(2 ** free * patterns * classes).toBeLessThanOrEqual(2 ** 28);
      expect(free).toBeGreaterThanOrEqual(12);
    }
  }
});

describe('what does not fit', () => {
  test('says so: a saved walk of another problem', () => {
    const walk = new Walk(makeProblem(...problemOfModel.sign64), 's');
    expect(() => new Walk(makeProblem(...problemOfModel.sign128), walk.save())).toThrow(
      /^the saved walk has \d+ bytes and this problem's walks have \d+; it belongs to another problem$/,
    );
  });

  test('says so: a problem that needs more memory than there is', () => {
    const data = randomPatterns({ inputs: 1, patterns: 2048, seed: 's' });
    expect(() => new Walk(makeProblem(signNetwork([1, 2_000_000, 1]), data), 's')).toThrow(
      /does not fit into the kernel's memory of 1 GiB; use fewer inputs, patterns or hidden units/,
    );
  });

  test('says so: more weights than the kernel has room for', () => {
    const data = randomPatterns({ inputs: 3, patterns: 2, seed: 's' });
    expect(() => makeProblem(signNetwork([3, 100_000, 100_000, 1]), data)).toThrow(
      /^the network has 10000400000 weights; the kernel has room for 16777216, use fewer units$/,
    );
  });
});
