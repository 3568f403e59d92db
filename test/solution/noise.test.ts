import { describe, expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { teacherPatterns, teacherWeights } from '#src/dataset/random.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { inputNoise, weightNoise } from '#src/solution/noise.js';

const data = teacherPatterns({ inputs: 31, patterns: 40, seed: 'noise' });
const network = perceptron(31);
const teacher = teacherWeights({ inputs: 31, seed: 'noise' });

describe('noise in the weights', () => {
  test('of rate 0 leaves the error, of rate 1 inverts every output, of rate ½ leaves chance', () => {
    const some = teacher.map((weight, i) => (i < 4 ? -weight : weight));
    const error = energy(network, data, some) / 40;
    expect(error).toBeGreaterThan(0);
    const [none, half, all] = weightNoise(network, data, some, { rates: [0, 0.5, 1], draws: 200, seed: 1 });
    expect(none).toEqual({ rate: 0, error, standardError: 0 });
    expect(all!.error).toBeCloseTo(1 - error, 12);
    expect(Math.abs(half!.error - 0.5)).toBeLessThan(4 * half!.standardError);
  });

  test('has the error acos(1 − 2ρ)/π of a teacher whose weights are flipped, on many patterns', () => {
    const wide = teacherPatterns({ inputs: 301, patterns: 500, seed: 'wide' });
    const [point] = weightNoise(perceptron(301), wide, teacherWeights({ inputs: 301, seed: 'wide' }), {
      rates: [0.1],
      draws: 60,
      seed: 'rate',
    });
    // The number of flips varies from draw to draw, and the patterns are one sample: 500 of them know the mean to 0.018.
    const expected = Math.acos(1 - 2 * 0.1) / Math.PI;
    expect(Math.abs(point!.error - expected)).toBeLessThan(4 * Math.hypot(point!.standardError, 0.018));
  });

  test('is the same for the same seed', () => {
    const points = (seed: string) => weightNoise(network, data, teacher, { rates: [0.1, 0.2], seed });
    expect(points('a')).toEqual(points('a'));
    expect(points('a')).not.toEqual(points('b'));
  });
});

describe('noise in the inputs', () => {
  test('leaves inputs that never change, and flips balanced ones at the full rate', () => {
    const rows = Array.from({ length: 40 }, (_, p) => [1, p % 2 === 0 ? 1 : -1, p % 2 === 0 ? 1 : -1]);
    const same = fromArrays(
      rows,
      rows.map(([, second]) => second as number),
    );
    const [all] = inputNoise(perceptron(3), same, [1, 1, 1], { rates: [1], draws: 2, seed: 1 });
    // At rate 1 the two balanced inputs are always flipped, so that every pattern is wrong.
    expect(all).toEqual({ rate: 1, error: 1, standardError: 0 });
    const constant = fromArrays(
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
      [1, 1],
    );
    expect(inputNoise(perceptron(3), constant, [1, 1, 1], { rates: [1], seed: 1 })[0]!.error).toBe(0);
  });

  test('needs ±1 inputs', () => {
    const real = separatedPatterns({ inputs: 9, patterns: 5, seed: 1 });
    expect(() => inputNoise(perceptron(9), real, new Int8Array(9).fill(1), { rates: [0.1], seed: 1 })).toThrow(
      /binariseInputs/,
    );
  });

  test('one draw has no error bar', () => {
    expect(() => weightNoise(network, data, teacher, { rates: [0.1], draws: 1, seed: 1 })).toThrow(/from 2 to/);
    expect(() => weightNoise(network, data, teacher, { rates: [1.1], seed: 1 })).toThrow(/from 0 to 1/);
  });
});
