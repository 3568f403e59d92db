import { expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { solveRepeatedly } from '#src/solvers/repeat.js';
import { sbpi } from '#src/solvers/sbpi.js';

const network = perceptron(25);
const data = randomPatterns({ inputs: 25, patterns: 12, seed: 'repeat' });

test('each run is that of the solver with a seed of its own', async () => {
  const found = await solveRepeatedly(sbpi, 5, network, data, { seed: 'a', maximumSteps: 50, reinforcement: 0.1 });
  expect(found.map(({ seed }) => seed)).toEqual(['a/1', 'a/2', 'a/3', 'a/4', 'a/5']);
  for (const solution of found) {
    const { seed } = solution;
    expect(await sbpi(network, data, { seed, maximumSteps: 50, reinforcement: 0.1 })).toEqual(solution);
  }
  expect(new Set(found.map(({ weights }) => weights.join())).size).toBeGreaterThan(1);
});

test('runs that do not solve the task are there too', async () => {
  const crowded = randomPatterns({ inputs: 25, patterns: 60, seed: 'repeat' });
  const found = await solveRepeatedly(sbpi, 3, network, crowded, { seed: 'a', maximumSteps: 5 });
  expect(found.map(({ solved, steps }) => [solved, steps])).toEqual(Array(3).fill([false, 5]));
});

test('it stops with the reason of its signal, and shows the progress of all runs', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const events: { task: string; done: number; total: number }[] = [];
  const onProgress = (event: (typeof events)[0]) => {
    events.push(event);
    if (events.length === 2) controller.abort(reason);
  };
  const running = solveRepeatedly(sbpi, 1e6, network, data, { seed: 'a', signal: controller.signal, onProgress });
  await expect(running).rejects.toBe(reason);
  expect(events.length).toBeGreaterThan(1);
  expect(events.at(-1)).toMatchObject({ task: 'repeated search', total: 1e6 });
});

test('refuses what is no solver, no number of runs, and no seed', async () => {
  const options = { seed: 1 };
  await expect(solveRepeatedly('sbpi' as never, 2, network, data, options)).rejects.toThrow('`solver` is');
  await expect(solveRepeatedly(sbpi, 0, network, data, options)).rejects.toThrow('`runs` is 0');
  await expect(solveRepeatedly(sbpi, 2, network, data, {} as never)).rejects.toThrow('`seed` is undefined');
  await expect(solveRepeatedly(sbpi, 2, network, data, null as never)).rejects.toThrow('the options are null');
  await expect(solveRepeatedly(sbpi, 2, network, data, { seed: 1, steps: 3 } as never)).rejects.toThrow('no option');
});
