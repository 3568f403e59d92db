import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { startPSpinDynamics } from '#src/theory/p-spin-dynamics.js';
import { pSpinThreshold, pSpinTransition } from '#src/theory/spherical-p-spin.js';

test('published thresholds and transitions: p = 2, 3, 4', () => {
  expect(pSpinThreshold().energy).toBeCloseTo(-2 / Math.sqrt(3), 14);
  expect(pSpinThreshold({ p: 2 })).toEqual({ energy: -1, overlap: 1, effectiveTemperature: Infinity });
  expect(pSpinThreshold({ p: 4 }).energy).toBeCloseTo(-Math.sqrt(1.5), 14);
  expect(pSpinTransition()).toBeCloseTo(0.61237, 5);
  expect(pSpinTransition(2)).toBe(1);
  expect(pSpinTransition(4)).toBeCloseTo(Math.sqrt(8 / 27), 14);
});

test('with temperature, p = 3: the long plateau of C, and the slope .8 of χ beyond it', () => {
  const { energy, overlap, effectiveTemperature } = pSpinThreshold({ temperature: 0.3 });
  expect(3 * overlap * (1 - overlap) ** 2).toBeCloseTo(0.09, 12);
  expect(effectiveTemperature).toBeCloseTo(0.3 / (1 / overlap - 1), 12);
  expect(energy).toBeCloseTo(-(1 - (1 - 0.3 / effectiveTemperature) * overlap ** 3) / 0.6, 12);
  expect(1 / effectiveTemperature).toBeCloseTo(0.796, 3);
});

test('p = 2 has no threshold but its ground state: E = −1 + T/2, q = 1 − T, as in equilibrium', () => {
  for (const temperature of [1e-300, 1e-9, 0.2, 0.7, 0.999]) {
    const { energy, overlap, effectiveTemperature } = pSpinThreshold({ p: 2, temperature });
    expect(energy).toBeCloseTo(-1 + temperature / 2, 12);
    expect(overlap).toBeCloseTo(1 - temperature, 12);
    expect(effectiveTemperature).toBe(Infinity);
  }
});

test('for any p the threshold begins at −√(2(p − 1)/p), and meets equilibrium, E = −1/(2T), at the transition', () => {
  const order = fc.integer({ min: 3, max: 100 });
  fc.assert(
    fc.property(order, (p) => {
      expect(pSpinThreshold({ p }).energy).toBeCloseTo(-Math.sqrt((2 * (p - 1)) / p), 13);
      expect(pSpinThreshold({ p, temperature: 1e-16 }).energy).toBeCloseTo(pSpinThreshold({ p }).energy, 13);
      const transition = pSpinTransition(p);
      const end = pSpinThreshold({ p, temperature: transition * (1 - 1e-12) });
      expect(end.energy).toBeCloseTo(-1 / (2 * transition), 9);
      expect(end.overlap).toBeCloseTo((p - 2) / (p - 1), 9);
      expect(end.effectiveTemperature).toBeCloseTo(transition, 9);
    }),
    { numRuns: 30, seed: 1 },
  );
});

test('the energy rises with temperature, and the effective temperature is above the true one', () => {
  const temperatures = Array.from({ length: 60 }, (_, k) => k / 100);
  const thresholds = temperatures.map((temperature) => pSpinThreshold({ temperature }));
  thresholds.forEach(({ energy, effectiveTemperature }, k) => {
    expect(effectiveTemperature).toBeGreaterThan(temperatures[k]!);
    if (k > 0) expect(energy).toBeGreaterThan(thresholds[k - 1]!.energy);
  });
});

test('outside its range there is no threshold', () => {
  expect(() => pSpinThreshold({ temperature: 0.62 })).toThrow('`temperature` is 0.62; give one below');
  expect(() => pSpinThreshold({ p: 2, temperature: 1 })).toThrow(RangeError);
  expect(() => pSpinThreshold({ p: 1 })).toThrow('`p` is 1; give a whole number from 2 to 100');
  expect(() => pSpinThreshold({ temperatur: 1 } as object)).toThrow('did you mean `temperature`?');
  expect(() => pSpinTransition(2.5)).toThrow(RangeError);
});

/** The whole history of an exact descent. */
function descend(p: number, learningRate: number, temperature: number, steps: number) {
  const { history, step } = startPSpinDynamics({ p, learningRate, temperature }, steps);
  for (let t = 0; t <= steps; t++) step(t);
  return history;
}

