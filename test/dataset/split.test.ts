import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { split } from '#src/dataset/split.js';
import { teacherPatterns, teacherWeights } from '#src/dataset/teacher-patterns.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';

test('both parts are those of one data set, in order', () => {
  const data = randomPatterns({ inputs: 5, patterns: 9, seed: 's', classes: 3 });
  const { training, test } = split(data, 4);
  expect([...training.values, ...test.values]).toEqual([...data.values]);
  expect([...training.labels, ...test.labels]).toEqual([...data.labels]);
  expect([training.patterns, test.patterns, test.classes]).toEqual([4, 5, 3]);
  expect(training.provenance.parameters).toMatchObject({ seed: 's', part: 'training', shape: [4, 5] });
  expect(training.provenance.checksum).not.toBe(test.provenance.checksum);
});

test('a teacher makes no error on either', () => {
  const { training, test } = split(teacherPatterns({ inputs: 21, patterns: 60, seed: 't' }), 20);
  const teacher = teacherWeights({ inputs: 21, seed: 't' });
  for (const part of [training, test]) expect(energy(perceptron(21), part, teacher)).toBe(0);
});

test('no part may be empty', () => {
  const data = randomPatterns({ inputs: 3, patterns: 4, seed: 's' });
  expect(() => split(data, 4)).toThrow(/`patterns` is 4/);
  expect(() => split(data, 0)).toThrow(/`patterns` is 0/);
});
