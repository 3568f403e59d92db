import { describe, expect, it } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { countEnergies } from '#src/kernel/count.js';
import { gradedProblem } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { perceptron } from '#src/network/network.js';

/** Errors and graded errors of a configuration, pattern by pattern from its field. */
function graded({ inputs, patterns, values, labels }: ReturnType<typeof randomPatterns>, weights: ArrayLike<number>) {
  let [errors, depth] = [0, 0];
  for (let pattern = 0; pattern < patterns; pattern++) {
    let field = 0;
    for (let input = 0; input < inputs; input++) field += values[pattern * inputs + input]! * weights[input]!;
    const stability = field * labels[pattern]!;
    if (stability < 0) errors++;
    // A flip changes the field by 2.
    depth += Math.max(0, Math.min(3, Math.ceil((1 - stability) / 2)));
  }
  return { errors, depth };
}

describe.each([
  ['graded64', 12],
  ['graded128', 70],
  ['gradedWide', 140],
  ['gradedWide', 300],
] as const)('%s with %i patterns', (model, patterns) => {
  const data = randomPatterns({ inputs: 9, patterns, seed: 'graded' });
  const problem = gradedProblem(perceptron(9), data);

  it('counts errors and graded errors of all configurations as brute force does', () => {
    expect(problem.model).toBe(model);
    const expected = new Float64Array(problem.levels * (patterns + 1));
    for (let number = 0; number < 512; number++) {
      const weights = Array.from({ length: 9 }, (_, bit) => ((number >> bit) & 1 ? 1 : -1));
      const { errors, depth } = graded(data, weights);
      const level = Math.min(depth, problem.levels - 1);
      expected[level * (patterns + 1) + errors]! += 1;
    }
    const { sums, visits } = countEnergies(problem, 0, 9);
    expect(sums).toEqual(expected);
    expect(visits.reduce((sum, count) => sum + count, 0)).toBe(512);
  });

  it('keeps level and errors right in a walk, with single flips and pairs', () => {
    const walk = new Walk(problem, 'walk');
    walk.setEntropy(new Float64Array(problem.levels));
    for (let step = 0; step < (patterns > 100 ? 3 : 20); step++) {
      walk.clearVisits();
      const before = walk.run(1, 0);
      expect(before.energy).toBe(Math.min(graded(data, before.weights).depth, problem.levels - 1));
      expect(before.sums.reduce((sum, count) => sum + count, 0)).toBe(
        before.visits.reduce((sum, count) => sum + count, 0),
      );
      expect(new Walk(problem, walk.save()).view().energy).toBe(before.energy);
    }
  });
});
