import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { checkedNetwork } from '#src/network/checked-network.js';
import { energy, fields, isCorrect, marginThreshold } from '#src/network/energy.js';
import { committee, type Network, perceptron, signNetwork, type TieRule } from '#src/network/network.js';

const signs = { scale: 1 };

describe('a margin', () => {
  test('is plain data, and absent where it is 0', () => {
    expect(perceptron(5, { margin: 0.5 })).toEqual({ layers: [5, 1], weights: 5, tie: 'error', margin: 0.5 });
    expect(signNetwork([5, 1], { margin: -1 })).toEqual(perceptron(5, { margin: -1 }));
    for (const margin of [0, -0]) {
      const networks = [
        perceptron(5, { margin, tie: 'correct' }),
        signNetwork([5, 3, 1], { margin }),
        signNetwork([5, 3], { margin }),
        committee({ inputs: 5, hidden: 3, margin }),
      ];
      for (const network of networks) expect(network).not.toHaveProperty('margin');
    }
  });

  test('stays when a network is checked, and rubbish is refused', () => {
    const network = perceptron(5, { margin: 0.3 });
    expect(checkedNetwork(network)).toEqual(network);
    expect(checkedNetwork({ ...network, margin: 0 })).toEqual(perceptron(5));
    for (const margin of [Number.NaN, Infinity, null, '1', [1], {}]) {
      expect(() => perceptron(5, { margin: margin as number })).toThrow(/^`margin` is .*; give a finite number$/);
      expect(() => checkedNetwork({ ...network, margin } as Network)).toThrow(/^`margin` is .*; give a finite number$/);
    }
  });

  test('is for a perceptron with one output alone', () => {
    const sentence =
      /^`margin` is 0.5 and `layers` \[.*\]; a margin is for a perceptron with one output, leave it out$/;
    const others: [(margin: number) => Network, Network][] = [
      [(margin) => signNetwork([5, 3, 1], { margin }), signNetwork([5, 3, 1])],
      [(margin) => signNetwork([5, 3], { margin }), signNetwork([5, 3])],
      [(margin) => committee({ inputs: 5, hidden: 3, margin }), committee({ inputs: 5, hidden: 3 })],
    ];
    for (const [make, network] of others) {
      expect(() => make(0.5)).toThrow(RangeError);
      expect(() => make(0.5)).toThrow(sentence);
      expect(() => checkedNetwork({ ...network, margin: 0.5 })).toThrow(sentence);
    }
  });

  test('and a tie rule for fields of zero exclude each other', () => {
    for (const tie of ['correct', 'plus'] satisfies TieRule[]) {
      expect(() => perceptron(5, { tie, margin: 1 })).toThrow(
        `\`tie\` is ${tie} and \`margin\` 1; a field that equals`,
      );
      expect(() => checkedNetwork({ ...perceptron(5, { tie }), margin: 1 })).toThrow(/`tie` is .* and `margin` 1;/);
    }
  });
});

describe('the threshold of a margin', () => {
  test('is exact where the margin is a rounded multiple of 1/√N', () => {
    let naive = 0;
    for (let inputs = 1; inputs <= 1200; inputs++) {
      for (const whole of [1, 2, 7, Math.floor(inputs / 3), inputs - 1, inputs]) {
        for (const field of [whole, -whole]) {
          const margin = field / Math.sqrt(inputs);
          if (Math.floor(margin * Math.sqrt(inputs)) !== field) naive++;
          expect(marginThreshold(perceptron(inputs, { margin }), signs)).toBe(field === 0 ? 0 : field);
        }
      }
    }
    // The plain product would be on the wrong side again and again.
    expect(naive).toBeGreaterThan(100);
    expect(marginThreshold(perceptron(901, { margin: 30 / Math.sqrt(901) }), signs)).toBe(30);
  });

  test('is exact where many steps of 2/√N are added up, and on a grid', () => {
    for (const inputs of [25, 101, 901, 1001]) {
      let margin = 0;
      for (let steps = 1; steps <= 30; steps++) {
        margin += 2 / Math.sqrt(inputs);
        expect(marginThreshold(perceptron(inputs, { margin }), signs)).toBe(2 * steps);
        expect(marginThreshold(perceptron(inputs, { margin }), { scale: 2 ** 12 })).toBe(2 ** 13 * steps);
      }
    }
    const margin = 12_345 / (Math.sqrt(77) * 3.7);
    expect(marginThreshold(perceptron(77, { margin }), { scale: 3.7 })).toBe(12_345);
  });

  test('is otherwise rounded down, however close to 0, and has no limit', () => {
    expect(marginThreshold(perceptron(9, { margin: 0.5 }), signs)).toBe(1);
    expect(marginThreshold(perceptron(9, { margin: -0.5 }), signs)).toBe(-2);
    expect(marginThreshold(perceptron(9, { margin: 1e-300 }), signs)).toBe(0);
    expect(marginThreshold(perceptron(9, { margin: -1e-300 }), signs)).toBe(-1);
    expect(marginThreshold(perceptron(9, { margin: 1e308 }), { scale: 8 })).toBe(Infinity);
    expect(marginThreshold(perceptron(9), { scale: 8 })).toBe(0);
    expect(isCorrect(5, 1, 'error', Infinity)).toBe(false);
    expect(isCorrect(5, 1, 'error', -Infinity)).toBe(true);
  });
});

describe('the energy counts patterns that are not above the margin', () => {
  test('and one exactly at it is wrong', () => {
    const data = fromArrays([[1, 1, 1, 1]], [1]);
    // κ√N = 2 and −2.
    for (const [weights, above, below] of [
      [[1, 1, 1, 1], 0, 0],
      [[1, 1, 1, -1], 1, 0],
      [[1, 1, -1, -1], 1, 0],
      [[1, -1, -1, -1], 1, 1],
      [[-1, -1, -1, -1], 1, 1],
    ] as const) {
      expect(energy(perceptron(4, { margin: 1 }), data, weights)).toBe(above);
      expect(energy(perceptron(4, { margin: -1 }), data, weights)).toBe(below);
    }
    // At a small negative margin a field of 0 is right, at a small positive one it is wrong.
    expect(energy(perceptron(4, { margin: -1e-9 }), data, [1, 1, -1, -1])).toBe(0);
    expect(energy(perceptron(4, { margin: 1e-9 }), data, [1, 1, -1, -1])).toBe(1);
  });

  test('in units of √N times those of the inputs, whatever the grid', () => {
    const sets = [
      randomPatterns({ inputs: 13, patterns: 20, seed: 'units' }),
      separatedPatterns({ inputs: 13, patterns: 20, seed: 'units' }),
      separatedPatterns({ inputs: 13, patterns: 20, seed: 'units', scale: 2 ** 17 }),
      separatedPatterns({ inputs: 13, patterns: 20, seed: 'units', scale: 1000 / 3 }),
    ];
    const margin = fc.double({ min: -3, max: 3, noNaN: true });
    const weights = fc.array(fc.constantFrom(-1, 1), { minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(fc.constantFrom(...sets), margin, weights, (data, margin, weights) => {
        fc.pre(margin !== 0);
        const wrong = fields(perceptron(13), data, weights).filter(
          (field, pattern) => !((data.labels[pattern]! * field) / data.scale > margin * Math.sqrt(13)),
        ).length;
        expect(energy(perceptron(13, { margin }), data, weights)).toBe(wrong);
      }),
      { numRuns: 500 },
    );
  });
});
