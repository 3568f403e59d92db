import { expect, test } from 'vitest';
import { meanOf } from '#src/analysis/averages.js';
import { randomStream } from '#src/base/seed.js';
import { type PSpinDescent, pSpinCorrelation, pSpinDescent } from '#src/training/p-spin-descent.js';
import { drawCouplings, forceOn, pSpinSimulation } from '#src/training/p-spin-simulation.js';

const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** −H, because H is homogeneous of degree p. */
const height = (spins: Float64Array, couplings: Float64Array, p: number) =>
  product(spins, forceOn(spins, couplings, p)) / p;

/** Random configurations with |s|² = N, of which two at a given overlap. */
function pair(spins: number, overlap: number): [Float64Array, Float64Array] {
  const stream = randomStream('pair', 'directions');
  const draw = () => Float64Array.from({ length: spins }, () => stream.normal());
  const scale = (v: Float64Array) => v.map((value) => value * Math.sqrt(spins / product(v, v)));
  const first = scale(draw());
  const other = draw();
  const along = product(first, other) / spins;
  const orthogonal = scale(other.map((value, i) => value - along * first[i]!));
  return [first, first.map((value, i) => overlap * value + Math.sqrt(1 - overlap ** 2) * orthogonal[i]!)];
}

test.each([
  [2, 7],
  [3, 5],
  [4, 4],
])('p = %d: the covariance of H is N q^p/2, for N = %d too', (p, spins) => {
  const samples = 4000;
  for (const overlap of [1, 0.6, -0.5]) {
    const [first, second] = pair(spins, overlap);
    const stream = randomStream('covariance', `${p} ${overlap}`);
    const products = Array.from({ length: samples }, () => {
      const couplings = drawCouplings(p, spins, stream);
      return height(first, couplings, p) * height(second, couplings, p);
    });
    const { mean, standardError } = meanOf(products);
    expect(Math.abs(mean - (spins * overlap ** p) / 2)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(spins / 40);
  }
});

test.each([2, 3, 4, 5])('p = %d: the force is minus the gradient of H', (p) => {
  const couplings = drawCouplings(p, 6, randomStream('gradient', 'couplings'));
  const [spins] = pair(6, 1);
  const force = forceOn(spins, couplings, p);
  for (let i = 0; i < 6; i++) {
    const at = (shift: number) =>
      height(
        Float64Array.from(spins, (s, k) => (k === i ? s + shift : s)),
        couplings,
        p,
      );
    expect(force[i]).toBeCloseTo((at(1e-4) - at(-1e-4)) / 2e-4, 6);
  }
});

test('stays on the sphere, goes downhill, and gives the same bits for the same seed', async () => {
  const options = { spins: 20, steps: 60, seed: 'a' };
  const descent = await pSpinSimulation(options);
  for (const spins of descent.configurations) expect(product(spins, spins)).toBeCloseTo(20, 10);
  for (let t = 1; t <= 60; t++) expect(descent.energy[t]).toBeLessThan(descent.energy[t - 1]!);
  for (const [t, s] of [
    [60, 60],
    [60, 0],
    [17, 5],
  ] as const) {
    const overlap = product(descent.configurations[t]!, descent.configurations[s]!) / 20;
    expect(descent.correlation[t]![s]).toBeCloseTo(overlap, 12);
  }
  expect(await pSpinSimulation(options)).toEqual(descent);
  const other = await pSpinSimulation({ ...options, seed: 'b' });
  expect(other.energy).not.toEqual(descent.energy);
  const warm = await pSpinSimulation({ ...options, temperature: 0.3 });
  expect(warm.configurations[0]).toEqual(descent.configurations[0]);
  expect(warm.energy[60]).toBeGreaterThan(descent.energy[60]!);
  for (const spins of warm.configurations) expect(product(spins, spins)).toBeCloseTo(20, 10);
});

/** The means over samples of some numbers, each with its standard error. */
async function samples(
  options: { spins: number; count: number; temperature?: number },
  of: (run: PSpinDescent) => number[],
) {
  const { spins, count, temperature = 0 } = options;
  const rows: number[][] = [];
  for (let seed = 0; seed < count; seed++) {
    rows.push(of(await pSpinSimulation({ spins, steps: 50, temperature, seed })));
  }
  return rows[0]!.map((_, k) => meanOf(rows.map((row) => row[k]!)));
}

// At N = 64 the distance from N = ∞ already shows: E(5) is higher by 1.6/N. Two sizes take the first order away.
test.each([0, 0.3])('T = %d: energies tend to those of infinitely many spins as 1/N', async (temperature) => {
  const of = ({ energy }: PSpinDescent) => [energy[10]!, energy[50]!];
  const exact = of(await pSpinDescent({ steps: 50, temperature }));
  const [small, large] = [
    await samples({ spins: 32, count: 160, temperature }, of),
    await samples({ spins: 64, count: 40, temperature }, of),
  ];
  exact.forEach((energy, k) => {
    const limit = 2 * large[k]!.mean - small[k]!.mean;
    const error = Math.hypot(2 * large[k]!.standardError, small[k]!.standardError);
    expect(Math.abs(limit - energy)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.04);
  });
});

test('N = 64, 40 samples: E(1) and C(1 → 3) within 4 standard errors', async () => {
  const of = (run: PSpinDescent) => [run.energy[10]!, pSpinCorrelation(run, 3, 1)];
  const exact = of(await pSpinDescent({ steps: 50 }));
  const means = await samples({ spins: 64, count: 40 }, of);
  exact.forEach((value, k) => {
    expect(Math.abs(means[k]!.mean - value)).toBeLessThan(4 * means[k]!.standardError);
    expect(means[k]!.standardError).toBeLessThan(0.02);
  });
});

test('too many couplings, and what it does not know, are refused', async () => {
  const bad = (options: object) => expect(pSpinSimulation({ steps: 5, spins: 8, seed: 1, ...options })).rejects;
  await bad({ spins: 1000 }).toThrow('`spins` is 1000: for p = 3 there are 1.67e+8 couplings; give fewer');
  await bad({ spins: 1 }).toThrow('`spins` is 1; give a whole number from 2');
  await bad({ seed: undefined }).toThrow('`seed` is undefined');
  await bad({ spin: 3 }).toThrow('did you mean `spins`?');
  await bad({ learningRate: 5 }).toThrow('longer than the radius of the sphere');
});
