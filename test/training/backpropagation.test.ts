import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { type Dataset, inputsOf } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { Backpropagation, denseLoss } from '#src/training/backpropagation.js';
import { type DenseNetwork, denseNetwork, layersOf, type RealWeights } from '#src/training/dense-network.js';

const stream = randomStream('backpropagation', 'numbers');
const rows = Array.from({ length: 11 }, () => Float64Array.from({ length: 6 }, () => stream.normal()));
const signs = rows.map(() => stream.sign());
const pair = fromArrays(rows, signs);
const triple = fromArrays(
  rows,
  rows.map(() => stream.integer(3)),
  { classes: 3 },
);

const CASES: readonly [string, DenseNetwork, Dataset][] = [
  ['mean square, ±1', denseNetwork([6, 5, 4, 1]), pair],
  ['mean square, classes', denseNetwork([6, 5, 3]), triple],
  ['log likelihood, ±1', denseNetwork([6, 5, 4, 1], { loss: 'log likelihood' }), pair],
  ['log likelihood, classes', denseNetwork([6, 7, 3], { loss: 'log likelihood' }), triple],
  ['no hidden units', denseNetwork([6, 3], { loss: 'log likelihood' }), triple],
];

/** Weights with biases that are not 0. */
const weightsOf = (network: DenseNetwork) =>
  Float64Array.from({ length: network.weights }, () => 0.7 * stream.normal());

/** The mean loss and the errors in plain words, pattern by pattern. */
function plainLoss(network: DenseNetwork, data: Dataset, weights: RealWeights) {
  let loss = 0;
  let errors = 0;
  for (let pattern = 0; pattern < data.patterns; pattern++) {
    const layers = layersOf(network);
    let activity = [...inputsOf(data, pattern)];
    for (const [k, { inputs, units, first, bias }] of layers.entries()) {
      const field = (unit: number) =>
        activity.reduce((sum, value, i) => sum + value * weights[first + unit * inputs + i], weights[bias + unit]);
      activity = Array.from({ length: units }, (_, unit) => field(unit));
      if (k < layers.length - 1) activity = activity.map((value) => Math.max(0, value));
    }
    const label = data.labels[pattern];
    const isTarget = (unit: number) => (data.classes === undefined ? label > 0 : unit === label);
    if (network.loss === 'mean square') {
      for (const [unit, a] of activity.entries()) loss += (1 / (1 + Math.exp(-a)) - Number(isTarget(unit))) ** 2;
    } else if (data.classes === undefined) loss += Math.log(1 + Math.exp(-label * activity[0]));
    else loss += Math.log(activity.reduce((sum, a) => sum + Math.exp(a), 0)) - activity[label];
    if (data.classes === undefined) errors += label * activity[0] > 0 ? 0 : 1;
    else errors += activity.indexOf(Math.max(...activity)) === label ? 0 : 1;
  }
  return { loss: loss / data.patterns, errors };
}

describe.each(CASES)('%s', (_, network, data) => {
  const weights = weightsOf(network);
  const all = Int32Array.from({ length: data.patterns }, (_, pattern) => pattern);
  const gradientOf = (values: RealWeights, patterns: ArrayLike<number>) => {
    const backpropagation = new Backpropagation(network, data, patterns.length, values);
    backpropagation.see(values, patterns);
    backpropagation.descend(values);
    return backpropagation.gradient;
  };

  test('loss and errors are those of the plain definition', () => {
    const plain = plainLoss(network, data, weights);
    const fast = denseLoss(network, data, weights);
    expect(fast.errors).toBe(plain.errors);
    expect(fast.loss).toBeCloseTo(plain.loss, 12);
    expect(denseLoss(network, data, Float32Array.from(weights)).loss).toBeCloseTo(plain.loss, 5);
  });

  test('the gradient agrees with central differences', () => {
    const exact = gradientOf(weights, all);
    const single = gradientOf(Float32Array.from(weights), all);
    expect([exact.BYTES_PER_ELEMENT, single.BYTES_PER_ELEMENT]).toEqual([8, 4]);
    const size = Math.sqrt([...exact].reduce((sum, value) => sum + value * value, 0) / exact.length);
    for (let k = 0; k < 20; k++) {
      const place = stream.integer(network.weights);
      const lossAt = (step: number) => plainLoss(network, data, weights.with(place, weights[place] + step)).loss;
      const slope = (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5;
      const scale = Math.max(Math.abs(slope), size);
      expect(Math.abs(exact[place] - slope) / scale).toBeLessThan(1e-6);
      expect(Math.abs(single[place] - slope) / scale).toBeLessThan(1e-3);
    }
  });

  test.each([1, 2, 3, 4, 5])('the gradient of %s patterns is the mean of their gradients', (count) => {
    const patterns = Array.from({ length: count }, () => stream.integer(data.patterns));
    const singles = patterns.map((pattern) => gradientOf(weights, [pattern]));
    const together = gradientOf(weights, patterns);
    for (let k = 0; k < network.weights; k++) {
      const mean = singles.reduce((sum, gradient) => sum + gradient[k] / count, 0);
      expect(together[k]).toBeCloseTo(mean, 12);
    }
  });

  test('memory that is used again keeps nothing of other patterns', () => {
    const backpropagation = new Backpropagation(network, data, 11, weights);
    backpropagation.see(weights, all);
    backpropagation.descend(weights);
    backpropagation.see(weights, [7]);
    backpropagation.descend(weights);
    expect(backpropagation.gradient).toEqual(gradientOf(weights, [7]));
  });
});

test('a tie is an error', () => {
  for (const [, network, data] of CASES) {
    expect(denseLoss(network, data, new Float32Array(network.weights)).errors).toBe(data.patterns);
  }
});

test('the loss of large fields is finite', () => {
  const network = denseNetwork([6, 1], { loss: 'log likelihood' });
  const { loss } = denseLoss(network, pair, new Float64Array(network.weights).fill(1e5));
  expect(loss).toBeGreaterThan(1e3);
  expect(Number.isFinite(loss)).toBe(true);
});

test('what does not fit is an error', () => {
  const network = denseNetwork([6, 5, 1]);
  const weights = new Float32Array(network.weights);
  expect(() => denseLoss(denseNetwork([5, 1]), pair, weights)).toThrow(
    'the network has 5 inputs and the data set 6; make them equal',
  );
  expect(() => denseLoss(denseNetwork([6, 3]), pair, weights)).toThrow(
    'the network has 3 outputs, but data with labels ±1 need 1',
  );
  expect(() => denseLoss(network, triple, weights)).toThrow(
    'the network has 1 outputs, but data with 3 classes need 3',
  );
  expect(() => denseLoss(network, pair, new Float32Array(3))).toThrow(
    '`weights` has 3 numbers; this network has 41 weights',
  );
  expect(() => denseLoss(network, pair, weights.with(2, Number.NaN))).toThrow('`weights[2]` is NaN');
  expect(() => denseLoss(network, pair, [1] as never)).toThrow('give a Float32Array or Float64Array');
});
