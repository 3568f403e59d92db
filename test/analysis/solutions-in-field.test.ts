import { describe, expect, test } from 'vitest';
import { solutionsInField } from '#src/analysis/solutions-in-field.js';
import { perceptron } from '#src/network/network.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { goldenInstance } from '../golden.js';

const data = goldenInstance({ inputs: 15, patterns: 8, seed: 1 });
const network = perceptron(15);
const solutions = (await listSolutions(network, data)).configurations;
const from = solutions[0]!;
const distances = solutions.map((weights) => weights.reduce((sum, w, i) => sum + (w === from[i] ? 0 : 1), 0));
const fields = [0, 0.3, 1, 2.5, -0.5];

/** ln Z, ⟨d⟩ and S from the list of all solutions. */
function fromList(field: number) {
  const terms = distances.map((d) => Math.exp(field * (15 - 2 * d)));
  const sum = terms.reduce((a, b) => a + b);
  const distance = terms.reduce((a, term, k) => a + (term * distances[k]!) / sum, 0);
  return { logPartition: Math.log(sum), distance, entropy: Math.log(sum) - field * (15 - 2 * distance) };
}

describe('solutions in a field towards a reference', () => {
  test.each([16, 8])('are those of the list of all solutions, in %i bins', async (bins) => {
    const joint = await jointEnumerate(network, data, { of: 'distance', from, bins });
    for (const point of solutionsInField(joint, { fields })) {
      const { logPartition, distance, entropy } = fromList(point.field);
      expect(point.logPartition).toBeCloseTo(logPartition, 9);
      expect(point.distance).toBeCloseTo(distance, 9);
      expect(point.entropy).toBeCloseTo(entropy, 9);
      expect(point.standardError).toBe(0);
    }
    expect(solutionsInField(joint, { fields: [0], energy: 2 })[0]!.entropy).toBeCloseTo(joint.marginal.entropy[2]!, 9);
  });

  test('sampled ones lie within their error bars, which are not wide', async () => {
    const axis = { of: 'distance', from, bins: 8 } as const;
    const options = { moves: 400_000, learningMoves: 1_000_000, energies: { highest: 3 } };
    const pulls = [];
    for (let seed = 0; seed < 3; seed++) {
      const joint = await jointWangLandau(network, data, axis, { seed, ...options });
      for (const { field, entropy, standardError } of solutionsInField(joint, { fields })) {
        expect(standardError).toBeLessThan(0.2);
        pulls.push((entropy - fromList(field).entropy) / standardError);
      }
    }
    const rms = Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length);
    expect(rms).toBeLessThan(1.2);
    expect(rms).toBeGreaterThan(0.05);
  });

  test('what cannot be said is an error', async () => {
    const joint = await jointEnumerate(network, data, { of: 'distance', from, bins: 5 });
    expect(() => solutionsInField(joint, { fields })).toThrow(/^a bin has 4 distances; sample with at least 8 `bins`/);
    const errors = await jointEnumerate(network, data, { of: 'errors', data });
    expect(() => solutionsInField(errors, { fields })).toThrow(/^the second axis is of errors on other patterns/);
    const fine = await jointEnumerate(network, data, { of: 'distance', from });
    expect(() => solutionsInField(fine, { fields: [] })).toThrow(/^`fields` is empty/);
    expect(() => solutionsInField(fine, { fields: [21] })).toThrow(/give fields from −20 to 20/);
    expect(() => solutionsInField(fine, { fields, energy: 9 })).toThrow(/`energy` is 9/);
  });
});
