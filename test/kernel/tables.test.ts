import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { countEnergies, hasTable, listEnergy } from '#src/kernel/count.js';
import { makeProblem, withDistance } from '#src/kernel/problem.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';

/** Whole numbers, many of them 0, as in the corners of pictures. */
function pixels(inputs: number, patterns: number, largest: number): Dataset {
  const random = randomStream('pixels', `${inputs} ${patterns}`);
  const pixel = () => Math.max(0, random.integer(2 * largest) - largest);
  return fromArrays(
    Array.from({ length: patterns }, () => Array.from({ length: inputs }, (_, k) => (k === 3 ? 1 : pixel()))),
    Array.from({ length: patterns }, () => random.sign()),
  );
}

const data: Record<string, Dataset> = {
  '±1': randomPatterns({ inputs: 17, patterns: 40, seed: 's' }),
  '16 bits': separatedPatterns({ inputs: 17, patterns: 40, seed: 's' }),
  '16 bits, many patterns': separatedPatterns({ inputs: 15, patterns: 300, seed: 's' }),
  '32 bits': separatedPatterns({ inputs: 16, patterns: 60, seed: 's', scale: 2 ** 20 }),
  'up to where 32 bits end': separatedPatterns({ inputs: 15, patterns: 9, seed: 's', scale: 2 ** 25 }),
  'small whole numbers': pixels(16, 50, 3),
  'grey pixels': pixels(16, 50, 255),
  'one input': separatedPatterns({ inputs: 1, patterns: 3, seed: 's' }),
  'few inputs': separatedPatterns({ inputs: 9, patterns: 8, seed: 's' }),
};

describe.each(Object.entries(data))('a table on %s', (_name, data) => {
  for (const margin of [0, 0.4]) {
    const network = perceptron(data.inputs, { margin });
    const problem = makeProblem(network, data);

    test(`counts what the general kernel counts, margin ${margin}`, () => {
      expect(hasTable(problem)).toBe(true);
      // A second axis has no table; with one bin it is the same count.
      const general = withDistance(network, data, new Int32Array(data.inputs).fill(1), 1);
      expect(hasTable(general)).toBe(false);
      const free = data.inputs - (data.inputs > 9 ? 1 : 0);
      for (const prefix of free < data.inputs ? [0, 1] : [0]) {
        expect(countEnergies(problem, prefix, free).visits).toEqual(countEnergies(general, prefix, free).visits);
      }
    });

    test(`lists configurations of the energy asked for, margin ${margin}`, () => {
      const { visits } = countEnergies(problem, 0);
      const level = visits.findIndex((count) => count > 0);
      const { numbers, count } = listEnergy(problem, 0, level, 50);
      expect(count).toBe(visits[level]);
      for (const number of numbers) {
        const weights = Int8Array.from({ length: data.inputs }, (_, k) => (Math.floor(number / 2 ** k) % 2 ? 1 : -1));
        expect(energy(network, data, weights)).toBe(level);
      }
    });
  }
});
