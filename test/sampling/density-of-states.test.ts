import { describe, expect, test } from 'vitest';
import { density, logSumExp } from '#src/base/curve.js';
import { randomPatterns } from '#src/dataset/random.js';
import { named, plotEntropy } from '#src/figures/curves.js';
import { perceptron } from '#src/network/network.js';
import type { ProgressEvent } from '#src/run/progress.js';
import { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { sweep } from '#src/study/sweep.js';

const data = randomPatterns({ inputs: 13, patterns: 12, seed: 'data' });
const exact = await enumerate(perceptron(13), data);
const sampled = await wangLandau(perceptron(13), data, { seed: 's', moves: 100_000 });

describe('a density of states', () => {
  test('is normalised to 2^M, and its density to one', () => {
    for (const dos of [exact, sampled]) {
      expect(logSumExp(dos.entropy)).toBeCloseTo(13 * Math.LN2, 10);
      expect(density(dos).reduce((sum, rho) => sum + rho) / 12).toBeCloseTo(1, 10);
    }
  });

  test.each([exact, sampled])('comes back from JSON as it was', (dos) => {
    const text = JSON.stringify(dos);
    // All but the data set, of which JSON keeps the provenance.
    const { data, ...kept } = dos;
    expect(data).toBeDefined();
    expect({ ...DensityOfStates.fromJSON(text) }).toEqual(kept);
    expect({ ...DensityOfStates.fromJSON(JSON.parse(text)) }).toEqual(kept);
  });

  test('becomes a frame without the levels that do not exist', () => {
    const frame = exact.toFrame();
    expect(frame.columns).toEqual(['energy', 'entropy', 'standardError', 'visits']);
    expect(frame.energy.values).toEqual([...exact.levels].filter((level) => exact.visits[level]! > 0));
    expect(frame.visits.values.reduce((sum: number, count: number) => sum + count, 0)).toBe(2 ** 13);
  });

  test('refuses what it did not write', () => {
    const json = exact.toJSON();
    expect(() => DensityOfStates.fromJSON('{}')).toThrow(/this is not a density of states/);
    expect(() => DensityOfStates.fromJSON(null)).toThrow(/this is not a density of states/);
    expect(() => DensityOfStates.fromJSON('{"format"')).toThrow(/this is not a density of states/);
    expect(() => DensityOfStates.fromJSON({ ...json, formatVersion: 99 })).toThrow(/format version 99.*update it/);
    expect(() => DensityOfStates.fromJSON({ ...json, entropy: [1] })).toThrow(
      /damaged: `entropy` should have 13 entries/,
    );
  });
});

test('a result of an earlier build keeps its verdict, its titles and its columns', async () => {
  // What a rebuild leaves in a notebook's kernel: the same fields, of a class that is not the present one.
  class Earlier {
    constructor(result: DensityOfStates) {
      Object.assign(this, result);
    }
    get verdict() {
      return sampled.verdict;
    }
    toFrame() {
      return sampled.toFrame();
    }
  }
  const earlier = new Earlier(sampled) as unknown as DensityOfStates;
  expect(earlier instanceof DensityOfStates).toBe(false);
  expect(plotEntropy(earlier)).toEqual(plotEntropy(sampled));
  expect(plotEntropy(named('again', earlier))).toEqual(plotEntropy(named('again', sampled)));
  const rows: unknown[] = [];
  const onProgress = (event: ProgressEvent) => rows.splice(0, 1, ...(event.rows ?? []));
  await sweep({ draw: [1] }, async () => earlier, { seed: 's', onProgress });
  expect(rows).toEqual([
    { draw: 1, seconds: expect.any(Number), 'ρ reliable': true, 'ends reliable': expect.any(Boolean) },
  ]);
});
