import { expect, test } from 'vitest';
import { channelCapacity, codeRate, correctableNoise } from '#src/theory/codes.js';

test('the rate of all fixed points, in bits', () => {
  // S₁ of 0.5 and of 1 in nats, as published, over ln 2.
  expect(codeRate(0.5)).toBeCloseTo(0.324201 / Math.LN2, 5);
  expect(codeRate(1)).toBeCloseTo(0.520393 / Math.LN2, 5);
  expect(codeRate(0)).toBeCloseTo(0, 12);
  expect(codeRate(100)).toBe(1);
  expect(() => codeRate(-1)).toThrow('`selfCoupling` is -1');
});

test('a channel carries all without noise, nothing at ½, and as much at 1 − ρ as at ρ', () => {
  expect([0, 0.5, 1].map(channelCapacity)).toEqual([1, 0, 1]);
  // h₂(0.11) = 0.49992: every second bit is needed.
  expect(channelCapacity(0.11)).toBeCloseTo(0.5, 3);
  expect(channelCapacity(0.3)).toBeCloseTo(channelCapacity(0.7), 12);
  expect(() => channelCapacity(1.2)).toThrow('`noise` is 1.2; give a number from 0 to 1');
});

test('the noise at which the bound is a rate, its inverse', () => {
  expect([0, 1].map(correctableNoise)).toEqual([0.5, 0]);
  expect(correctableNoise(0.5)).toBeCloseTo(0.11003, 5);
  for (const rate of [0.01, 0.3, 0.9]) expect(channelCapacity(correctableNoise(rate))).toBeCloseTo(rate, 9);
  expect(() => correctableNoise(1.2)).toThrow('`rate` is 1.2; give a number from 0 to 1');
});
