import { describe, expect, test } from 'vitest';
import { randomCouplings } from '#src/dataset/couplings.js';
import { randomPatterns } from '#src/dataset/random.js';
import { energy } from '#src/network/energy.js';
import { perceptron } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { pathBetween } from '#src/solution/path-between.js';

const network = recurrentNetwork(12, { selfCoupling: 0.5 });
const couplings = randomCouplings({ units: 12, seed: 'path' });
const from = Int8Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 1 : -1));
const to = Int8Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 1 : -1));
const flip = (states: Int8Array, unit: number) => states.map((state, i) => (i === unit ? -state : state));

describe('a path between two configurations', () => {
  test.each([
    'greedy',
    'random',
  ] as const)('%s: flips each weight that differs once, with the energies on its way', (order) => {
    const { flips, energies } = pathBetween(network, couplings, from, to, { order, seed: 1 });
    const differing = [...from.keys()].filter((i) => from[i] !== to[i]);
    expect([...flips].sort((a, b) => a - b)).toEqual(differing);
    let states = from;
    expect(energies[0]).toBe(energy(network, couplings, from));
    for (const [k, unit] of flips.entries()) {
      states = flip(states, unit);
      expect(energies[k + 1]).toBe(energy(network, couplings, states));
    }
    expect(states).toEqual(to);
  });

  test('greedy: no other flip leads lower at any step', () => {
    const { flips, energies } = pathBetween(network, couplings, from, to);
    let states = from;
    for (const [k, unit] of flips.entries()) {
      for (const other of flips.slice(k)) {
        expect(energy(network, couplings, flip(states, other))).toBeGreaterThanOrEqual(energies[k + 1]!);
      }
      states = flip(states, unit);
    }
  });

  test('random: the seed decides the order', () => {
    const orderOf = (seed: number) => [...pathBetween(network, couplings, from, to, { order: 'random', seed }).flips];
    expect(orderOf(1)).toEqual(orderOf(1));
    expect([1, 2, 3, 4].some((seed) => String(orderOf(seed)) !== String(orderOf(5)))).toBe(true);
  });

  test('serves other networks, and a path of no flips', () => {
    const data = randomPatterns({ inputs: 12, patterns: 9, seed: 'path' });
    expect(pathBetween(perceptron(12), data, from, to).energies.at(-1)).toBe(energy(perceptron(12), data, to));
    expect([...pathBetween(perceptron(12), data, from, from).energies]).toEqual([energy(perceptron(12), data, from)]);
  });

  test('refuses what is no path', () => {
    expect(() => pathBetween(network, couplings, from, to.slice(1))).toThrow(/12 weights/);
    expect(() => pathBetween(network, couplings, from, to, { order: 'random' })).toThrow(/seed/);
    expect(() => pathBetween(network, couplings, from, to, { order: 'best' as 'greedy' })).toThrow(/order/);
  });
});
