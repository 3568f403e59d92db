import { describe, expect, test } from 'vitest';
import { sha256 } from '#src/base/hash.js';
import { randomPatterns } from '#src/dataset/random.js';
import { flipLabels } from '#src/dataset/transforms.js';
import { denseLoss } from '#src/training/backpropagation.js';
import { denseNetwork, startWeights } from '#src/training/dense-network.js';
import { type DescendOptions, descend } from '#src/training/descend.js';
import type { Descent } from '#src/training/descent.js';
import { gradientNoise } from '#src/training/gradient-noise.js';

const data = randomPatterns({ inputs: 9, patterns: 30, seed: 'descent' });
const network = denseNetwork([9, 8, 1]);
const options: DescendOptions = { seed: 'descent', steps: 200, learningRate: 0.5, batch: 6 };
const checksumOf = ({ weights }: Descent) => sha256(new Uint8Array(weights.buffer));

const wide = denseNetwork([9, 200, 200, 1]);
const wideOptions: DescendOptions = { ...options, steps: 250, noisePatterns: 3 };

/** A descent of the wide network, stopped after some milliseconds. */
function stoppedAfter(milliseconds: number, more: Partial<DescendOptions> = {}): Promise<Descent> {
  return descend(wide, data, { ...wideOptions, ...more, signal: AbortSignal.timeout(milliseconds) });
}

describe('a descent', () => {
  test('measures loss, errors and noise at the whole numbers closest to 2^(k/2)', async () => {
    const descent = await descend(network, data, options);
    expect(descent.times).toEqual([0, 1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 200]);
    expect(descent.snapshots.map(({ step }) => step)).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128]);
    expect(descent.snapshots[0]!.weights).toEqual(startWeights(network, { seed: 'descent' }));
    const columns = [descent.losses, descent.errors, descent.gradientNoise];
    for (const column of columns) expect(column).toHaveLength(17);
    for (const { step, weights } of [...descent.snapshots, { step: 200, weights: descent.weights }]) {
      const { loss, errors } = denseLoss(network, data, weights);
      const noise = gradientNoise(network, data, weights, { seed: 'descent' });
      expect(columns.map((column) => column[descent.times.indexOf(step)])).toEqual([
        expect.closeTo(loss, 12),
        errors,
        expect.closeTo(noise, 12),
      ]);
    }
    expect(descent).toMatchObject({ steps: 200, seed: 'descent', batch: 6, learningRate: 0.5, noisePatterns: 30 });
    expect(descent.losses.at(-1)).toBeLessThan(0.5 * descent.losses[0]!);
  });

  test('has the same bits for the same seed, on every machine', async () => {
    const descent = await descend(network, data, options);
    expect(await descend(network, data, options)).toEqual(descent);
    expect(checksumOf(await descend(network, data, { ...options, seed: 't' }))).not.toBe(checksumOf(descent));
    expect(checksumOf(descent)).toBe('c4f18262225fda97a99a243bb8ac129821c474734c7aecf1398e765bff8cb760');
  });

  test('keeps the weights after the steps that are asked for', async () => {
    const all = await descend(network, data, { ...options, snapshots: [7, 0, 200, 7] });
    expect(all.snapshots.map(({ step }) => step)).toEqual([0, 7, 200]);
    expect(all.snapshots[2]!.weights).toEqual(all.weights);
    expect((await descend(network, data, { ...options, snapshots: [] })).snapshots).toEqual([]);
  });

  test("with 'all' is gradient descent, without noise", async () => {
    const small = { ...options, learningRate: 0.05, batch: 'all', steps: 100 } as const;
    const { losses, snapshots, times } = await descend(network, data, small);
    for (let k = 1; k < times.length; k++) expect(losses[k]).toBeLessThan(losses[k - 1]!);
    // The first step is along the mean of all gradients, by which the loss falls by η |∇L|².
    const [before, after] = snapshots.map(({ weights }) => weights);
    const squared = before!.reduce((sum, weight, k) => sum + ((after![k]! - weight) / 0.05) ** 2, 0);
    expect((losses[0]! - losses[1]!) / (0.05 * squared)).toBeCloseTo(1, 1);
  });

  test('a batch of all patterns drawn at random is noisier than all of them', async () => {
    const steps = { ...options, learningRate: 0.05, steps: 1 };
    const exact = await descend(network, data, { ...steps, batch: 'all' });
    const drawn = await descend(network, data, { ...steps, batch: 30 });
    expect(checksumOf(drawn)).not.toBe(checksumOf(exact));
  });
});

