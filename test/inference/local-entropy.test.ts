import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { approximateMessagePassing } from '#src/inference/approximate-message-passing.js';
import { localEntropy } from '#src/inference/local-entropy.js';
import { perceptron } from '#src/network/network.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { goldenInstance } from '../golden.js';
import { correlatedPatterns } from './correlated-patterns.js';

describe('localEntropy', () => {
  const network = perceptron(21);
  const data = goldenInstance({ inputs: 21, patterns: 8, seed: 3 });
  /** A solution, found by SBPI. */
  const reference = [1, -1, -1, -1, 1, -1, -1, -1, -1, 1, -1, -1, 1, -1, 1, 1, -1, 1, -1, -1, -1];

  test('of a golden instance, beside the exact values', async () => {
    const { configurations } = await listSolutions(network, data);
    const distances = Array.from(configurations, (weights) => weights.filter((w, i) => w !== reference[i]).length);
    const { points } = await localEntropy(network, data, reference, { seed: 1, fields: [0.4, 1] });
    for (const [k, exact, passed, distance] of [
      [0, 13.1, 13.188, 4.4],
      [1, 22.392, 22.452, 1.466],
    ] as const) {
      const { field, overlap, entropy, ...point } = points[k]!;
      const z = distances.map((d) => Math.exp(field * (21 - 2 * d)));
      const total = z.reduce((sum, x) => sum + x);
      expect(Math.log(total)).toBeCloseTo(exact, 2);
      expect(z.reduce((sum, x, i) => sum + x * distances[i]!, 0) / total).toBeCloseTo(distance, 1);
      expect(entropy! + field * 21 * overlap!).toBeCloseTo(passed, 3);
      expect(Math.abs(point.distance! - distance)).toBeLessThan(0.06);
      expect(point.converged).toBe(true);
    }
  });

  test('without a field it is the entropy of all solutions, and with a stronger one it is nearer', async () => {
    const { points, stoppedAt } = await localEntropy(network, data, reference, { seed: 1 });
    const all = await approximateMessagePassing(network, data, { seed: 2 });
    expect(points[0]!.entropy).toBeCloseTo(all.logPartition!, 6);
    expect(points).toHaveLength(31);
    expect(stoppedAt).toBeNull();
    for (const [k, point] of points.slice(1).entries()) {
      expect(point.distance!).toBeLessThan(points[k]!.distance!);
      expect(point.entropy!).toBeLessThan(points[k]!.entropy!);
    }
  });

  test('S(d) is the Legendre transform of ln Z: its slope is 2h', async () => {
    const { points } = await localEntropy(network, data, reference, { seed: 1, fields: [0.5, 0.501] });
    const [one, other] = points;
    const slope = (other!.entropy! - one!.entropy!) / (other!.distance! - one!.distance!);
    expect(slope).toBeCloseTo(2 * 0.5005, 4);
  });

  test('stops where weights are certain, and says at which field', async () => {
    const { points, stoppedAt } = await localEntropy(network, data, reference, { seed: 1, fields: [1, 2, 8, 20] });
    expect(points.map(({ field }) => field)).toEqual([1, 2]);
    expect(stoppedAt).toBe(8);
  });

  test('says where it did not converge', async () => {
    const alike = correlatedPatterns({ inputs: 101, patterns: 40, flips: 0.05, seed: 1 });
    const centre = new Int8Array(101).fill(1);
    const options = { seed: 1, fields: [0, 0.2], maximumIterations: 200 };
    const { points } = await localEntropy(perceptron(101), alike, centre, options);
    const nothing = { overlap: null, distance: null, entropy: null, converged: false };
    expect(points).toEqual([
      { field: 0, ...nothing },
      { field: 0.2, ...nothing },
    ]);
  });

  test('refuses fields out of order, and references that are none', async () => {
    for (const fields of [[0.2, 0.1], [-0.1], [Number.NaN], [21]]) {
      await expect(localEntropy(network, data, reference, { seed: 1, fields })).rejects.toThrow(/fields\[/);
    }
    await expect(localEntropy(network, data, reference.slice(1), { seed: 1 })).rejects.toThrow(/20 weights/);
    const other = randomPatterns({ inputs: 20, patterns: 3, seed: 1 });
    await expect(localEntropy(network, other, reference, { seed: 1 })).rejects.toThrow(/21 inputs/);
  });
});
