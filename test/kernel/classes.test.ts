import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { countEnergies } from '#src/kernel/count.js';
import { makeProblem } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { type Network, perceptron, signNetwork, type TieRule } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { bruteForce } from '../brute-force.js';

interface Shape {
  inputs: number;
  patterns: number;
  classes: number;
  seed: string;
}

type Stream = ReturnType<typeof randomStream>;

/** Inputs that a random stream gives one by one, classes at random. */
function drawn({ inputs, patterns, classes, seed }: Shape, input: (stream: Stream) => number, scale?: number) {
  const stream = randomStream(seed, 'classes');
  const rows = Array.from({ length: patterns }, () => Array.from({ length: inputs }, () => input(stream)));
  const labels = Array.from({ length: patterns }, () => stream.integer(classes));
  return fromArrays(rows, labels, { classes, scale });
}

const dataOf: Record<string, (shape: Shape) => Dataset> = {
  '±1': randomPatterns,
  '16 bits': (shape) => drawn(shape, (stream) => stream.normal()),
  '32 bits': (shape) => drawn(shape, (stream) => stream.normal(), 2 ** 17),
  'small whole numbers, with ties': (shape) => drawn(shape, (stream) => stream.integer(5) - 2),
};
const kinds = Object.keys(dataOf);
const ties = ['error', 'correct', 'first'] satisfies TieRule[];

function dataFor(kind: string, network: Network, patterns: number): Dataset {
  const [inputs, classes] = [network.layers[0]!, network.layers.at(-1)!];
  return dataOf[kind]!({ inputs, patterns, classes, seed: `${network.layers} ${patterns}` });
}

function expectEnergiesKept(network: Network, data: Dataset) {
  const walk = new Walk(makeProblem(network, data), 'seed');
  for (let chunk = 0, logF = 1; chunk < 10; chunk++, logF /= 2) {
    const view = walk.run(2, logF);
    expect(view.energy).toBe(energy(network, data, view.weights));
  }
}

describe.each(kinds)('classes on %s', (kind) => {
  test.each(ties)('are counted exactly, tie %s', (tie) => {
    const shapes = [
      [3, 3],
      [2, 5],
      [5, 2],
      [2, 2, 3],
      [3, 1, 2],
      [1, 3, 2],
      [2, 2, 1, 2],
      [1, 2, 2, 2],
    ];
    for (const layers of shapes) {
      const network = signNetwork(layers, { tie });
      for (const patterns of [1, 7, 130, 300]) {
        const data = dataFor(kind, network, patterns);
        const { visits } = countEnergies(makeProblem(network, data), 0, network.weights);
        expect([...visits]).toEqual(bruteForce(network, data));
      }
    }
  });

  test('keep the energy of their configuration', () => {
    const networks = [
      signNetwork([30, 10], { tie: 'first' }),
      signNetwork([17, 16]),
      signNetwork([5, 2, 16], { tie: 'first' }),
      signNetwork([20, 9, 10], { tie: 'first' }),
      signNetwork([12, 7, 9, 3], { tie: 'correct' }),
      signNetwork([9, 8, 7, 6, 16]),
    ];
    for (const network of networks) {
      for (const patterns of [3, 64, 129, 300]) expectEnergiesKept(network, dataFor(kind, network, patterns));
    }
  });

  test.each(ties)('keep the energy of their configuration at the widths where models change, tie %s', (tie) => {
    for (const hidden of [[1], [15], [16], [17], [33], [63], [64], [33, 17]]) {
      for (const classes of [2, 15, 16]) {
        const network = signNetwork([21, ...hidden, classes], { tie });
        for (const patterns of [12, 150]) expectEnergiesKept(network, dataFor(kind, network, patterns));
      }
    }
  });

  test('keep the energy of their configuration in networks of the size of digits', () => {
    expectEnergiesKept(signNetwork([100, 20, 10]), dataFor(kind, signNetwork([100, 20, 10]), 200));
    expectEnergiesKept(signNetwork([784, 10]), dataFor(kind, signNetwork([784, 10]), 100));
  });
});

test('any shape, any data: the energy after each chunk is that of the configuration', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 2, max: 16 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom(...kinds),
      fc.constantFrom(...ties),
      (below, classes, patterns, kind, tie) => {
        const network = signNetwork([...below, classes], { tie });
        expectEnergiesKept(network, dataFor(kind, network, patterns));
      },
    ),
    { numRuns: 60 },
  );
});

test('with two classes the difference of the outputs decides, as one output does where their weights are opposite', () => {
  // Of the 2^(2N) configurations those with w1 = −w0 are the perceptron's: fields w·ξ and −w·ξ.
  const two = dataOf['±1']!({ inputs: 5, patterns: 40, classes: 2, seed: 'two' });
  const one = fromArrays(
    Array.from({ length: 40 }, (_, pattern) => two.values.subarray(5 * pattern, 5 * pattern + 5)),
    Array.from(two.labels, (label) => 2 * label - 1),
  );
  for (let configuration = 0; configuration < 32; configuration++) {
    const weights = Array.from({ length: 5 }, (_, k) => ((configuration >> k) & 1 ? 1 : -1));
    const opposite = weights.map((weight) => -weight);
    expect(energy(signNetwork([5, 2]), two, [...opposite, ...weights])).toBe(energy(perceptron(5), one, weights));
  }
});

