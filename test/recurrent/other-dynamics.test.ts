import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { randomCouplings } from '#src/dataset/couplings.js';
import { energy } from '#src/network/energy.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { Likelihood } from '#src/recurrent/likelihood-dynamics.js';
import { replicatedDynamics } from '#src/recurrent/replicated-dynamics.js';
import { layOut, Units } from '#src/recurrent/units.js';
import { makeOrder, randomWeights } from '#src/solvers/draws.js';
import { gaussianTail } from '#src/theory/numerics/gaussian-tail.js';
import { configurations } from '../brute-force.js';

describe('likelihood', () => {
  const data = randomCouplings({ units: 11, seed: 1 });
  const likelihood = new Likelihood(0.4, data);
  const stream = randomStream('likelihood', 'means');

  test('has the slopes of finite differences', () => {
    for (const size of [0.01, 0.5, 0.97]) {
      const means = Float64Array.from({ length: 11 }, () => size * (2 * stream.uniform() - 1));
      const slopes = likelihood.slopes(means);
      for (let i = 0; i < 11; i++) {
        const at = (shift: number) => likelihood.value(means.map((m, k) => (k === i ? m + shift : m)));
        expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(slopes[i]!, 5);
      }
    }
  });

  test('of states of which nothing is known is that of the self-coupling alone', () => {
    let wanted = 0;
    for (let i = 0; i < 11; i++) {
      const row = Array.from(data.values.subarray(11 * i, 11 * i + 11), (value) => value / data.scale);
      wanted += Math.log(gaussianTail(-0.4 / Math.hypot(...row)));
    }
    expect(likelihood.value(new Float64Array(11))).toBeCloseTo(wanted, 12);
  });

  test('of certain states is close to 0 at fixed points alone', () => {
    const network = recurrentNetwork(11, { selfCoupling: 0.4 });
    let fixed = 0;
    for (const states of configurations(11)) {
      const value = likelihood.value(Float64Array.from(states));
      const isFixed = energy(network, data, states) === 0;
      if (isFixed) fixed++;
      // A violated condition costs ln 2 at least; those that hold, by many σ = 0.01 here, nearly nothing.
      if (isFixed) expect(value).toBeGreaterThan(-Math.LN2);
      else expect(value).toBeLessThan(-Math.LN2);
    }
    expect(fixed).toBeGreaterThan(0);
  });
});

describe('replicated dynamics', () => {
  const data = randomCouplings({ units: 60, seed: 3 });
  const network = recurrentNetwork(60, { selfCoupling: 0.4 });

  test('without attraction is the asynchronous dynamics of independent copies', async () => {
    const found = await replicatedDynamics(network, data, { seed: 1, replicas: 2, attraction: [0, 0] });
    const start = randomStream(1, 'start');
    const copies = [1, 2].map(() => new Units(layOut('a test', network, data), randomWeights(60, start)));
    const shuffling = randomStream(1, 'order');
    const order = makeOrder(60);
    for (let sweep = 0; sweep < found.steps; sweep++) for (const copy of copies) copy.sweep(order, shuffling);
    expect(found.solved).toBe(true);
    expect(copies.map(({ states }) => states)).toContainEqual(found.weights);
  });

  test('with a strong attraction all copies become one, which is where they mostly were', async () => {
    const held = await replicatedDynamics(network, data, { seed: 1, attraction: [100, 100], maximumSteps: 3 });
    const longer = await replicatedDynamics(network, data, { seed: 1, attraction: [100, 100], maximumSteps: 30 });
    // The copies agree after a sweep, and the field towards their mean then holds each unit.
    expect(longer.weights).toEqual(held.weights);
    expect(longer).toMatchObject({ solved: false, energy: held.energy, steps: 30 });
  });

  test('refuses ranges that are none', async () => {
    const bad = (options: object) => expect(replicatedDynamics(network, data, { seed: 1, ...options })).rejects;
    await bad({ attraction: [1] }).toThrow('`attraction` is [1]; give the first and the last value');
    await bad({ attraction: [0, -1] }).toThrow('`attraction[1]` is -1');
    await bad({ replicas: 1 }).toThrow('`replicas` is 1');
  });
});
