import { expect, test } from 'vitest';
import { density, logSumExp } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { teacherPatterns, teacherWeights } from '#src/dataset/random.js';
import { split } from '#src/dataset/transforms.js';
import { perceptron } from '#src/network/network.js';
import { jointEnumerate } from '#src/sampling/joint.js';
import { replicaEntropy } from '#src/theory/replicas.js';
import {
  annealedTeacher,
  annealedTeacherDistance,
  replicaTeacher,
  replicaTeacherTransition,
} from '#src/theory/teacher.js';

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

test('s(0.1) = .624845', () => {
  expect(replicaTeacher(0.1).entropy).toBeCloseTo(0.624845, 6);
});

test.each([
  [0.3, 0.4422, 0.3603, 0.3834, 0.2162],
  [0.5, 0.4053, 0.3179, 0.3444, 0.3937],
  [0.8, 0.3497, 0.2644, 0.292, 0.7322],
  [1, 0.3105, 0.2306, 0.2574, 1.033],
])('errors on new patterns at α = %d: Gibbs, Bayes and clipped Bayes', (load, gibbs, bayes, clipped, conjugate) => {
  const state = replicaTeacher(load);
  expect(state.generalisationError).toBeCloseTo(gibbs, 4);
  expect(state.bayesError).toBeCloseTo(bayes, 4);
  expect(state.clippedBayesError).toBeCloseTo(clipped, 4);
  expect(state.conjugate).toBeCloseTo(conjugate, 4);
});

test('perfect learning begins at α = 1.24468, suddenly', () => {
  const transition = replicaTeacherTransition();
  expect(transition).toBeCloseTo(1.24468, 5);
  const before = replicaTeacher(transition - 1e-6);
  expect(before.entropy).toBeCloseTo(0, 6);
  expect(before.overlap).toBeCloseTo(0.69, 1);
  for (const load of [transition + 1e-6, 1.48, 2, 50]) {
    expect(replicaTeacher(load)).toEqual({
      load,
      overlap: 1,
      conjugate: Infinity,
      entropy: 0,
      generalisationError: 0,
      bayesError: 0,
      clippedBayesError: 0,
    });
  }
});

test('entropy and generalisation error fall with the load; a teacher leaves more networks than random labels', () => {
  const states = [0.05, 0.2, 0.4, 0.6, 0.8].map(replicaTeacher);
  states.forEach((state, k) => {
    expect(state.entropy).toBeGreaterThan(replicaEntropy({ load: state.load }).entropy);
    expect(state.generalisationError).toBeCloseTo(Math.acos(state.overlap) / Math.PI, 14);
    if (k > 0) {
      expect(state.entropy).toBeLessThan(states[k - 1].entropy);
      expect(state.generalisationError).toBeLessThan(states[k - 1].generalisationError);
    }
  });
});

test('each new pattern removes the networks that fail on it: ds/dα = 2 ∫Dz H ln H < 0, −ln 2 at α = 0', () => {
  const slope = (replicaTeacher(1e-3).entropy - Math.LN2) / 1e-3;
  expect(slope).toBeCloseTo(-Math.LN2, 2);
});

test('the load must be above 0', () => {
  expect(() => replicaTeacher(0)).toThrow('`load` is 0; give a finite number above 0');
  expect(() => replicaTeacher(Number.NaN)).toThrow('`load` is NaN');
});
