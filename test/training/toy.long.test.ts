import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { mnistClasses } from '#src/dataset/pictures/mnist.js';
import { flipLabels, groupClasses } from '#src/dataset/transforms.js';
import { denseNetwork } from '#src/training/dense-network.js';
import { descend } from '#src/training/descend.js';
import type { Descent } from '#src/training/descent.js';
import { hasFiles } from '../dataset/pictures/real-files.js';

const LAG = 512;
const WAITS = [64, 256, 1024, 4096, 16384];
const SETTINGS = { learningRate: 0.5, batch: 20, snapshots: WAITS.flatMap((wait) => [wait, wait + LAG]) };

/** Δ(t_w, t_w + 512), per weight. */
function displacement({ snapshots, weights: { length } }: Descent, wait: number): number {
  const [before, after] = [wait, wait + LAG].map((time) => snapshots.find(({ step }) => step === time)!.weights);
  return before!.reduce((sum, weight, k) => sum + (weight - after![k]!) ** 2, 0) / length;
}

/**
 * Δ over what free diffusion would give, η² t D / (B M): each step is the noise of its batch, and all are independent.
 * D is that at t_w.
 */
function shareOfDiffusion(descent: Descent, wait: number): number {
  const noise = descent.gradientNoise[descent.times.indexOf(wait)]!;
  const { learningRate, weights } = descent;
  return (displacement(descent, wait) * 20 * weights.length) / (learningRate ** 2 * LAG * noise);
}

const at = (descent: Descent, column: readonly number[], step: number) => column[descent.times.indexOf(step)]!;

describe.skipIf(!hasFiles('mnist'))('1000 digits of 10 × 10 pixels, labelled by their parity', () => {
  let parity: Dataset;
  let random: Dataset;
  beforeAll(async () => {
    const digits = await mnistClasses({ patterns: 1000, size: [10, 10], seed: 'digits' });
    parity = groupClasses(digits, [1, 3, 5, 7, 9]);
    random = flipLabels(parity, { flips: 500, seed: 'labels' });
  });

  test('a wide network reaches the bottom, and then diffuses there', async () => {
    const wide = await descend(denseNetwork([100, 50, 1]), parity, {
      ...SETTINGS,
      seed: 1,
      steps: 20_000,
      noisePatterns: 1000,
    });
    const { losses, errors, gradientNoise } = wide;
    expect(losses[0]).toBeGreaterThan(0.2);
    expect(at(wide, losses, 1024)).toBeLessThan(0.03);
    expect(at(wide, losses, 4096)).toBeLessThan(0.003);
    expect(errors.at(-1)).toBeLessThanOrEqual(3);
    expect(at(wide, gradientNoise, 256) / at(wide, gradientNoise, 16384)).toBeGreaterThan(1000);
    const moves = WAITS.map((wait) => displacement(wide, wait));
    for (let k = 1; k < moves.length; k++) expect(moves[k]).toBeLessThan(moves[k - 1]!);
    expect(moves[0]! / moves[4]!).toBeGreaterThan(1000);
    expect(shareOfDiffusion(wide, 16384)).toBeGreaterThan(0.5);
    expect(shareOfDiffusion(wide, 16384)).toBeLessThan(2);
  });

  test('a narrow network with random labels ages throughout, ever slower than diffusion', async () => {
    const narrow = await descend(denseNetwork([100, 3, 1]), random, {
      ...SETTINGS,
      seed: 1,
      steps: 60_000,
      noisePatterns: 1000,
    });
    const { losses, errors, gradientNoise } = narrow;
    expect(losses.at(-1)).toBeGreaterThan(0.12);
    expect(errors.at(-1)).toBeGreaterThan(150);
    expect(at(narrow, gradientNoise, 16384)).toBeGreaterThan(0.1);
    const shares = [256, 4096, 16384].map((wait) => shareOfDiffusion(narrow, wait));
    expect(shares[1]).toBeLessThan(0.7 * shares[0]!);
    expect(shares[2]).toBeLessThan(shares[1]!);
    expect(shares[2]).toBeLessThan(0.25);
  });
});