test.each(ties)('Wang–Landau finds the density of states that enumeration gives, tie %s', async (tie) => {
  const network = signNetwork([5, 2, 3], { tie });
  const data = randomPatterns({ inputs: 5, patterns: 20, classes: 3, seed: 'sampled' });
  const exact = await enumerate(network, data);
  const sampled = await wangLandau(network, data, {
    seed: 'sampled',
    walkers: 2,
    moves: 2_000_000,
    learningMoves: 1_000_000,
  });
  for (const [level, entropy] of exact.entropy.entries()) {
    if (entropy === -Infinity) expect(sampled.entropy[level]).toBe(-Infinity);
    else expect(Math.abs(sampled.entropy[level]! - entropy)).toBeLessThan(0.1);
  }
});

describe('where the first of the largest outputs names the class', () => {
  const signsOf = (count: number, seed: string) => {
    const random = randomStream(seed, 'signs');
    return Array.from({ length: count }, () => random.sign());
  };

  test.each([
    [[2, 10]],
    [[3, 10]],
    [[3, 2, 10]],
    [[5, 1, 3, 10]],
  ])('a pattern is right as one class in ten, whatever the weights: %j', (layers) => {
    // Ten copies of each pattern, one for each class.
    const rows = Array.from({ length: 13 }, (_, pattern) => signsOf(layers[0]!, `${pattern}`));
    const data = fromArrays(
      rows.flatMap((row) => Array.from({ length: 10 }, () => row)),
      rows.flatMap(() => Array.from({ length: 10 }, (_, label) => label)),
      { classes: 10 },
    );
    const { visits } = new Walk(makeProblem(signNetwork(layers, { tie: 'first' }), data), 'walk').run(20, 0.1);
    expect([...visits.keys()].filter((level) => visits[level]! > 0)).toEqual([0.9 * 130]);
  });

  test('random weights make errors on nine patterns in ten, as in the paper; on more and fewer under the other rules', () => {
    const rows = Array.from({ length: 100 }, (_, pattern) => signsOf(15, `${pattern}`));
    const data = fromArrays(
      rows,
      rows.map((_, pattern) => pattern % 10),
      { classes: 10 },
    );
    const meanOf = (tie: TieRule) => {
      const network = signNetwork([15, 6, 10], { tie });
      const draws = Array.from({ length: 1500 }, (_, draw) =>
        energy(network, data, signsOf(network.weights, `${draw}`)),
      );
      const mean = draws.reduce((sum, errors) => sum + errors, 0) / draws.length;
      const variance = draws.reduce((sum, errors) => sum + (errors - mean) ** 2, 0) / (draws.length - 1);
      return { mean: mean / 100, error: Math.sqrt(variance / draws.length) / 100 };
    };
    const { mean, error } = meanOf('first');
    expect(error).toBeLessThan(0.002);
    expect(Math.abs(mean - 0.9)).toBeLessThan(4 * error);
    expect(meanOf('error').mean).toBeGreaterThan(0.93);
    expect(meanOf('correct').mean).toBeLessThan(0.87);
  });
});

describe('a problem with classes', () => {
  const data = randomPatterns({ inputs: 5, patterns: 4, classes: 3, seed: 's' });

  test('does not claim that g(E) = g(P − E)', () => {
    expect(makeProblem(signNetwork([5, 3]), data).symmetry).toBe(null);
    expect(makeProblem(signNetwork([5, 3, 3]), data).symmetry).toBe(null);
  });

  test('asks for one output for each class', () => {
    expect(() => makeProblem(perceptron(5), data)).toThrow(
      /3 classes and the network 1 output; build it with one for each class, as in signNetwork/,
    );
    expect(() => makeProblem(signNetwork([5, 4]), data)).toThrow(/3 classes and the network 4 outputs/);
    const signs = randomPatterns({ inputs: 5, patterns: 4, seed: 's' });
    expect(() => makeProblem(signNetwork([5, 3]), signs)).toThrow(
      /3 outputs and the labels of the data set are ±1; build it with 1 output, or make the data with `classes`/,
    );
  });

  test('says how many classes and hidden units the kernel has room for', () => {
    const many = randomPatterns({ inputs: 5, patterns: 4, classes: 17, seed: 's' });
    expect(() => makeProblem(signNetwork([5, 17]), many)).toThrow(/17 outputs; the kernel has room for 16 classes/);
    expect(() => makeProblem(signNetwork([5, 16_001, 3]), data)).toThrow(/has 16001 units; .* room for 16000/);
  });
});
