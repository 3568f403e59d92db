import { describe, expect, test } from 'vitest';
import { density, logSumExp } from '#src/base/curve.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { fromJSON, toFrame, toJSON } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

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

  test.each([exact, sampled])('is the same after JSON', (dos) => {
    const text = JSON.stringify(toJSON(dos));
    // All but the data set, of which JSON keeps the provenance.
    const { data, ...kept } = dos;
    expect(data).toBeDefined();
    expect(fromJSON(text)).toEqual(kept);
    expect(fromJSON(JSON.parse(text))).toEqual(kept);
  });

  test('becomes a frame without the levels that do not exist', () => {
    const frame = toFrame(exact);
    expect(frame.columns).toEqual(['energy', 'entropy', 'standardError', 'visits']);
    expect(frame.energy.values).toEqual([...exact.levels].filter((level) => exact.visits[level]! > 0));
    expect(frame.visits.values.reduce((sum: number, count: number) => sum + count, 0)).toBe(2 ** 13);
  });

  test('refuses what it did not write', () => {
    const json = toJSON(exact);
    expect(() => fromJSON('{}')).toThrow(
      /this is not a result of weightspace: its `format` is .*; give what `toJSON` returned/,
    );
    expect(() => fromJSON(null)).toThrow(
      /this is not a result of weightspace: its `format` is .*; give what `toJSON` returned/,
    );
    expect(() => fromJSON('{"format"')).toThrow(
      /this is not a result of weightspace: its `format` is .*; give what `toJSON` returned/,
    );
    expect(() => fromJSON({ ...json, formatVersion: 99 })).toThrow(/format version 99.*update it/);
    expect(() => fromJSON({ ...json, entropy: [1] })).toThrow(/damaged: `entropy` should have 13 entries/);
  });
});
