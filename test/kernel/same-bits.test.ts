import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { committee, perceptron, signNetwork } from '#src/network/network.js';

/** The same inputs, the patterns in classes by turns. */
function withClasses({ inputs, patterns, values }: Dataset, classes: number): Dataset {
  const rows = Array.from({ length: patterns }, (_, k) => values.subarray(k * inputs, (k + 1) * inputs));
  return fromArrays(
    rows,
    rows.map((_, k) => k % classes),
    { classes, scale: 1 },
  );
}

// What a walk of each kind did before its model was made faster: a model may get faster, but its walks take the same steps.
const walks = [
  ['perceptron 41', '517f111e2474', perceptron(41), randomPatterns({ inputs: 41, patterns: 30, seed: 's' })],
  ['perceptron 40', '1e0eda7dabc8', perceptron(40), randomPatterns({ inputs: 40, patterns: 100, seed: 's' })],
  ['perceptron 101', '4e62a13b88ad', perceptron(101), randomPatterns({ inputs: 101, patterns: 500, seed: 's' })],
  ['perceptron 1', '29a41bf626f2', perceptron(1), randomPatterns({ inputs: 1, patterns: 200, seed: 's' })],
  ['margin', '27536474be79', perceptron(31, { margin: 0.3 }), randomPatterns({ inputs: 31, patterns: 200, seed: 's' })],
  ['real 50', 'dc656163fafa', perceptron(50), separatedPatterns({ inputs: 50, patterns: 70, seed: 's' })],
  [
    'real 50, 32 bits',
    '297e8265cf03',
    perceptron(50),
    separatedPatterns({ inputs: 50, patterns: 70, seed: 's', scale: 2 ** 20 }),
  ],
  ['10-5-1', 'f1a2148e8575', signNetwork([10, 5, 1]), randomPatterns({ inputs: 10, patterns: 60, seed: 's' })],
  [
    '10-5-1, 300 patterns',
    'e4b0f37e76b0',
    signNetwork([10, 5, 1]),
    randomPatterns({ inputs: 10, patterns: 300, seed: 's' }),
  ],
  ['real 20-4-1', '4b87c936f044', signNetwork([20, 4, 1]), separatedPatterns({ inputs: 20, patterns: 140, seed: 's' })],
  [
    'real 21-3, tree',
    'e2d15ffe75a1',
    committee({ inputs: 21, hidden: 3, tree: true }),
    separatedPatterns({ inputs: 21, patterns: 50, seed: 's', scale: 2 ** 20 }),
  ],
  ['11-7-5-1', 'c08b50ca0b60', signNetwork([11, 7, 5, 1]), randomPatterns({ inputs: 11, patterns: 100, seed: 's' })],
  [
    'real 20-9-7-1',
    '237b08edf9e8',
    signNetwork([20, 9, 7, 1]),
    separatedPatterns({ inputs: 20, patterns: 140, seed: 's' }),
  ],
  [
    '20-9-10',
    '5430618335f3',
    signNetwork([20, 9, 10]),
    randomPatterns({ inputs: 20, patterns: 200, classes: 10, seed: 's' }),
  ],
  [
    '20-10',
    '12fe13acfe96',
    signNetwork([20, 10]),
    randomPatterns({ inputs: 20, patterns: 200, classes: 10, seed: 's' }),
  ],
  [
    'real 100-15-15-1',
    'ff8ac7747280',
    signNetwork([100, 15, 15, 1]),
    separatedPatterns({ inputs: 100, patterns: 140, seed: 's', separation: 0.3 }),
  ],
  [
    'real 100-16-16-1, 32 bits, ties',
    '233170942b2a',
    signNetwork([100, 16, 16, 1], { tie: 'plus' }),
    separatedPatterns({ inputs: 100, patterns: 70, seed: 's', scale: 2 ** 20 }),
  ],
  [
    'real 100-33-17-1',
    '776830ffd502',
    signNetwork([100, 33, 17, 1]),
    separatedPatterns({ inputs: 100, patterns: 140, seed: 's', separation: 0.3 }),
  ],
  [
    '101-1-16-1',
    'b0602f2a6b30',
    signNetwork([101, 1, 16, 1]),
    randomPatterns({ inputs: 101, patterns: 64, seed: 's' }),
  ],
  [
    '100-14-2-1, ties are right',
    'c6e3b97c1d89',
    signNetwork([100, 14, 2, 1], { tie: 'correct' }),
    randomPatterns({ inputs: 100, patterns: 129, seed: 's' }),
  ],
  [
    '12-8-6-4-1',
    '5c5b21235ced',
    signNetwork([12, 8, 6, 4, 1]),
    randomPatterns({ inputs: 12, patterns: 150, seed: 's' }),
  ],
  [
    'real 30-6-6-1',
    '08f74736059b',
    signNetwork([30, 6, 6, 1]),
    separatedPatterns({ inputs: 30, patterns: 130, seed: 's', separation: 0.3 }),
  ],
  [
    '100-20-10, first',
    '2db85900b5c5',
    signNetwork([100, 20, 10], { tie: 'first' }),
    randomPatterns({ inputs: 100, patterns: 200, classes: 10, seed: 's' }),
  ],
  [
    'real 50-33-16',
    '923936b42371',
    signNetwork([50, 33, 16], { tie: 'first' }),
    withClasses(separatedPatterns({ inputs: 50, patterns: 100, seed: 's', separation: 0.3 }), 16),
  ],
  [
    'real 20-17-3, 32 bits',
    'a12529bb37f2',
    signNetwork([20, 17, 3], { tie: 'correct' }),
    withClasses(separatedPatterns({ inputs: 20, patterns: 70, seed: 's', scale: 2 ** 20 }), 3),
  ],
  [
    '20-70-3',
    '28921ae5b68f',
    signNetwork([20, 70, 3]),
    randomPatterns({ inputs: 20, patterns: 100, classes: 3, seed: 's' }),
  ],
] as const;

test.each(walks)('%s takes the same steps as ever', (_name, bits, network, data) => {
  const walk = new Walk(makeProblem(network, data), 'seed');
  for (let logF = 0.5; logF > 0.001; logF /= 2) walk.advance(20, logF);
  const { weights, visits, energy } = walk.view();
  const steps = JSON.stringify([energy, [...weights], [...visits]]);
  expect(createHash('sha256').update(steps).digest('hex').slice(0, 12)).toBe(bits);
});
