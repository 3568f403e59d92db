import { expect, test } from 'vitest';
import { randomPatterns, teacherPatterns, teacherWeights } from '#src/dataset/random.js';

const size = { inputs: 101, patterns: 400 };

test('random inputs and labels are ±1 with mean 0 within five standard errors', () => {
  const { values, labels, scale, provenance } = randomPatterns({ ...size, seed: 'a' });
  expect(scale).toBe(1);
  for (const signs of [values, labels]) {
    expect([...new Set(signs)].sort()).toEqual([-1, 1]);
    const sum = [...signs].reduce((total, sign) => total + sign, 0);
    expect(Math.abs(sum)).toBeLessThan(5 * Math.sqrt(signs.length));
  }
  expect(provenance.parameters).toMatchObject({ ...size, seed: 'a', arithmetic: 'int8' });
});

test('a seed gives the same data again and another seed gives other data', () => {
  for (const make of [randomPatterns, teacherPatterns]) {
    expect(make({ ...size, seed: 1 })).toEqual(make({ ...size, seed: 1 }));
    expect(make({ ...size, seed: 1 }).values).not.toEqual(make({ ...size, seed: 2 }).values);
  }
});

test('patterns and labels do not share a stream, nor random and teacher patterns', () => {
  const one = randomPatterns({ inputs: 1, patterns: 400, seed: 's' });
  expect([...one.values]).not.toEqual([...one.labels]);
  expect(randomPatterns({ ...size, seed: 's' }).values).not.toEqual(teacherPatterns({ ...size, seed: 's' }).values);
});

test('fewer patterns are the first of more', () => {
  const more = randomPatterns({ ...size, seed: 's' });
  const fewer = randomPatterns({ ...size, patterns: 10, seed: 's' });
  expect(fewer.values).toEqual(more.values.slice(0, 10 * size.inputs));
  expect(fewer.labels).toEqual(more.labels.slice(0, 10));
});

test('`positives` fixes the class counts and not the order', () => {
  const data = randomPatterns({ ...size, seed: 's', positives: 150 });
  expect(data.classCounts).toEqual({ positive: 150, negative: 250 });
  expect(data.labels.slice(0, 150)).toContain(-1);
  expect(data.provenance.parameters.positives).toBe(150);
});

test('the teacher classifies all its patterns, and random weights about half', () => {
  const data = teacherPatterns({ ...size, seed: 's' });
  const errors = (weights: Int8Array) =>
    [...data.labels.keys()].filter(
      (pattern) =>
        weights.reduce((sum, weight, i) => sum + weight * data.values[pattern * size.inputs + i]!, 0) *
          data.labels[pattern]! <=
        0,
    ).length;
  expect(errors(teacherWeights({ inputs: size.inputs, seed: 's' }))).toBe(0);
  expect(errors(teacherWeights({ inputs: size.inputs, seed: 't' }))).toBeGreaterThan(100);
});

test('wrong options give a sentence', () => {
  const none = undefined as unknown as string;
  expect(() => randomPatterns({ inputs: 3, patterns: 0, seed: 1 })).toThrow(/`patterns` is 0; a data set needs/);
  expect(() => randomPatterns({ inputs: 0.5, patterns: 1, seed: 1 })).toThrow(/`inputs` is 0.5; a pattern needs/);
  expect(() => randomPatterns({ inputs: 3, patterns: 4, seed: 1, positives: 5 })).toThrow(
    /`positives` is 5; .* 0 to 4/,
  );
  expect(() => randomPatterns({ inputs: 3, patterns: 4, seed: none })).toThrow(/`seed` is undefined; give/);
  expect(() => teacherPatterns({ inputs: 3, patterns: 4, seed: none })).toThrow(/`seed` is undefined; give/);
  expect(() => teacherPatterns({ inputs: 4, patterns: 4, seed: 1 })).toThrow(/`inputs` is 4; .* odd number/);
});

test('classes are equally likely, and the patterns those of labels ±1', () => {
  const data = randomPatterns({ ...size, seed: 's', classes: 10 });
  expect(data.values).toEqual(randomPatterns({ ...size, seed: 's' }).values);
  const counts = data.classCounts as readonly number[];
  expect(counts).toHaveLength(10);
  expect(counts.reduce((sum, count) => sum + count)).toBe(400);
  for (const count of counts) expect(Math.abs(count - 40)).toBeLessThan(5 * Math.sqrt(36));
  expect(data.provenance).toMatchObject({ source: 'random patterns, random classes', parameters: { classes: 10 } });
  expect(() => randomPatterns({ ...size, seed: 's', classes: 0 })).toThrow(
    /`classes` is 0; give a whole number from 2/,
  );
  expect(() => randomPatterns({ ...size, seed: 's', classes: 3, positives: 2 })).toThrow(
    /`positives` is for labels ±1/,
  );
});
