import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { countEnergies } from '#src/kernel/count.js';
import { instanceOf } from '#src/kernel/instance.js';
import { MAX_PATTERNS } from '#src/kernel/limits.js';
import { chooseModel, GRADED_MODELS, MODELS, type Traits } from '#src/kernel/models.js';
import { makeProblem, withErrors } from '#src/kernel/problem.js';
import { BLOCK } from '#src/kernel/walk.js';
import { perceptron, signNetwork } from '#src/network/network.js';

const text = readFileSync(new URL('../../src/kernel/assembly/models.ts', import.meta.url), 'utf8');
const assembled = Array.from(text.matchAll(/^export function (\w+)/gm), ([, name]) => name);
const problem = makeProblem(perceptron(3), randomPatterns({ inputs: 3, patterns: 2, seed: 's' }));

test('the registry has the models of the kernel and no others, and calls them by the names of its exports', () => {
  const names = [...Object.keys(MODELS), ...GRADED_MODELS];
  expect(names.sort()).toEqual(assembled.sort());
  const { exports } = instanceOf(problem);
  for (const name of names) expect(exports).toHaveProperty(name);
});

test('the kernel walks in blocks and has room for patterns as JavaScript says', () => {
  const globals = instanceOf(problem).exports as unknown as Record<string, WebAssembly.Global>;
  expect([globals.BLOCK!.value, globals.MAX_PATTERNS!.value]).toEqual([BLOCK, MAX_PATTERNS]);
});

test('some model serves whatever there is, alone and twice', () => {
  const layers = [[], [3], [63], [64], [3, 3], [127, 16], [128, 16], [127, 17], [3, 3, 3, 3, 3]];
  for (const hidden of layers) {
    for (const outputs of [1, 2, 16]) {
      for (const patterns of [1, 64, 65, 2048]) {
        for (const reach of [2, 32766, 32767, 2 ** 30]) {
          for (const signs of [true, false]) {
            for (const inputs of [99, 100]) {
              for (const largest of [1, reach / 2]) {
                const traits: Traits = { recurrent: false, inputs, hidden, outputs, patterns, reach, signs, largest };
                expect(MODELS[chooseModel(traits)].serves(traits)).toBe(true);
                expect(MODELS[chooseModel(traits, traits)].twice).toBe(true);
              }
            }
          }
        }
      }
    }
  }
});

test('with the errors on other patterns as second axis, one model serves both', () => {
  const signs = (inputs: number, patterns = 3) => randomPatterns({ inputs, patterns, seed: 's' });
  const real = (scale?: number) => separatedPatterns({ inputs: 3, patterns: 3, seed: 's', scale });
  const joint = (layers: number[], ...[data, others]: ReturnType<typeof signs>[]) =>
    withErrors(layers.length > 1 ? signNetwork([...layers, 1]) : perceptron(layers[0]!), data!, others!, 2).model;
  expect(joint([3], signs(3), signs(3))).toBe('int16');
  expect(joint([3], signs(3), real())).toBe('int16');
  expect(joint([3], real(2 ** 17), signs(3))).toBe('int32');
  expect(joint([3, 3], signs(3), signs(3, 200))).toBe('deepSign');
  expect(joint([3, 3], signs(3), real())).toBe('twoLayer16');
  expect(joint([3, 3, 3], signs(3), real())).toBe('threeLayer16');
  expect(joint([3, 3, 3], signs(3, 20), real())).toBe('deep16');
  expect(joint([3, 2, 3], real(), real(2 ** 17))).toBe('threeLayer32');
  expect(joint([3, 2, 3, 2], real(), real(2 ** 17))).toBe('deep32');
});

test('fields of more inputs than 16 bits have room for go into 32', () => {
  const data = fromArrays([new Array(40_001).fill(1)], [1]);
  const problem = withErrors(perceptron(40_001), data, data, 2);
  // All weights −1: the pattern is wrong, here and on the second axis.
  expect([...countEnergies(problem, 0, 0).visits]).toEqual([0, 0, 0, 1]);
});
