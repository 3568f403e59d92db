import { expect, test } from 'vitest';
import { meanOf } from '#src/analysis/averages.js';
import { pSpinThreshold } from '#src/theory/spherical-p-spin.js';
import {
  type PSpinDescent,
  pSpinCorrelation,
  pSpinDescent,
  pSpinSusceptibility,
} from '#src/training/p-spin-descent.js';
import { pSpinSimulation } from '#src/training/p-spin-simulation.js';

/** E at a time. */
const energyAt = ({ energy, learningRate }: PSpinDescent, time: number) => energy[Math.round(time / learningRate)]!;

/** The exponent x of E − limit ∝ t^(−x) between two times. */
function exponent(descent: PSpinDescent, limit: number, from: number, to: number): number {
  return Math.log((energyAt(descent, from) - limit) / (energyAt(descent, to) - limit)) / Math.log(to / from);
}

test('p = 3 at T = 0, later times', async () => {
  const descent = await pSpinDescent({ steps: 1500 });
  expect(energyAt(descent, 150)).toBeCloseTo(-1.14317, 5);
  expect(pSpinCorrelation(descent, 150, 50)).toBeCloseTo(0.7348, 4);
});

test('p = 3: the exponent of E − E_th tends to 2/3', async () => {
  const descent = await pSpinDescent({ steps: 2000, learningRate: 0.2 });
  const { energy } = pSpinThreshold();
  expect(exponent(descent, energy, 150, 300)).toBeCloseTo(0.6746, 4);
  const exponents = [50, 100, 200].map((from) => exponent(descent, energy, from, 2 * from));
  exponents.forEach((value, k) => {
    expect(value).toBeGreaterThan(2 / 3);
    if (k > 0) expect(value).toBeLessThan(exponents[k - 1]!);
  });
  expect(exponents[2]).toBeLessThan(2 / 3 + 0.008);
});

test('p = 2: E + 1 tends to (3/8)/t', async () => {
  const descent = await pSpinDescent({ p: 2, steps: 1200 });
  expect(120 * (energyAt(descent, 120) + 1)).toBeCloseTo(0.3759, 4);
  expect(exponent(descent, -1, 60, 120)).toBeCloseTo(1.002, 3);
});

test('p = 3 at T = .3: the fluctuation–dissipation relation bends', async () => {
  const descent = await pSpinDescent({ temperature: 0.3, learningRate: 0.05, steps: 1500 });
  const point = (since: number): [number, number] => [
    pSpinCorrelation(descent, 75, since),
    pSpinSusceptibility(descent, 75, since),
  ];
  const expected = { 74: [0.882, 0.367], 60: [0.787, 0.63], 45: [0.716, 0.709], 15: [0.475, 0.891], 5: [0.315, 1.002] };
  for (const [since, values] of Object.entries(expected)) {
    point(Number(since)).forEach((value, k) => void expect(value).toBeCloseTo(values[k]!, 3));
  }
  const slope = (early: number, late: number) => {
    const [[c0, chi0], [c1, chi1]] = [point(early), point(late)];
    return (chi0 - chi1) / (c1 - c0);
  };
  // At first 1/T, up to the step size; then that of the threshold, which it approaches from below.
  expect(slope(74, 75)).toBeGreaterThan(0.9 / 0.3);
  expect(slope(5, 30)).toBeGreaterThan(0.7);
  expect(slope(5, 30)).toBeLessThan(1 / pSpinThreshold({ temperature: 0.3 }).effectiveTemperature);
});

test('16 samples of 256 spins agree with infinitely many within 4 standard errors', async () => {
  const of = (run: PSpinDescent) => [energyAt(run, 1), energyAt(run, 5), pSpinCorrelation(run, 15, 5)];
  const exact = of(await pSpinDescent({ steps: 150 }));
  const rows: number[][] = [];
  for (let seed = 0; seed < 16; seed++) rows.push(of(await pSpinSimulation({ spins: 256, steps: 150, seed })));
  exact.forEach((value, k) => {
    const { mean, standardError } = meanOf(rows.map((row) => row[k]!));
    expect(Math.abs(mean - value)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.03);
  });
}, 600_000);