test('the first step in closed form: C = a = √(1 − η²p/2), E = −(p/2) a^(p−1) η, R = η', () => {
  for (const p of [2, 3, 4, 7]) {
    const { energy, gradient, correlation, response } = descend(p, 0.2, 0, 1);
    const a = Math.sqrt(1 - 0.02 * p);
    expect(correlation[1]![0]).toBeCloseTo(a, 14);
    expect([energy[0], gradient[0]]).toEqual([-0, p / 2]);
    expect(energy[1]).toBeCloseTo((-p / 2) * a ** (p - 1) * 0.2, 14);
    expect(response[1]).toEqual(Float64Array.of(0.2, 0));
  }
});

/**
 * p = 2 by another way: the force is linear, its modes have the semicircle spectrum of radius 2, and a mode of
 * eigenvalue λ grows by a + ηλ at each step. Gauss's rule for the semicircle is exact here.
 */
function modesOfTwo(learningRate: number, steps: number) {
  const count = steps + 3;
  const angles = Array.from({ length: count }, (_, k) => (Math.PI * (k + 1)) / (count + 1));
  const average = (f: (lambda: number, k: number) => number) =>
    angles.reduce((sum, angle, k) => sum + Math.sin(angle) ** 2 * f(2 * Math.cos(angle), k), 0) * (2 / (count + 1));
  const modes = [angles.map(() => 1)];
  const growth: number[] = [];
  const energy: number[] = [];
  for (let t = 0; t <= steps; t++) {
    const mode = modes[t]!;
    const along = learningRate * average((lambda, k) => lambda * mode[k]! ** 2);
    const square = learningRate ** 2 * average((lambda, k) => (lambda * mode[k]!) ** 2);
    const a = Math.sqrt(1 - square + along ** 2) - along;
    energy.push(-along / learningRate / 2);
    growth.push(a);
    modes.push(mode.map((value, k) => (a + learningRate * 2 * Math.cos(angles[k]!)) * value));
  }
  return {
    energy,
    correlation: (t: number, s: number) => average((_, k) => modes[t]![k]! * modes[s]![k]!),
    /** A kick in step s, η, grows with its mode from s + 1 on. */
    response: (t: number, s: number) =>
      learningRate * average((lambda) => growth.slice(s + 1, t).reduce((g, a) => g * (a + learningRate * lambda), 1)),
  };
}

test.each([0.1, 0.5])('p = 2 at η = %d is the semicircle law: E, C and R to rounding', (learningRate) => {
  const steps = 60;
  const exact = modesOfTwo(learningRate, steps);
  const { energy, correlation, response } = descend(2, learningRate, 0, steps);
  for (let t = 0; t <= steps; t++) {
    expect(energy[t]).toBeCloseTo(exact.energy[t]!, 11);
    for (let s = 0; s < t; s += 7) {
      expect(correlation[t]![s]).toBeCloseTo(exact.correlation(t, s), 11);
      expect(response[t]![s]).toBeCloseTo(exact.response(t, s), 11);
    }
  }
});

test('whatever p, η and T: C at most 1, R(t + 1, t) = η, and a gradient with a length', () => {
  const order = fc.integer({ min: 2, max: 9 });
  const share = fc.double({ min: 0.01, max: 0.45, noNaN: true });
  const temperature = fc.constantFrom(0, 0.2, 0.6, 1.5);
  fc.assert(
    fc.property(order, share, temperature, fc.integer({ min: 1, max: 41 }), (p, part, T, steps) => {
      const learningRate = part / (p + T);
      const { energy, gradient, correlation, response } = descend(p, learningRate, T, steps);
      for (let t = 0; t <= steps; t++) {
        expect([correlation[t]![t], response[t]![t]]).toEqual([1, 0]);
        if (t > 0) expect(response[t]![t - 1]).toBe(learningRate);
        expect(Math.max(...correlation[t]!.map(Math.abs))).toBe(1);
        expect(gradient[t]).toBeGreaterThan(0);
        if (T === 0 && t > 0) expect(energy[t]).toBeLessThan(energy[t - 1]!);
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('slow descent loses energy as the square of its gradient', () => {
  for (const p of [2, 3, 5]) {
    const learningRate = 0.002;
    const { energy, gradient } = descend(p, learningRate, 0, 300);
    for (const t of [1, 10, 100, 299]) {
      const loss = (energy[t]! - energy[t + 1]!) / learningRate;
      expect(loss / ((gradient[t]! + gradient[t + 1]!) / 2)).toBeCloseTo(1, 2);
    }
  }
});