describe('continuing', () => {
  test.each([0, 1, 100, 181, 199, 200])('after %s steps leads to the same bits', async (steps) => {
    const whole = await descend(network, data, options);
    const part = steps === 0 ? { ...whole, ...startOf(whole) } : await descend(network, data, { ...options, steps });
    expect(part.steps).toBe(steps);
    expect(await descend(network, data, { ...options, from: part })).toEqual(whole);
  });

  test('leads to the same bits across the streams of the batches', async () => {
    const long = { ...options, steps: 2050, batch: 2 };
    const whole = await descend(network, data, long);
    for (const steps of [999, 1000, 1001, 2000]) {
      const part = await descend(network, data, { ...long, steps });
      expect(await descend(network, data, { ...long, from: part })).toEqual(whole);
    }
  });

  test('after a stop leads to the same bits, again and again', async () => {
    const whole = await descend(wide, data, wideOptions);
    let part = await stoppedAfter(10);
    expect(part.steps).toBeLessThan(250);
    for (let wait = 50; part.steps < 250; wait += 50) part = await stoppedAfter(wait, { from: part });
    // A stop during the last measurement leaves it open.
    expect(await descend(wide, data, { ...wideOptions, from: part })).toEqual(whole);
  });

  test('a descent that is stopped before it starts throws the reason', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(descend(network, data, { ...options, signal })).rejects.toThrow('enough');
  });

  test('another descent is an error', async () => {
    const from = await descend(network, data, { ...options, steps: 10 });
    const refuse = (changed: Partial<DescendOptions>, sentence: string) =>
      expect(descend(network, data, { ...options, from, ...changed })).rejects.toThrow(sentence);
    await refuse({ seed: 't' }, '`from` has the `seed` descent, here it is t; give the same');
    await refuse({ learningRate: 0.1 }, '`from` has the `learningRate` 0.5, here it is 0.1');
    await refuse({ batch: 'all' }, '`from` has the `batch` 6, here it is all');
    await refuse({ noisePatterns: 5 }, '`from` has the `noisePatterns` 30, here it is 5');
    await refuse({ steps: 9 }, '`from.steps` is 10; give a whole number from 0 to 9');
    await refuse({ snapshots: [7, 20] }, '`from` is past step 7 of `snapshots` and has not kept it');
    await refuse(
      { from: {} as never },
      '`from` is an object, not a whole descent; give what an earlier descend(…) returned',
    );
    await refuse({ from: { ...from, losses: [] } }, '`from.losses` has 0 numbers and `from.times` 8');
    const other = flipLabels(data, { flips: 1, seed: 1 });
    await expect(descend(network, other, { ...options, from })).rejects.toThrow('`from` has the data set');
    await expect(descend(denseNetwork([9, 7, 1]), data, { ...options, from })).rejects.toThrow('has the network');
  });
});

test('bad options are errors', async () => {
  const refuse = (changed: object, sentence: string) =>
    expect(descend(network, data, { ...options, ...changed })).rejects.toThrow(sentence);
  await refuse({ steps: 0 }, '`steps` is 0; give a whole number from 1 to');
  await refuse({ learningRate: -1 }, '`learningRate` is -1; give a finite number above 0');
  await refuse({ batch: 0 }, "`batch` is 0; give at least 1 pattern, or 'all'");
  await refuse({ snapshots: 'all' }, "`snapshots` is all; give 'powers of two', or the steps in an array");
  await refuse({ snapshots: [201] }, '`snapshots[0]` is 201; give whole numbers from 0 to `steps`, which is 200');
  await refuse({ noisePatterns: 0 }, '`noisePatterns` is 0');
  await refuse({ rate: 1 }, 'descend has no option `rate`');
});

test('a learning rate at which the loss grows beyond all numbers is an error', async () => {
  const likely = denseNetwork([9, 8, 1], { loss: 'log likelihood' });
  const wild = descend(likely, data, { ...options, learningRate: 1e30 });
  await expect(wild).rejects.toThrow(/^the loss is \S+ after \d+ steps; give a `learningRate` smaller than 1e\+30$/);
});

/** What a descent has made before its first step. */
function startOf({ times, losses, errors, gradientNoise, snapshots }: Descent): Partial<Descent> {
  return {
    steps: 0,
    weights: snapshots[0]!.weights,
    snapshots: snapshots.slice(0, 1),
    times: times.slice(0, 1),
    losses: losses.slice(0, 1),
    errors: errors.slice(0, 1),
    gradientNoise: gradientNoise.slice(0, 1),
  };
}
