import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { NOTHING_AROUND, surround } from '#src/run/surroundings.js';
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
    if (schedule === 'production') expect(many.claimed).toBeGreaterThan(0);
  }
  const paper = await at('paper', 1e8);
  // Done long before the moves it is allowed, at its published accuracy.
  expect(paper.made).toBeLessThan(5e7);
  expect(paper.error).toBeLessThan(0.06);
  expect(paper.claimed).toBeNaN();
});

test.each(['paper', '1/t', 'production'] as const)('%s that is stopped gives no accuracy', async (schedule) => {
  const exact = await enumerate(network, data);
  const stop = new AbortController();
  const accuracy = scheduleAccuracy(network, data, { schedule, moves: 1e9, exact, seed: 'cut', signal: stop.signal });
  setTimeout(() => stop.abort(new Error('enough')), 100);
  await expect(accuracy).rejects.toThrow('enough');
});

test('also if the stop button of a notebook stopped it', async () => {
  const exact = await enumerate(network, data);
  const button = new AbortController();
  surround({ openStop: () => ({ signal: button.signal, release() {} }) });
  setTimeout(() => button.abort(), 100);
  const accuracy = scheduleAccuracy(network, data, { schedule: 'production', moves: 1e9, exact, seed: 'cut' });
  await expect(accuracy).rejects.toThrow('the runs were stopped before their end');
  surround(NOTHING_AROUND);
});

test('a bad option is refused with an error', async () => {
  const exact = await enumerate(network, data);
  const options = { schedule: 'paper', moves: 1e6, exact, seed: 's' } as const;
  await expect(scheduleAccuracy(network, data, { ...options, runs: 1 })).rejects.toThrow('`runs` is 1');
  await expect(scheduleAccuracy(network, data, { ...options, moves: 0 })).rejects.toThrow('`moves` is 0');
  await expect(scheduleAccuracy(network, data, { ...options, schedule: 'fast' as never })).rejects.toThrow('choose');
  const short = { ...exact, levels: [0, 1], entropy: [0, 0], standardError: [0, 0] };
  await expect(scheduleAccuracy(network, data, { ...options, exact: short })).rejects.toThrow('2 levels');
  const misspelt = { ...options, run: 8 };
  await expect(scheduleAccuracy(network, data, misspelt)).rejects.toThrow('has no option `run`; did you mean `runs`?');
});
