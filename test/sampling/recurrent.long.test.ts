import { describe, expect, test } from 'vitest';
import { type RandomStream, randomStream } from '#src/base/seed.js';
import { randomCouplings } from '#src/dataset/couplings.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fields, marginThreshold } from '#src/network/energy.js';
import type { Network } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { type Model, referenceWangLandau } from '#src/sampling/reference.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { annealedRecurrent } from '#src/theory/fixed-point-counts.js';

const rootMeanSquare = (values: number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

describe('Wang–Landau on recurrent networks', () => {
  test('agrees with enumeration at N = 24 within calibrated error bars', { timeout: 600_000 }, async () => {
    const found: number[] = [];
    for (const [values, selfCoupling] of [
      ['normal', 0.3],
      ['normal', 0.5],
      ['normal', 1],
      ['signs', 0.5],
    ] as const) {
      const data = randomCouplings({ units: 24, seed: selfCoupling, values });
      const network = recurrentNetwork(24, { selfCoupling });
      const exact = await enumerate(network, data);
      const { entropy, standardError } = await wangLandau(network, data, { seed: 'calibrated' });
      for (const [level, value] of exact.entropy.entries()) {
        expect(Number.isFinite(entropy[level]!)).toBe(Number.isFinite(value));
        if (Number.isFinite(value)) found.push((entropy[level]! - value) / standardError[level]!);
      }
    }
    expect(rootMeanSquare(found)).toBeLessThan(2);
    expect(rootMeanSquare(found)).toBeGreaterThan(0.4);
  });

  // ln g(0) fluctuates from network to network: by 0.3 nats at N = 60 and 100.
  test.each([
    [60, 6],
    [100, 4],
  ])(
    'counts the fixed points at N = %i about as the mean over networks predicts',
    { timeout: 1_200_000 },
    async (units, networks) => {
      const expected = annealedRecurrent({ units, selfCoupling: 0.5 }).entropy[0]!;
      const counts: number[] = [];
      for (let seed = 1; seed <= networks; seed++) {
        const network = recurrentNetwork(units, { selfCoupling: 0.5 });
        const dos = await wangLandau(network, randomCouplings({ units, seed }), { seed });
        expect(dos.diagnostics.reliable.levels[0]).toBe(true);
        expect(dos.standardError[0]).toBeLessThan(0.3);
        expect(Math.abs(dos.entropy[0]! - expected)).toBeLessThan(1.5);
        counts.push(dos.entropy[0]!);
      }
      const mean = counts.reduce((sum, count) => sum + count, 0) / networks;
      expect(Math.abs(mean - expected)).toBeLessThan(0.5);
    },
  );

  test('agrees with the reference in plain TypeScript at N = 40', { timeout: 600_000 }, async () => {
    const data = randomCouplings({ units: 40, seed: 'reference' });
    const network = recurrentNetwork(40, { selfCoupling: 0.5 });
    const { entropy, standardError } = await wangLandau(network, data, { seed: 's' });
    const model = recurrentModel(network, data, randomStream('s', 'states'));
    const reference = referenceWangLandau(model, { seed: 's', moves: 2e7 });
    for (let level = 0; level <= 25; level++) {
      expect(Math.abs(reference[level]! - entropy[level]!)).toBeLessThan(0.3 + 4 * standardError[level]!);
    }
  });
});

/** A recurrent network as a model for `referenceWangLandau`: single flips, fields kept up to date. */
function recurrentModel(network: Network, couplings: Dataset, random: RandomStream): Model {
  const { inputs: units, values } = couplings;
  const states = Int8Array.from({ length: units }, () => random.sign());
  const field = fields(network, couplings, states);
  const threshold = marginThreshold(network, couplings);
  const count = (turned: number) => {
    let violated = 0;
    for (let unit = 0; unit < units; unit++) {
      const own = unit === turned ? -states[unit]! : states[unit]!;
      const after = turned < 0 ? field[unit]! : field[unit]! - 2 * values[unit * units + turned]! * states[turned]!;
      if (own * after <= threshold) violated++;
    }
    return violated;
  };
  let present = count(-1);
  let turned = 0;
  let proposed = present;
  return {
    levels: units + 1,
    logConfigurations: units * Math.LN2,
    energy: () => present,
    propose(stream) {
      turned = stream.integer(units);
      proposed = count(turned);
      return proposed;
    },
    accept() {
      for (let unit = 0; unit < units; unit++) field[unit]! -= 2 * values[unit * units + turned]! * states[turned]!;
      states[turned]! *= -1;
      present = proposed;
    },
  };
}
