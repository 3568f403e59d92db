import { expect, test } from 'vitest';
import { classAngle } from '#src/analysis/class-angle.js';
import { centred } from '#src/dataset/centred.js';
import { directedPatterns } from '#src/dataset/directed-patterns.js';

test('centred data have mean 0 in every input, the means of two equal classes opposite, and the same labels', () => {
  const data = directedPatterns({ inputs: 11, patterns: 20, separation: 2, alignment: 0.8, seed: 'centred' });
  const { values, scale, labels, provenance } = centred(data);
  for (let i = 0; i < 11; i++) {
    const sum = Array.from({ length: 20 }, (_, pattern) => values[pattern * 11 + i]! / scale).reduce((a, b) => a + b);
    expect(Math.abs(sum / 20)).toBeLessThan(1 / scale);
  }
  expect(classAngle(data)).toBeLessThan(60);
  expect(classAngle(centred(data))).toBeGreaterThan(179);
  expect(labels).toEqual(data.labels);
  expect(provenance).toMatchObject({ source: expect.stringMatching(/, centred$/), parameters: { centred: true } });
});
