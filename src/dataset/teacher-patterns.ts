import { requireOptions } from '../check.js';
import { checkSeed, randomStream, type Seed } from '../seed.js';
import { checkSizes } from './check-dataset.js';
import type { Dataset } from './dataset.js';
import { makeDataset } from './make-dataset.js';
import { randomSigns } from './random-signs.js';

export interface TeacherPatternsOptions {
  /** N, the inputs of each pattern: odd, so that the teacher never ties. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  readonly seed: Seed;
}

/**
 * Random patterns labelled by a teacher: inputs ±1 with probability ½, labels σ = sgn(w*·ξ) of the weights that
 * `teacherWeights` gives for the same inputs and seed (the paper's teacher data: Mele et al., TMLR 2025). At least that
 * configuration has energy 0. Throws a sentence where `inputs` is even, a count is wrong or the seed is missing.
 */
export function teacherPatterns(options: TeacherPatternsOptions): Dataset {
  requireOptions('teacherPatterns', options, ['inputs', 'patterns', 'seed']);
  const { inputs, patterns, seed } = options;
  const values = randomSigns({ inputs, patterns, seed, name: 'teacher patterns' });
  const teacher = teacherWeights({ inputs, seed });
  const labels = Int8Array.from({ length: patterns }, (_, pattern) =>
    Math.sign(teacher.reduce((sum, weight, i) => sum + weight * values[pattern * inputs + i]!, 0)),
  );
  return makeDataset({
    values,
    shape: [patterns, inputs],
    scale: 1,
    labels,
    source: 'random patterns, labels of a teacher',
    parameters: { inputs, patterns, seed: checkSeed(seed) },
  });
}

/** The teacher w* ∈ {−1, +1}^N of a seed, N being `inputs`. Throws a sentence where `inputs` is even. */
export function teacherWeights(options: Pick<TeacherPatternsOptions, 'inputs' | 'seed'>): Int8Array {
  requireOptions('teacherWeights', options, ['inputs', 'seed']);
  const { inputs, seed } = options;
  checkSizes({ inputs, patterns: 1 });
  if (inputs % 2 === 0) {
    throw new RangeError(`\`inputs\` is ${inputs}; a teacher needs an odd number of inputs, so that w*·ξ is never 0`);
  }
  const stream = randomStream(seed, 'teacher weights');
  return Int8Array.from({ length: inputs }, () => stream.sign());
}
