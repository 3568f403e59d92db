// The perceptrons whose proposals read numbers of half the width: at the edges of these, and against those of full width.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { countEnergies } from '#src/kernel/count.js';
import { MAX_PATTERNS } from '#src/kernel/limits.js';
import type { ModelName } from '#src/kernel/models.js';
import { makeProblem, type Problem, withDistance, withErrors } from '#src/kernel/problem.js';
import { Walk } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { type Network, perceptron, type TieRule } from '#src/network/network.js';
import { bruteForce } from '../brute-force.js';

/** Up to where inputs fit, the fewest patterns that the model is chosen for, and the model that the others go to. */
const edges = [
  { model: 'int16as8', furthest: 126, fewest: 120, full: 'int16' },
  { model: 'int32as16', furthest: 32766, fewest: 50, full: 'int32' },
] as const satisfies { model: ModelName; furthest: number; fewest: number; full: ModelName }[];

/** Rows over and over, in turn with both labels. */
function repeated(rows: readonly (readonly number[])[], patterns: number): Dataset {
  const all = Array.from({ length: patterns }, (_, pattern) => rows[pattern % rows.length]!);
  const labels = all.map((_, pattern) => (Math.floor(pattern / rows.length) % 2 === 0 ? 1 : -1));
  return fromArrays(all, labels, { scale: 1 });
}

describe.each(edges)('the model $model', ({ model, furthest, fewest, full }) => {
  test('is chosen where all inputs fit and patterns are not too few', () => {
    const chosen = (largest: number, patterns: number) =>
      makeProblem(perceptron(24), repeated([[largest, ...new Array<number>(23).fill(1)]], patterns)).model;
    expect(chosen(furthest, fewest)).toBe(model);
    expect(chosen(-furthest, fewest)).toBe(model);
    expect(chosen(furthest, fewest - 1)).toBe(full);
    expect(chosen(furthest + 1, fewest)).toBe(full);
    expect(chosen(-furthest - 1, fewest)).toBe(full);
  });

  // It is right for fewer patterns too.
  const edge = [furthest / 2, furthest / 2 + 1, furthest - 1, furthest];
  const oneOf = (numbers: number[]) => fc.constantFrom(...numbers.flatMap((x) => [x, -x]));
  const input = fc.oneof(oneOf([0, 1]), oneOf(edge), fc.integer({ min: -furthest, max: furthest }));
  const data = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 }))
    .chain(([inputs, patterns]) => {
      const row = fc.array(input, { minLength: inputs, maxLength: inputs });
      return fc.array(row, { minLength: 1, maxLength: 40 }).map((rows) => repeated(rows, patterns));
    });
  // Margins in units of the furthest input that fits.
  const rule = fc.oneof(
    fc.record({ tie: fc.constantFrom<TieRule>('error', 'correct', 'plus') }),
    fc.record({ margin: fc.constantFrom(...[0.5, 2, 1e6].flatMap((x) => [x * furthest, -x * furthest])) }),
  );
  const network = fc.tuple(data, rule).map(([data, rule]) => [perceptron(data.inputs, rule), data] as const);
  const withModel = (problem: Problem): Problem => ({ ...problem, model });

  test('keeps the energy of its configuration, in single flips and in pairs', () => {
    fc.assert(
      fc.property(network, ([network, data]) => {
        for (const pairs of [true, false]) {
          const walk = new Walk(withModel(makeProblem(network, data)), 'kept');
          walk.setPairs(pairs);
          for (let chunk = 0, logF = 1; chunk < 6; chunk++, logF /= 2) {
            const view = walk.run(3, logF);
            expect(view.energy).toBe(energy(network, data, view.weights));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('takes the same steps as the model of full width: with each axis, in turns with another walk, and from saved bytes', () => {
    const problems: ((network: Network, data: Dataset) => Problem)[] = [
      makeProblem,
      (network, data) => withErrors(network, data, data, 4),
      (network, data) => withDistance(network, data, new Int32Array(data.inputs).fill(1), 3),
    ];
    const steps = (problem: Problem) => {
      const walks = ['a', 'b'].map((seed) => new Walk(problem, seed));
      for (let turn = 0, logF = 1; turn < 4; turn++, logF /= 2) for (const walk of walks) walk.run(2, logF);
      const again = new Walk(problem, walks[0]!.save());
      expect(again.run(4, 0.1)).toEqual(walks[0]!.run(4, 0.1));
      return [...walks, again].map((walk) => walk.view());
    };
    fc.assert(
      fc.property(network, fc.constantFrom(...problems), ([network, data], make) => {
        const problem = make(network, data);
        expect(steps(withModel(problem))).toEqual(steps({ ...problem, model: full }));
      }),
      { numRuns: 60 },
    );
  });

  test('is enumerated as brute force counts, by tables and without', () => {
    fc.assert(
      fc.property(
        network.filter(([, { inputs }]) => inputs <= 9),
        ([network, data]) => {
          const counts = bruteForce(network, data);
          expect([...countEnergies(withModel(makeProblem(network, data)), 0).visits]).toEqual(counts);
          const general = withDistance(network, data, new Int32Array(data.inputs).fill(1), 1);
          expect([...countEnergies(withModel(general), 0).visits]).toEqual(counts);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    fewest,
    1024,
    2032,
    MAX_PATTERNS - 1,
    MAX_PATTERNS,
  ])('counts %i patterns, all wrong or all right', (patterns) => {
    const inputs = 300;
    const row = new Array<number>(inputs).fill(furthest / 2);
    const data = fromArrays(new Array(patterns).fill(row), new Array<number>(patterns).fill(1), { scale: 1 });
    const problem = makeProblem(perceptron(inputs), data);
    expect(problem.model).toBe(model);
    for (const weight of [1, -1]) {
      const walk = new Walk(problem, 's', new Int8Array(inputs).fill(weight));
      expect(walk.view().energy).toBe(weight === 1 ? 0 : patterns);
      // Fields beyond the narrow numbers, on either side.
      for (const energies of [walk.run(1, 0), walk.run(1, 0)]) expect([0, patterns]).toContain(energies.energy);
    }
  });
});
