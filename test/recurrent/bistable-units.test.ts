import { expect, test } from 'vitest';
import { couplingsFrom, randomCouplings } from '#src/dataset/couplings.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { BistableUnits, bistablePairs } from '#src/recurrent/bistable-units.js';

const couplings = randomCouplings({ units: 60, seed: 'bistable' });
const none = couplingsFrom(new Int32Array(9), { shape: [3, 3] });

test('a step is that of the equation, and the tangent that of two near points', () => {
  const matrix = [
    [0, 0.5, -0.25],
    [1, 0, 0.75],
    [-0.5, 0.25, 0],
  ];
  const [selfCoupling, gain] = [0.6, 3];
  const equation = new BistableUnits(selfCoupling, gain, couplingsFrom(matrix, { scale: 4 }));
  const x = Float64Array.of(0.3, -1.2, 0.8);
  const wanted = x.map((value, i) => {
    const input = matrix[i]!.reduce((sum, coupling, j) => sum + coupling * Math.tanh(x[j]!), 0);
    return value + 0.1 * (-value + gain * (selfCoupling * Math.tanh(value) + input));
  });
  const tangent = Float64Array.of(1, 2, -1);
  const ends = [1e-6, -1e-6].map((size) => {
    const near = x.map((value, i) => value + size * tangent[i]!);
    equation.advance(near);
    return near;
  });
  equation.advance(x, tangent);
  for (let i = 0; i < 3; i++) {
    expect(x[i]).toBeCloseTo(wanted[i]!, 14);
    expect(tangent[i]).toBeCloseTo((ends[0]![i]! - ends[1]![i]!) / 2e-6, 8);
  }
});

test('without couplings a unit decays with exponent ln(0.9)/0.1 in Euler steps', async () => {
  const { distance, times, exponent, exponentError } = await bistablePairs(recurrentNetwork(3), none, {
    seed: 1,
    gain: 0,
    time: 4,
    perturbation: 0.01,
  });
  expect(times).toHaveLength(41);
  expect(times[40]).toBeCloseTo(4, 12);
  expect(distance[0]).toBeCloseTo(0.01, 12);
  expect(distance[40]! / distance[0]!).toBeCloseTo(0.9 ** 40, 10);
  expect(exponent).toBeCloseTo(Math.log(0.9) / 0.1, 10);
  expect(exponentError).toBeLessThan(1e-10);
});

test('is chaotic with strong couplings alone, at rest with weak ones, and at rest with a strong self-coupling', async () => {
  const follow = (selfCoupling: number, gain: number) =>
    bistablePairs(recurrentNetwork(60, { selfCoupling }), couplings, { seed: 1, gain, time: 100, starts: 4 });
  const [chaos, weak, held] = [await follow(0, 4), await follow(0, 0.5), await follow(1.5, 4)];
  expect(chaos.exponent).toBeGreaterThan(3 * chaos.exponentError);
  expect(chaos.distance[1000]).toBeGreaterThan(1e3 * chaos.distance[0]!);
  for (const calm of [weak, held]) {
    expect(calm.exponent).toBeLessThan(-3 * calm.exponentError);
    expect(calm.distance[1000]).toBeLessThan(1e-3 * calm.distance[0]!);
  }
});

test('the same seed leads to the same bits, another to others', async () => {
  const follow = (seed: string) => bistablePairs(recurrentNetwork(60), couplings, { seed, time: 3, starts: 2 });
  expect(await follow('a')).toEqual(await follow('a'));
  expect((await follow('a')).exponent).not.toBe((await follow('b')).exponent);
});

test('refuses numbers out of range, and stops with the reason of its signal', async () => {
  const follow = (options: object, selfCoupling = 0) =>
    expect(bistablePairs(recurrentNetwork(3, { selfCoupling }), none, { seed: 1, ...options })).rejects;
  await follow({ gain: -1 }).toThrow('`gain` is -1');
  await follow({ time: 0.01 }).toThrow('`time` is 0.01');
  await follow({ perturbation: 0 }).toThrow('`perturbation` is 0');
  await follow({ starts: 1 }).toThrow('`starts` is 1');
  await follow({ seed: undefined }).toThrow('`seed` is undefined');
  await follow({}, 1e300).toThrow('`selfCoupling` is 1e+300');
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await follow({ time: 1e5, signal: controller.signal }).toThrow('enough');
});
