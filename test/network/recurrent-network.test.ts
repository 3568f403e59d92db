import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { couplingsFrom, randomCouplings } from '#src/dataset/couplings.js';
import { asItIs } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { checkedNetwork } from '#src/network/checked-network.js';
import { energy, fields } from '#src/network/energy.js';
import type { Network } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { checkedSystem, identityOf } from '#src/run/identity.js';
import { sbpi } from '#src/solvers/sbpi.js';

const statesOf = (units: number) => fc.array(fc.constantFrom(-1, 1), { minLength: units, maxLength: units });

describe('a recurrent network', () => {
  test('is plain data, and stays when it is checked', () => {
    const network = recurrentNetwork(5, { selfCoupling: 0.5 });
    expect(network).toEqual({ layers: [5, 5], weights: 5, tie: 'error', selfCoupling: 0.5 });
    expect(checkedNetwork(network)).toEqual(network);
    expect(recurrentNetwork(5).selfCoupling).toBe(0);
  });

  test('refuses what it cannot be', () => {
    const network = recurrentNetwork(5);
    for (const selfCoupling of [-1, Number.NaN, Infinity, '1', null]) {
      expect(() => recurrentNetwork(5, { selfCoupling: selfCoupling as number })).toThrow(/^`selfCoupling` is /);
      expect(() => checkedNetwork({ ...network, selfCoupling } as Network)).toThrow(/^`selfCoupling` is /);
    }
    const changes = [{ layers: [5, 4] }, { layers: [5, 5, 5] }, { committee: 'full' as const }, { margin: 1 }];
    for (const change of changes) expect(() => checkedNetwork({ ...network, ...change })).toThrow(/recurrentNetwork$/);
    expect(() => recurrentNetwork(1)).toThrow(/^`units` is 1/);
  });

  test('takes a square matrix with a zero diagonal as its data', () => {
    const states = new Int8Array(5).fill(1);
    const patterns = randomPatterns({ inputs: 5, patterns: 5, seed: 1 });
    expect(() => energy(recurrentNetwork(5), patterns, states)).toThrow(
      /^unit 0 .* coupled to itself in the data set;/,
    );
    const sizes = [randomCouplings({ units: 6, seed: 1 }), randomPatterns({ inputs: 5, patterns: 4, seed: 1 })];
    for (const data of sizes) {
      expect(() => energy(recurrentNetwork(5), data, states)).toThrow(/recurrent with 5 units and the data set has/);
    }
  });

  test('violates the conditions that its definition says, s and −s alike', () => {
    const units = 9;
    fc.assert(
      fc.property(
        statesOf(units),
        fc.integer(),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (states, seed, selfCoupling) => {
          const couplings = randomCouplings({ units, seed });
          const network = recurrentNetwork(units, { selfCoupling });
          const field = (i: number) => states.reduce((sum, s, j) => sum + s * couplings.values[i * units + j]!, 0);
          expect([...fields(network, couplings, states)]).toEqual(states.map((_, i) => field(i)));
          const violated = states.filter((s, i) => s * field(i) + selfCoupling * couplings.scale <= 0).length;
          expect(energy(network, couplings, states)).toBe(violated);
          const opposite = states.map((s) => -s);
          expect(energy(network, couplings, opposite)).toBe(violated);
        },
      ),
    );
  });

  test('counts a sum of exactly zero as violated', () => {
    const couplings = couplingsFrom([
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ]);
    // Each of two opposite units has the field 0 of the third and the other one.
    expect(energy(recurrentNetwork(3), couplings, [1, -1, 1])).toBe(3);
    expect(energy(recurrentNetwork(3, { selfCoupling: 2 }), couplings, [1, -1, 1])).toBe(1);
    expect(energy(recurrentNetwork(3, { selfCoupling: 2.5 }), couplings, [1, -1, 1])).toBe(0);
  });

  test('is refused, with what to use instead, by solvers that learn perceptrons', async () => {
    const couplings = randomCouplings({ units: 5, seed: 1 });
    await expect(sbpi(recurrentNetwork(5), couplings, { seed: 1 })).rejects.toThrow(
      'sbpi needs a perceptron, and the network is recurrent; the dynamics, such as asynchronousDynamics, look for its fixed points',
    );
  });

  test('has an identity of its own for each self-coupling', () => {
    const couplings = randomCouplings({ units: 5, seed: 1 });
    const identities = [0, 0.5].map((selfCoupling) =>
      identityOf('enumerate', checkedSystem(recurrentNetwork(5, { selfCoupling }), couplings), {}),
    );
    expect(identities[0]).not.toEqual(identities[1]);
  });

  test('makes a problem with one offset for all conditions', () => {
    const couplings = randomCouplings({ units: 8, seed: 1 });
    const problem = makeProblem(recurrentNetwork(8, { selfCoupling: 0.3 }), couplings);
    expect(problem).toMatchObject({ inputs: 8, patterns: 8, weights: 8, levels: 9, units: [1], symmetry: 'even' });
    expect([...problem.offsets]).toEqual(Array(8).fill(Math.ceil(0.3 * couplings.scale)));
    expect([...problem.values]).toEqual([...couplings.values]);
  });
});

