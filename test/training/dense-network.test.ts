import { expect, test } from 'vitest';
import { denseNetwork, layersOf, startWeights } from '#src/training/dense-network.js';

test('a dense network counts its weights, biases included', () => {
  expect(denseNetwork([100, 50, 1])).toEqual({ layers: [100, 50, 1], weights: 5101, loss: 'mean square' });
  expect(denseNetwork([784, 100, 100, 100, 10], { loss: 'log likelihood' }).weights).toBe(99_710);
  expect(layersOf(denseNetwork([4, 3, 2]))).toEqual([
    { inputs: 4, units: 3, first: 0, bias: 12 },
    { inputs: 3, units: 2, first: 15, bias: 21 },
  ]);
});

test('weights start with variance 1 over the inputs of their unit, biases at 0', () => {
  const network = denseNetwork([100, 50, 1]);
  const weights = startWeights(network, { seed: 's' });
  const variance = (first: number, end: number) =>
    weights.subarray(first, end).reduce((sum, weight) => sum + weight * weight, 0) / (end - first);
  // 5000 squares of standard deviation √2 around 1.
  expect(Math.abs(100 * variance(0, 5000) - 1)).toBeLessThan(4 * Math.sqrt(2 / 5000));
  expect(Math.abs(50 * variance(5050, 5100) - 1)).toBeLessThan(4 * Math.sqrt(2 / 50));
  expect(variance(5000, 5050)).toBe(0);
  expect(weights[5100]).toBe(0);
  expect(startWeights(network, { seed: 's' })).toEqual(weights);
  expect(startWeights(network, { seed: 't' })).not.toEqual(weights);
});

test('bad networks are errors', () => {
  expect(() => denseNetwork([5])).toThrow('`layers` is [5]; give inputs, hidden units and outputs');
  expect(() => denseNetwork([5, 0, 1])).toThrow('`layers` is 0; every layer needs at least 1 unit');
  expect(() => denseNetwork([5, 1], { loss: 'hinge' as never })).toThrow('`loss` is hinge; choose');
  expect(() => denseNetwork([20_000, 20_000])).toThrow('there are at most 100000000');
  expect(() => startWeights({ layers: [5, 1], weights: 5, loss: 'mean square' }, { seed: 1 })).toThrow(
    'the network has 5 `weights`, but its layers make 6',
  );
  expect(() => startWeights({} as never, { seed: 1 })).toThrow('make one, as in denseNetwork([100, 50, 1])');
});
