import { expect, test } from 'vitest';
import { liquidEntropy, liquidThresholds } from '#src/theory/liquid-entropy.js';

test('the gap closes at J_D ≈ 0.060, the curve is monotone from ≈ 0.073 on, and concave from J_c = 0.096 on', () => {
  const { gap, monotone, concave } = liquidThresholds();
  expect(Math.abs(gap - 0.06)).toBeLessThan(1e-3);
  expect(Math.abs(monotone - 0.073)).toBeLessThan(1.5e-3);
  expect(Math.abs(concave - 0.096)).toBeLessThan(3e-3);
  expect(liquidThresholds()).toEqual({ gap, monotone, concave });
});

test('at the shortest distances and strong self-couplings', () => {
  for (const [selfCoupling, distance] of [
    [0.5, 0.002],
    [1, 0.01],
    [0.01, 0.002],
    [1, 0.45],
  ] as const) {
    const state = liquidEntropy({ selfCoupling, distance });
    expect(Object.values(state).every(Number.isFinite)).toBe(true);
    expect(Math.abs(state.complexity)).toBeLessThan(1e-5);
    const binary = -distance * Math.log(distance) - (1 - distance) * Math.log(1 - distance);
    expect(state.entropy).toBeLessThan(binary);
  }
});