describe('couplings', () => {
  test('are random with mean 0 and variance 1/N, asymmetric, and 0 on the diagonal', () => {
    const units = 200;
    for (const values of ['normal', 'signs'] as const) {
      const couplings = randomCouplings({ units, seed: 7, values });
      const real = (i: number, j: number) => couplings.values[i * units + j]! / couplings.scale;
      const off = Array.from({ length: units ** 2 }, (_, k) => [Math.floor(k / units), k % units] as const).filter(
        ([i, j]) => i !== j,
      );
      const mean = (of: (i: number, j: number) => number) =>
        off.reduce((sum, [i, j]) => sum + of(i, j), 0) / off.length;
      const sigma = 1 / Math.sqrt(off.length);
      expect(Math.abs(mean(real) * Math.sqrt(units))).toBeLessThan(4 * sigma);
      expect(Math.abs(mean((i, j) => units * real(i, j) ** 2) - 1)).toBeLessThan(
        values === 'signs' ? 1e-12 : 4 * Math.SQRT2 * sigma,
      );
      // Each pair is counted twice.
      expect(Math.abs(mean((i, j) => units * real(i, j) * real(j, i)))).toBeLessThan(4 * Math.SQRT2 * sigma);
      for (let i = 0; i < units; i++) expect(couplings.values[i * (units + 1)]).toBe(0);
    }
  });

  test('are the same for the same seed, and those of two seeds differ', () => {
    const make = (seed: number) => randomCouplings({ units: 12, seed });
    expect(make(1)).toEqual(make(1));
    expect(make(1).provenance.checksum).not.toBe(make(2).provenance.checksum);
    expect(asItIs(make(1))).toEqual(make(1));
  });

  test('leave no field at zero, and room for 16 bits', () => {
    for (const units of [5, 20, 64, 200]) {
      const couplings = randomCouplings({ units, seed: 3 });
      for (let i = 0; i < units; i++) {
        const sum = couplings.values.subarray(i * units, (i + 1) * units).reduce((a, b) => a + b, 0);
        expect(Math.abs(sum % 2)).toBe(1);
      }
      const { reach } = reachOf(couplings.values, units, 2 * couplings.scale);
      expect(reach).toBeLessThan(32767);
      expect(reach).toBeGreaterThan(32767 / 2.5);
    }
  });

  test('of your own have to be square, with nothing on the diagonal', () => {
    const couplings = couplingsFrom(
      [
        [0, 0.5],
        [-0.25, 0],
      ],
      { scale: 4 },
    );
    expect([...couplings.values]).toEqual([0, 2, -1, 0]);
    expect(couplings.provenance.source).toBe('own couplings');
    expect(() =>
      couplingsFrom([
        [0, 1],
        [1, 1],
      ]),
    ).toThrow(/^unit 1 .* is coupled to itself; give 0 on the diagonal/);
    expect(() =>
      couplingsFrom([
        [0, 1, 1],
        [1, 0, 1],
      ]),
    ).toThrow(/give a square matrix$/);
    expect(() => couplingsFrom(null as never)).toThrow(TypeError);
    expect(() => couplingsFrom([])).toThrow(RangeError);
    const flat = Int32Array.of(0, 1, 1, 0);
    expect(couplingsFrom(flat, { shape: [2, 2] }).values).toEqual(flat);
    expect(() => fromArrays(flat, [1, 1])).toThrow(/shape/);
  });
});

function reachOf(values: Int32Array, units: number, room: number) {
  const sums = Array.from({ length: units }, (_, i) =>
    values.subarray(i * units, (i + 1) * units).reduce((sum, value) => sum + Math.abs(value), 0),
  );
  return { reach: Math.max(...sums) + room };
}
