import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { committee, perceptron, signNetwork } from '#src/network/network.js';

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
] as const;

test.each(walks)('%s takes the same steps as ever', (_name, bits, network, data) => {
  const walk = new Walk(makeProblem(network, data), 'seed');
  for (let logF = 0.5; logF > 0.001; logF /= 2) walk.advance(20, logF);
  const { weights, visits, energy } = walk.view();
  const steps = JSON.stringify([energy, [...weights], [...visits]]);
  expect(createHash('sha256').update(steps).digest('hex').slice(0, 12)).toBe(bits);
});
