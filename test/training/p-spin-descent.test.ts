import { describe, expect, test } from 'vitest';
import { pSpinThreshold } from '#src/theory/spherical-p-spin.js';
import {
  type ExactPSpinDescent,
  pSpinCorrelation,
  pSpinDescent,
  pSpinSusceptibility,
} from '#src/training/p-spin-descent.js';
import { pSpinSimulation } from '#src/training/p-spin-simulation.js';

/** E at a time. */
const energyAt = ({ energy, learningRate }: ExactPSpinDescent, time: number) =>
  energy[Math.round(time / learningRate)]!;

describe('p = 3 at T = 0 and η = .1', async () => {
  const descent = await pSpinDescent({ steps: 1100 });

  test('the energy falls to the threshold', () => {
    const expected = { 1: -0.77038, 5: -1.03256, 10: -1.08028, 20: -1.10897, 50: -1.13039, 100: -1.13953 };
    for (const [time, energy] of Object.entries(expected)) {
      expect(energyAt(descent, Number(time))).toBeCloseTo(energy, 5);
    }
    expect(descent.gradient[500]).toBeCloseTo(3.3e-4, 5);
  });

  test('the older, the slower', () => {
    const expected = { 1: [0.9318, 0.5162, 0.217], 10: [0.9976, 0.8873, 0.4697], 50: [0.9998, 0.9863] };
    for (const [waited, correlations] of Object.entries(expected)) {
      const start = Number(waited);
      correlations.forEach((correlation, k) => {
        const later = 10 ** k;
        expect(pSpinCorrelation(descent, start + later, start)).toBeCloseTo(correlation, 4);
        expect(pSpinCorrelation(descent, start, start + later)).toBe(pSpinCorrelation(descent, start + later, start));
      });
    }
  });

  test('the same bits again', async () => {
    const again = await pSpinDescent({ steps: 300 });
    expect(again.energy).toEqual(descent.energy.slice(0, 301));
    expect(again.correlation[300]).toEqual(descent.correlation[300]);
  });
});

test('with smaller steps, η = .05', async () => {
  const descent = await pSpinDescent({ steps: 1000, learningRate: 0.05 });
  expect(energyAt(descent, 10)).toBeCloseTo(-1.08093, 5);
  expect(energyAt(descent, 50)).toBeCloseTo(-1.13047, 5);
  const halves = { 5: 0.903, 10: 0.889, 20: 0.874 };
  for (const [time, correlation] of Object.entries(halves)) {
    expect(pSpinCorrelation(descent, 2 * Number(time), Number(time))).toBeCloseTo(correlation, 3);
  }
});

test('E − E_th falls as t^(−2/3)', async () => {
  const descent = await pSpinDescent({ steps: 1000, learningRate: 0.2 });
  const above = (time: number) => energyAt(descent, time) - pSpinThreshold().energy;
  const exponent = (from: number, to: number) => Math.log(above(from) / above(to)) / Math.log(to / from);
  expect(exponent(25, 50)).toBeCloseTo(0.6933, 4);
  expect(exponent(100, 200)).toBeCloseTo(0.677, 3);
});

test('p = 2 falls to its ground state: E + 1 tends to (3/8)/t', async () => {
  const descent = await pSpinDescent({ p: 2, steps: 600 });
  const scaled = [20, 60].map((time) => time * (energyAt(descent, time) + 1));
  [0.3777, 0.3764].forEach((expected, k) => void expect(scaled[k]).toBeCloseTo(expected, 4));
});

test('above the dynamic transition it comes to equilibrium: E = −1/(2T), and χ = (1 − C)/T', async () => {
  const [coarse, fine] = await Promise.all(
    [0.05, 0.025].map((learningRate) => pSpinDescent({ temperature: 1, learningRate, steps: 20 / learningRate })),
  );
  const energies = [coarse!, fine!].map((descent) => energyAt(descent, 20));
  expect(energies[0]).toBeCloseTo(-0.46, 4);
  expect(energies[1]).toBeCloseTo(-0.4806, 4);
  expect(Math.abs(2 * energies[1]! - energies[0]! + 0.5)).toBeLessThan(0.0015);
  for (const since of [19.5, 19, 18, 15]) {
    const ratios = [coarse!, fine!].map(
      (descent) => pSpinSusceptibility(descent, 20, since) / (1 - pSpinCorrelation(descent, 20, since)),
    );
    expect(2 * ratios[1]! - ratios[0]!).toBeCloseTo(1, 2);
  }
});

test('below it, T = .3, it stays above the threshold, which is above equilibrium', async () => {
  const descent = await pSpinDescent({ temperature: 0.3, learningRate: 0.05, steps: 1000 });
  expect(energyAt(descent, 10)).toBeCloseTo(-0.9088, 4);
  expect(energyAt(descent, 50)).toBeCloseTo(-0.9584, 4);
  expect(energyAt(descent, 50)).toBeGreaterThan(pSpinThreshold({ temperature: 0.3 }).energy);
});

test('stops with the reason of its signal, and shows its progress until then', async () => {
  const events: { done: number; total: number; stopped?: boolean }[] = [];
  const reason = new Error('enough');
  const controller = new AbortController();
  const onProgress = (event: (typeof events)[0]) => {
    events.push(event);
    controller.abort(reason);
  };
  const options = { steps: 2000, onProgress, signal: controller.signal };
  await expect(pSpinDescent(options)).rejects.toBe(reason);
  expect(events.at(-1)).toMatchObject({ task: 'p-spin descent', total: 2000, stopped: true });
  await expect(pSpinDescent(options)).rejects.toBe(reason);
});

test('times are those of the nearest step, up to the last', async () => {
  const descent = await pSpinDescent({ steps: 3, learningRate: 0.7 });
  expect(pSpinCorrelation(descent, 2.1, 0.9)).toBe(descent.correlation[3]![1]);
  expect(pSpinCorrelation(descent, descent.times[3]!, 0)).toBe(descent.correlation[3]![0]);
  expect(pSpinSusceptibility(descent, 2.1, 0.7)).toBe(descent.response[3]![1]! + descent.response[3]![2]!);
  expect(pSpinSusceptibility(descent, 1.4, 1.4)).toBe(0);
});

test('bad options and times are refused', async () => {
  await expect(pSpinDescent({ steps: 5, learningrate: 1 } as never)).rejects.toThrow('did you mean `learningRate`?');
  await expect(pSpinDescent({ steps: 0 })).rejects.toThrow('`steps` is 0; give a whole number from 1 to 8000');
  await expect(pSpinDescent({ steps: 5, p: 1 })).rejects.toThrow('`p` is 1');
  await expect(pSpinDescent({ steps: 5, temperature: -1 })).rejects.toThrow('`temperature` is -1');
  await expect(pSpinDescent({ steps: 5, learningRate: 1 })).rejects.toThrow(
    'step 1 is longer than the radius of the sphere; give a smaller `learningRate`',
  );
  const descent = await pSpinDescent({ steps: 5 });
  expect(() => pSpinCorrelation(descent, 0.6, 0)).toThrow('`time` is 0.6; give a number from 0 to 0.5');
  expect(() => pSpinSusceptibility(descent, 0.1, 0.3)).toThrow('`since` is 0.3, after time 0.1');
  const simulated = await pSpinSimulation({ steps: 5, spins: 4, seed: 1 });
  expect(() => pSpinSusceptibility(simulated as never, 0.3, 0.1)).toThrow('without `response`');
});
