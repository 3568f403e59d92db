import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { inputsOf } from '#src/dataset/dataset.js';
import { prototypePatterns } from '#src/dataset/prototypes.js';
import { randomPatterns } from '#src/dataset/random.js';
import { split } from '#src/dataset/transforms.js';
import type { LocalLayer } from '#src/recurrent/local-layer.js';
import { classify, learnLocally } from '#src/recurrent/local-learning.js';

const easy = split(prototypePatterns({ inputs: 60, patterns: 600, classes: 5, noise: 0.25, seed: 'local' }), 300);

describe('a layer', () => {
  test('learns prototypes, and what it has learned stays when the teacher leaves', async () => {
    const layer = await learnLocally(easy.training, { seed: 1, units: 60 });
    expect(classify(layer, easy.training).accuracy).toBeGreaterThan(0.95);
    expect(classify(layer, easy.test)).toMatchObject({ unsettled: 0 });
    expect(classify(layer, easy.test).accuracy).toBeGreaterThan(0.85);
    const [first, last] = [layer.epochs[0]!.moved, layer.epochs.at(-1)!.moved];
    expect(first).toBeGreaterThan(0.03);
    expect(last).toBeLessThan(first / 5);
  });

  test('without a self-coupling does not settle, and of many noisy classes learns hardly any', async () => {
    const hard = prototypePatterns({ inputs: 100, patterns: 1000, noise: 0.3, seed: 1 });
    const [without, coupled] = await Promise.all(
      [0, 0.5].map((selfCoupling) => learnLocally(hard, { seed: 1, epochs: 2, selfCoupling })),
    );
    expect(without!.epochs[0]!.unsettled).toBeGreaterThan(0.2);
    expect(classify(without!, hard).accuracy).toBeLessThan(0.3);
    expect(coupled!.epochs[0]!.unsettled).toBeLessThan(0.01);
    expect(classify(coupled!, hard).accuracy).toBeGreaterThan(0.85);
  });

  test('is the same for the same seed', async () => {
    const few = split(easy.training, 20).training;
    const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => learnLocally(few, { seed, units: 20 })));
    expect(same).toEqual(one);
    expect(other!.weights).not.toEqual(one!.weights);
  });

  test.each([
    true,
    false,
  ])('follows the rules, written out in plain loops (couplings learn: %s)', async (learnCouplings) => {
    const few = split(
      prototypePatterns({ inputs: 7, patterns: 13, classes: 3, noise: 0.2, seed: 'plain' }),
      12,
    ).training;
    const options = { seed: 'plain', units: 6, epochs: 3, margin: 0.4, rate: 0.05, teacher: 0.8, selfCoupling: 0.6 };
    const layer = await learnLocally(few, { ...options, learnCouplings });
    const plain = plainLayer(few, { ...options, learnCouplings });
    for (const name of ['weights', 'couplings', 'readout'] as const) {
      expect(layer[name]).toHaveLength(plain[name].length);
      for (const [k, value] of plain[name].entries()) expect(layer[name][k]).toBeCloseTo(value, 10);
    }
    const settled = layer.epochs.map(({ moved }) => moved);
    for (const [epoch, moved] of plain.moved.entries()) expect(settled[epoch]).toBeCloseTo(moved, 10);
  });
});

/** The same, unit by unit, with fields computed afresh. */
function plainLayer(
  data: typeof easy.training,
  options: {
    seed: string;
    units: number;
    epochs: number;
    margin: number;
    rate: number;
    teacher: number;
    selfCoupling: number;
    learnCouplings: boolean;
  },
) {
  const { seed, units: H, epochs, margin, rate, teacher, selfCoupling, learnCouplings } = options;
  const [D, K] = [data.inputs, data.classes!];
  const normals = (length: number, name: string, size: number) => {
    const stream = randomStream(seed, name);
    return Array.from({ length }, () => size * stream.normal());
  };
  const W = normals(H * D, 'weights', Math.sqrt(1 / D));
  const J = normals(H * H, 'couplings', Math.sqrt(1 / H)).map((value, k) => (k % (H + 1) === 0 ? 0 : value));
  const B = normals(K * H, 'teacher', 1);
  const O = new Array<number>(K * H).fill(0);
  const range = (length: number) => [...Array(length).keys()];
  const moved: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    let changes = 0;
    for (let pattern = 0; pattern < data.patterns; pattern++) {
      const x = inputsOf(data, pattern);
      const label = data.labels[pattern]!;
      const seen = range(H).map((i) => range(D).reduce((sum, j) => sum + W[i * D + j]! * x[j]!, 0));
      const s = seen.map((field) => (field > 0 ? 1 : -1));
      const local = (i: number) => seen[i]! + range(H).reduce((sum, j) => sum + J[j * H + i]! * s[j]!, 0);
      const settle = (strength: number) => {
        for (let sweep = 0; sweep < 15; sweep++) {
          for (const i of range(H)) s[i] = local(i) + selfCoupling * s[i]! + strength * B[label * H + i]! > 0 ? 1 : -1;
        }
      };
      settle(teacher);
      const taught = [...s];
      settle(0);
      changes += range(H).filter((i) => s[i] !== taught[i]).length;
      const wrong = range(H).filter((i) => s[i]! * local(i) < margin);
      for (const i of wrong) {
        for (const j of range(D)) W[i * D + j]! += (rate * s[i]! * x[j]!) / Math.sqrt(D);
        if (!learnCouplings) continue;
        for (const j of range(H)) if (j !== i) J[j * H + i]! += (rate * s[i]! * s[j]!) / Math.sqrt(H);
      }
      const outputs = range(K).map((k) => range(H).reduce((sum, i) => sum + O[k * H + i]! * s[i]!, 0) / Math.sqrt(H));
      for (const k of range(K)) {
        const sign = k === label ? 1 : -1;
        if (sign * outputs[k]! >= margin) continue;
        for (const i of range(H)) O[k * H + i]! += (10 * rate * sign * s[i]!) / Math.sqrt(H);
      }
    }
    moved.push(changes / data.patterns / H);
  }
  return { weights: W, couplings: J, readout: O, moved };
}

test('training can be stopped', async () => {
  const signal = AbortSignal.timeout(30);
  await expect(learnLocally(easy.training, { seed: 1, epochs: 1e6, signal, onProgress() {} })).rejects.toThrow(
    'aborted due to timeout',
  );
});

test('pictures without a bright pixel are seen as nothing, and are classified all the same', async () => {
  const dark = { ...easy.training, values: new Int32Array(easy.training.values.length) };
  const layer = await learnLocally(dark, { seed: 1, units: 10, epochs: 1 });
  expect(layer.weights.every(Number.isFinite)).toBe(true);
  expect(classify(layer, dark).classes.every((label) => label >= 0)).toBe(true);
});

test('data that do not fit are refused', async () => {
  const signs = randomPatterns({ inputs: 60, patterns: 5, seed: 1 });
  await expect(learnLocally(signs, { seed: 1 })).rejects.toThrow(
    'the labels of the data set are ±1; make the data with `classes`',
  );
  const layer = await learnLocally(easy.training, { seed: 1, units: 5, epochs: 1 });
  expect(() => classify(layer, signs)).toThrow('the data set has 60 inputs and no classes, the layer 60 and 5');
  const broken: LocalLayer = { ...layer, readout: layer.readout.slice(1) };
  expect(() => classify(broken, easy.test)).toThrow('`readout` of the layer has 24 numbers; give 25');
});
