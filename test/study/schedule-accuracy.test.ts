import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { perceptron } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { type Schedule, scheduleAccuracy } from '#src/study/schedule-accuracy.js';

const data = randomPatterns({ inputs: 15, patterns: 12, seed: 'schedules' });
const network = perceptron(15);

test('every schedule gets nearer to the exact curve with more moves, and gives the same for the same seed', async () => {
  const exact = await enumerate(network, data);
  const at = (schedule: Schedule, moves: number) =>
    scheduleAccuracy(network, data, { schedule, moves, exact, runs: 6, seed: 'a' });
  for (const schedule of ['1/t', 'production'] as const) {
    const [few, many] = [await at(schedule, 4e5), await at(schedule, 1.6e7)];
    expect(many.error).toBeLessThan(few.error / 2);
    expect(many.made).toBeGreaterThan(1.5e7);
    expect(many.made).toBeLessThan(2.2e7);
    const again = await at(schedule, 4e5);
    expect([again.error, again.lowest, again.made]).toEqual([few.error, few.lowest, few.made]);
  }
  const paper = await at('paper', 1e8);
  // Done long before the moves it is allowed, at its published accuracy.
  expect(paper.made).toBeLessThan(5e7);
  expect(paper.error).toBeLessThan(0.06);
  expect(paper.claimed).toBeNaN();
  const claimed = (await at('production', 1.6e7)).claimed;
  expect(claimed).toBeGreaterThan(0);
});

test('a bad option is refused in a sentence', async () => {
  const exact = await enumerate(network, data);
  const options = { schedule: 'paper', moves: 1e6, exact, seed: 's' } as const;
  await expect(scheduleAccuracy(network, data, { ...options, runs: 1 })).rejects.toThrow('`runs` is 1');
  await expect(scheduleAccuracy(network, data, { ...options, moves: 0 })).rejects.toThrow('`moves` is 0');
  await expect(scheduleAccuracy(network, data, { ...options, schedule: 'fast' as never })).rejects.toThrow('choose');
});
