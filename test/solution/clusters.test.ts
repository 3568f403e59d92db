import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { ballCounts } from '#src/solution/ball-counts.js';
import { clusters, distancesFrom, pairDistances } from '#src/solution/clusters.js';
import { configurations } from '../brute-force.js';
import { goldenInstance } from '../golden.js';

function solutionsOf(data: Dataset): Int8Array[] {
  const network = perceptron(data.inputs);
  const solutions: Int8Array[] = [];
  for (const weights of configurations(data.inputs)) {
    if (energy(network, data, weights) === 0) solutions.push(weights.slice());
  }
  return solutions;
}

const lists = (length: number) =>
  fc.uniqueArray(fc.array(fc.constantFrom(-1, 1), { minLength: length, maxLength: length }), {
    maxLength: 40,
    selector: String,
  });

const distance = (one: readonly number[], other: readonly number[]) =>
  one.filter((weight, i) => weight !== other[i]).length;

describe('the golden instance N = 15, P = 8', () => {
  const data = goldenInstance({ inputs: 15, patterns: 8, seed: 1 });
  const solutions = solutionsOf(data);

  test('has 72 solutions in 43 clusters, 42 of them alone and 30 together', () => {
    const found = clusters(solutions);
    expect(solutions).toHaveLength(72);
    expect(found).toHaveLength(43);
    expect(found[0]).toHaveLength(30);
    expect(found.filter(({ length }) => length === 1)).toHaveLength(42);
    expect(found.flat().sort((a, b) => a - b)).toEqual([...solutions.keys()]);
  });

  test('has these pairs at each distance', () => {
    const pairs = Array.from(pairDistances(solutions));
    expect(pairs.slice(0, 13)).toEqual([72, 58, 646, 326, 1656, 400, 1374, 120, 470, 6, 52, 0, 4]);
    expect(pairs.slice(13)).toEqual([0, 0, 0]);
  });

  test('balls around all solutions add up to the pairs', () => {
    const balls = solutions.map((weights) => ballCounts(perceptron(15), data, weights));
    const sums = [0, 1, 2, 3].map((d) => balls.reduce((sum, counts) => sum + counts[d]!, 0));
    expect(sums).toEqual([72, 58, 646, 326]);
  });
});

test('pairs and clusters are those of every pair compared, at any length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }).chain(lists), (list) => {
      fc.pre(list.length > 0);
      const pairs = list.flatMap((one) => list.map((other) => distance(one, other)));
      const counts = Array.from({ length: list[0]!.length + 1 }, (_, d) => pairs.filter((p) => p === d).length);
      expect(Array.from(pairDistances(list))).toEqual(counts);
      const fromEach = list.map((one) => distancesFrom(one, list));
      expect(counts.map((_, d) => fromEach.reduce((sum, from) => sum + from[d]!, 0))).toEqual(counts);
      expect(Array.from(distancesFrom(list[0]!, list.slice(0, 1)))).toEqual(counts.map((_, d) => (d === 0 ? 1 : 0)));
      const found = clusters(list);
      const clusterOf = new Map(found.flatMap((members, k) => members.map((member) => [member, k])));
      for (const [a, one] of list.entries()) {
        for (const [b, other] of list.entries()) {
          if (distance(one, other) <= 1) expect(clusterOf.get(a)).toBe(clusterOf.get(b));
        }
      }
      // As many clusters as a search that merges labels until nothing changes.
      const label = list.map((_, k) => k);
      for (let changed = true; changed; ) {
        changed = false;
        for (const [a, one] of list.entries()) {
          for (const [b, other] of list.entries()) {
            if (distance(one, other) !== 1 || label[a]! <= label[b]!) continue;
            label[a] = label[b]!;
            changed = true;
          }
        }
      }
      expect(found).toHaveLength(new Set(label).size);
    }),
    { numRuns: 50 },
  );
});

test('lists that are none are refused', () => {
  expect(clusters([])).toEqual([]);
  expect(() => pairDistances([])).toThrow(/give at least 1/);
  expect(() =>
    clusters([
      [1, 1],
      [1, 1],
    ]),
  ).toThrow(/twice/);
  expect(() => pairDistances([[1, 1], [1]])).toThrow(/of one network/);
  expect(() => clusters([[1, 0]])).toThrow(/−1 or \+1/);
});
