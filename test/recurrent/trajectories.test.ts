import { expect, test } from 'vitest';
import { randomCouplings } from '#src/dataset/couplings.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { overlapOfTrajectories } from '#src/recurrent/trajectories.js';

test('one flipped unit among 200 is (2/π)√N flipped units a step later, and then every overlap q becomes (2/π) asin q', async () => {
  const units = 200;
  const results = await Promise.all(
    [1, 2, 3, 4].map((seed) =>
      overlapOfTrajectories(recurrentNetwork(units), randomCouplings({ units, seed }), { seed, steps: 3, starts: 100 }),
    ),
  );
  const mean = (of: (result: (typeof results)[0]) => number) =>
    results.reduce((sum, result) => sum + of(result), 0) / results.length;
  const error = (step: number) => mean(({ standardError }) => standardError[step]!) / Math.sqrt(results.length);
  for (const { overlap, standardError } of results) {
    expect([overlap[0], standardError[0]]).toEqual([1 - 2 / units, 0]);
  }
  for (let step = 1; step <= 3; step++) {
    const before = mean(({ overlap }) => overlap[step - 1]!);
    const after = mean(({ overlap }) => overlap[step]!);
    // The change of q before adds to the error of q after it, with the slope of the law.
    const slope = (2 / Math.PI / Math.sqrt(1 - before ** 2)) * error(step - 1);
    const allowed = 4 * (error(step) + slope) + 2 / units;
    expect(Math.abs(after - (2 / Math.PI) * Math.asin(before)), `step ${step}`).toBeLessThan(allowed);
  }
  const distance = mean(({ overlap }) => (1 - overlap[1]!) / 2);
  expect(Math.abs(distance - 2 / Math.PI / Math.sqrt(units))).toBeLessThan(2 * error(1));
});

test('a strong self-coupling keeps the copies where they are, and nothing flipped keeps them together', async () => {
  const couplings = randomCouplings({ units: 50, seed: 1 });
  const held = await overlapOfTrajectories(recurrentNetwork(50, { selfCoupling: 50 }), couplings, {
    seed: 1,
    flipped: 5,
    steps: 4,
    starts: 3,
  });
  expect([...held.overlap]).toEqual([0.8, 0.8, 0.8, 0.8, 0.8]);
  const same = await overlapOfTrajectories(recurrentNetwork(50), couplings, { seed: 1, flipped: 0, steps: 4 });
  expect([...same.overlap]).toEqual([1, 1, 1, 1, 1]);
  expect([...same.steps]).toEqual([0, 1, 2, 3, 4]);
});

test('the same seed leads to the same bits, another to others', async () => {
  const couplings = randomCouplings({ units: 50, seed: 1 });
  const follow = (seed: string) => overlapOfTrajectories(recurrentNetwork(50), couplings, { seed, steps: 5 });
  expect(await follow('a')).toEqual(await follow('a'));
  expect(await follow('a')).not.toEqual(await follow('b'));
});

test('refuses numbers out of range, and stops with the reason of its signal', async () => {
  const couplings = randomCouplings({ units: 50, seed: 1 });
  const follow = (options: object) =>
    expect(overlapOfTrajectories(recurrentNetwork(50), couplings, { seed: 1, ...options })).rejects;
  await follow({ flipped: 51 }).toThrow('`flipped` is 51; give a whole number from 0 to 50');
  await follow({ starts: 1 }).toThrow('`starts` is 1');
  await follow({ steps: 0 }).toThrow('`steps` is 0');
  await follow({ seed: undefined }).toThrow('`seed` is undefined');
  await follow({ start: 3 }).toThrow('has no option `start`; did you mean `starts`?');
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await follow({ steps: 1e5, starts: 1e5, signal: controller.signal }).toThrow('enough');
});
