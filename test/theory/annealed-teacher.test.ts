import { expect, test } from 'vitest';
import { density } from '#src/curve.js';
import { randomStream } from '#src/seed.js';
import { annealedTeacher } from '#src/theory/annealed-teacher.js';

// The long numbers are the sum from mpmath. The published peaks are those of single data sets, whose Var(E) scatters by
// Σ ρ_μν/π ~ P/(π √(2N)) around P/4, and the peak by half of that: 0.45/√N.
test.each([
  [251, 25, 3.8011186248795, 3.76],
  [501, 50, 5.503223246895, 5.39],
  [1001, 100, 7.80229857101, 7.79],
])('the peak of ρ at N = %d, P = %d', (inputs, patterns, exact, published) => {
  const peak = Math.max(...density(annealedTeacher({ inputs, patterns })));
  expect(peak).toBeCloseTo(exact, 9);
  expect(Math.abs(peak / published - 1)).toBeLessThan((2 * 0.45) / Math.sqrt(inputs));
});

test('all 2³ students on 40 000 sets of Gaussian patterns', () => {
  const [inputs, patterns, sets] = [3, 4, 40_000];
  const stream = randomStream('annealed-teacher', 'patterns');
  const sum = new Float64Array(patterns + 1);
  for (let set = 0; set < sets; set++) {
    const energy = new Int32Array(2 ** inputs);
    for (let mu = 0; mu < patterns; mu++) {
      const xi = Array.from({ length: inputs }, () => stream.normal());
      const output = (w: number) => xi.reduce((total, x, i) => total + ((w >> i) & 1 ? x : -x), 0) > 0;
      for (let w = 0; w < 2 ** inputs; w++) if (output(w) !== output(5)) energy[w]++;
    }
    for (const value of energy) sum[value] += 1 / sets;
  }
  const { entropy } = annealedTeacher({ inputs, patterns });
  sum.forEach((mean, energy) => {
    expect(Math.abs(Math.exp(entropy[energy]) - mean)).toBeLessThan(0.02);
  });
});

test('the teacher itself makes no errors and its mirror image only errors', () => {
  const { entropy } = annealedTeacher({ inputs: 1, patterns: 3 });
  expect(Array.from(entropy)).toEqual([0, -Infinity, -Infinity, 0]);
});

test('sizes must be whole numbers of at least 1', () => {
  expect(() => annealedTeacher({ inputs: 0, patterns: 3 })).toThrow('`inputs` is 0; a perceptron needs at least 1');
  expect(() => annealedTeacher({ inputs: 3, patterns: 0 })).toThrow('`patterns` is 0');
});
