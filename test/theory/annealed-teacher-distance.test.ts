import { expect, test } from 'vitest';
import { logSumExp } from '#src/curve.js';
import { split } from '#src/dataset/split.js';
import { teacherPatterns, teacherWeights } from '#src/dataset/teacher-patterns.js';
import { perceptron } from '#src/network/network.js';
import { jointEnumerate } from '#src/sampling/joint.js';
import { annealedTeacher } from '#src/theory/annealed-teacher.js';
import { annealedTeacherDistance } from '#src/theory/annealed-teacher-distance.js';

test('adds up to the annealed curve', () => {
  const sizes = { inputs: 21, patterns: 12 };
  const { entropy } = annealedTeacher(sizes);
  for (const energy of [0, 3, 6, 12]) {
    expect(logSumExp(annealedTeacherDistance({ ...sizes, energy }))).toBeCloseTo(entropy[energy]!, 9);
  }
  const solutions = annealedTeacherDistance({ ...sizes, energy: 0 });
  expect(solutions[0]).toBe(0);
  expect(solutions[21]).toBe(-Infinity);
});

test('bins hold the sum of their distances', () => {
  const sizes = { inputs: 5, patterns: 4, energy: 1 };
  const each = annealedTeacherDistance(sizes);
  const axis = { lowest: [0, 2, 4], highest: [1, 3, 5] };
  const binned = annealedTeacherDistance({ ...sizes, axis });
  expect(binned).toHaveLength(3);
  expect(binned[1]).toBeCloseTo(logSumExp(each.subarray(2, 4)), 12);
});

test('is the mean over data sets, up to 1/N', async () => {
  const [inputs, patterns, draws] = [15, 6, 40];
  const mean = new Float64Array(inputs + 1);
  for (let seed = 0; seed < draws; seed++) {
    const { training } = split(teacherPatterns({ inputs, patterns: patterns + 1, seed }), patterns);
    const from = teacherWeights({ inputs, seed });
    const { visits } = await jointEnumerate(perceptron(inputs), training, { of: 'distance', from });
    for (let d = 0; d <= inputs; d++) mean[d] += visits[d]! / draws;
  }
  // Of two neighbouring distances one has the fields −3, 1, 5 … and the other −1, 3, 7 …: only their sum is smooth.
  const axis = { lowest: [2, 4, 6], highest: [3, 5, 7] };
  const theory = annealedTeacherDistance({ inputs, patterns, energy: 0, axis });
  axis.lowest.forEach((low, k) => {
    expect(Math.abs(Math.log(mean[low]! + mean[low + 1]!) - theory[k]!)).toBeLessThan(0.25);
  });
});
