import { expect, test } from 'vitest';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { type Model, perceptronModel, referenceWangLandau } from '#src/sampling/reference.js';
import { goldenInstance } from '../golden.js';

test('the reference agrees with enumeration, ties and levels that do not exist included', async () => {
  for (const [inputs, patterns, seed, tie] of [
    [11, 11, 1, 'error'],
    [10, 8, 5, 'correct'],
    [10, 8, 5, 'plus'],
  ] as const) {
    const data = goldenInstance({ inputs, patterns, seed });
    const network = perceptron(inputs, { tie });
    const exact = await enumerate(network, data);
    const entropy = referenceWangLandau(perceptronModel(network, data, { seed: 'model' }), { seed: 's', moves: 1.5e6 });
    for (const level of exact.levels) {
      if (exact.visits[level] === 0) expect(entropy[level]).toBe(-Infinity);
      // The learning is off by 0.01 to 0.03 after so many moves.
      else expect(Math.abs(entropy[level]! - exact.entropy[level]!)).toBeLessThan(0.1);
    }
  }
});

test('the reference serves any model: the sum of two dice', () => {
  const dice = [0, 0];
  let proposed: [die: number, face: number] = [0, 0];
  const model: Model = {
    levels: 11,
    logConfigurations: Math.log(36),
    energy: () => dice[0]! + dice[1]!,
    propose(random) {
      proposed = [random.integer(2), random.integer(6)];
      return proposed[1] + dice[1 - proposed[0]]!;
    },
    accept() {
      dice[proposed[0]] = proposed[1];
    },
  };
  const entropy = referenceWangLandau(model, { seed: 'dice', moves: 2e6 });
  expect(Math.max(...entropy.map((value, sum) => Math.abs(value - Math.log(6 - Math.abs(sum - 5)))))).toBeLessThan(
    0.05,
  );
});
