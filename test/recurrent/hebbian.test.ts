import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { couplingsFrom, randomCouplings } from '#src/dataset/couplings.js';
import { energy } from '#src/network/energy.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { strengthen } from '#src/recurrent/hebbian.js';

const statesOf = (units: number, count: number, seed: string) => {
  const stream = randomStream(seed, 'states');
  return Array.from({ length: count }, () => Int8Array.from({ length: units }, () => stream.sign()));
};
const oddness = (values: Int32Array, units: number) =>
  Array.from(
    { length: units },
    (_, i) => values.subarray(i * units, (i + 1) * units).reduce((sum, v) => sum + v, 0) & 1,
  );

describe.each(['normal', 'signs'] as const)('%s couplings', (values) => {
  const units = 40;
  const couplings = randomCouplings({ units, seed: 'hebb', values });

  test('each coupling changes by the direct sum, up to a point of the grid', () => {
    const states = statesOf(units, 3, 'three');
    const learned = strengthen(couplings, states, { strength: 2.5 });
    for (let i = 0; i < units; i++) {
      for (let j = 0; j < units; j++) {
        const sum = states.reduce((total, state) => total + state[i]! * state[j]!, 0);
        const wanted = i === j ? 0 : (2.5 * sum * couplings.scale) / units;
        const change = learned.values[i * units + j]! - couplings.values[i * units + j]!;
        expect(Math.abs(change - wanted)).toBeLessThanOrEqual(1.2);
      }
    }
    expect(learned.scale).toBe(couplings.scale);
  });

  test('the condition of each unit of one state gains (N − 1)/N, though a coupling gains little of a grid point', () => {
    const [state] = statesOf(units, 1, 'one') as [Int8Array];
    const learned = strengthen(couplings, state);
    for (let i = 0; i < units; i++) {
      const gain = state.reduce(
        (sum, s, j) => sum + state[i]! * s * (learned.values[i * units + j]! - couplings.values[i * units + j]!),
        0,
      );
      expect(Math.abs(gain / couplings.scale - (units - 1) / units)).toBeLessThanOrEqual(1 / couplings.scale);
    }
    expect(oddness(learned.values, units)).toEqual(oddness(couplings.values, units));
  });

  test('enough strength makes a fixed point of any state, and a negative one undoes it', () => {
    const [state] = statesOf(units, 1, 'any') as [Int8Array];
    const network = recurrentNetwork(units);
    expect(energy(network, couplings, state)).toBeGreaterThan(5);
    const strong = strengthen(couplings, state, { strength: 10 });
    expect(energy(network, strong, state)).toBe(0);
    expect(strengthen(strong, state, { strength: -10 }).values).toEqual(couplings.values);
  });
});

test('the provenance says what was done', () => {
  const couplings = randomCouplings({ units: 10, seed: 1 });
  const { provenance } = strengthen(couplings, statesOf(10, 2, 'two'), { strength: 0.5 });
  expect(provenance.source).toBe('random couplings, 2 states strengthened by 0.5');
  expect(provenance.parameters).toMatchObject({ units: 10, strengthened: 2, strength: 0.5, scale: couplings.scale });
  expect(provenance.checksum).not.toBe(couplings.provenance.checksum);
  expect(strengthen(couplings, statesOf(10, 1, 'none'), { strength: 0 }).values).toEqual(couplings.values);
});

test('what cannot be learned is refused', () => {
  const couplings = randomCouplings({ units: 10, seed: 1 });
  const [state] = statesOf(10, 1, 'one') as [Int8Array];
  expect(() => strengthen(couplings, state.subarray(1))).toThrow(
    '`states[0]` has 9 units; give one for each of the 10',
  );
  expect(() => strengthen(couplings, [])).toThrow('there are no states; give at least 1');
  expect(() => strengthen(couplings, state, { strength: 1e-9 })).toThrow(
    'less than the grid of the couplings resolves',
  );
  const huge = couplingsFrom([
    [0, 2 ** 29 - 1],
    [1, 0],
  ]);
  expect(() => strengthen(huge, [1, 1], { strength: 1000 })).toThrow(
    'the couplings leave their grid; give a smaller one',
  );
});
