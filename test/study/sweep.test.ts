import { expect, onTestFinished, test, vi } from 'vitest';
import { density } from '#src/base/curve.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import { named } from '#src/figures/curves.js';
import { perceptron, signNetwork } from '#src/network/network.js';
import type { ProgressEvent } from '#src/run/progress.js';
import { NOTHING_AROUND, surround } from '#src/run/surroundings.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { toFrame } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { range } from '#src/study/points.js';
import { averageRuns, groupRuns } from '#src/study/runs.js';
import { sweep } from '#src/study/sweep.js';

test('a range has both ends, without rounding', () => {
  expect(range(1, 3)).toEqual([1, 2, 3]);
  expect(range(3, 3)).toEqual([3]);
  expect(range(3, 10, 4)).toEqual([3, 7]);
  expect(range(0, 0.6, 0.1)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
});

test('an empty range is refused', () => {
  expect(() => range(2, 1)).toThrow('a range from 2 to 1 has no numbers');
  expect(() => range(0, 1, 0)).toThrow('`step` is 0');
  expect(() => range(0, Number.NaN)).toThrow('`last` is NaN; give a finite number');
});

const axes = { separation: [0.5, 1.5], draw: [1, 2, 3] };
const seed = 'sweep';

test('goes over all combinations in order, each with a seed of its own that stays the same', async () => {
  const runs = await sweep(axes, async ({ separation, draw }, { seed }) => `${separation} ${draw}: ${seed}`, { seed });
  expect(runs.map(({ point }) => [point.separation, point.draw])).toEqual([
    [0.5, 1],
    [0.5, 2],
    [0.5, 3],
    [1.5, 1],
    [1.5, 2],
    [1.5, 3],
  ]);
  expect(runs.planned).toBe(6);
  expect(runs[3]!.result).toBe('1.5 1: sweep/separation 1.5, draw 1');
  expect(groupRuns(runs, 'draw').map(({ value, runs }) => [value, runs.length])).toEqual([
    [1, 2],
    [2, 2],
    [3, 2],
  ]);
});

test('runs one after another if asked to, and reports all as one task', async () => {
  const events: ProgressEvent[] = [];
  let running = 0;
  await sweep(
    { draw: [1, 2] },
    async (_, { onProgress }) => {
      expect(++running).toBe(1);
      onProgress({ task: 'inner', done: 1, total: 2 });
      await new Promise((next) => setImmediate(next));
      onProgress({ task: 'inner', done: 2, total: 2 });
      running--;
    },
    { seed, title: 'two', runsAtOnce: 1, onProgress: (event) => events.push(event) },
  );
  expect(events.map(({ task, done, total }) => [task, done, total])).toEqual([
    ['two', 0.5, 2],
    ['two', 0.99, 2],
    ['two', 1, 2],
    ['two', 1.5, 2],
    ['two', 1.99, 2],
    ['two', 2, 2],
  ]);
});

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

test('as many runs as asked for go side by side; their results are in order, whichever ends first', async () => {
  const events: ProgressEvent[] = [];
  const ended: number[] = [];
  let [running, most] = [0, 0];
  const runs = await sweep(
    { draw: range(1, 9) },
    async ({ draw }, { onProgress, seed }) => {
      most = Math.max(most, ++running);
      // Two computations: what is done must not go back when the second begins.
      for (const done of [1, 2, 1]) {
        onProgress({ task: 'inner', done, total: 2 });
        await pause(draw % 3 === 1 ? 40 : 10);
      }
      running--;
      ended.push(draw);
      return seed;
    },
    { seed, runsAtOnce: 3, onProgress: (event) => events.push(event) },
  );
  expect(most).toBe(3);
  expect(runs.map(({ result }) => result)).toEqual(range(1, 9).map((draw) => `sweep/draw ${draw}`));
  expect(ended).not.toEqual(range(1, 9));
  const done = events.map((event) => event.done);
  expect(done).toEqual([...done].sort((one, other) => one - other));
  expect(done.at(-1)).toBe(9);
  expect(events.every(({ total, task }) => total === 9 && task === 'sweep')).toBe(true);
  // The rows are those that ended, in this order: a terminal prints each once.
  expect(events.at(-1)!.rows!.map(({ draw }) => draw)).toEqual(ended);
  expect(events.some(({ detail }) => / and [12] more$/.test(detail ?? ''))).toBe(true);
});

test('the number of runs at once, and of threads, changes no bit', async () => {
  const sampled = (runsAtOnce: number, workers: number) =>
    sweep(
      { patterns: [9, 12], draw: [1, 2] },
      ({ patterns, draw }, options) =>
        wangLandau(perceptron(21), randomPatterns({ inputs: 21, patterns, seed: draw }), {
          ...options,
          workers,
          walkers: 3,
          moves: 50_000,
          learningMoves: 100_000,
        }),
      { seed, runsAtOnce },
    );
  const numbers = ({ result }: { result: DensityOfStates }) => [result.entropy, result.standardError, result.visits];
  const one = (await sampled(1, 1)).map(numbers);
  expect((await sampled(4, 2)).map(numbers)).toEqual(one);
  expect((await sampled(2, 3)).map(numbers)).toEqual(one);
});

test('runs that keep all threads busy let few others begin', async () => {
  vi.stubEnv('WEIGHTSPACE_WORKERS', '1');
  onTestFinished(() => void vi.unstubAllEnvs());
  let [running, most] = [0, 0];
  const data = randomPatterns({ inputs: 21, patterns: 15, seed });
  await sweep(
    { draw: range(1, 6) },
    async (_, options) => {
      most = Math.max(most, ++running);
      await wangLandau(perceptron(21), data, { ...options, walkers: 2, moves: 50_000, learningMoves: 100_000 });
      running--;
    },
    { seed, runsAtOnce: 6 },
  );
  expect(most).toBeLessThanOrEqual(2);
});

test('of runs that wait for nothing but this thread, none begins before the last has ended', async () => {
  let [running, most] = [0, 0];
  await sweep(
    { draw: range(1, 3) },
    async () => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < 4; turn++) {
        for (const start = performance.now(); performance.now() - start < 40; );
        await new Promise((next) => setImmediate(next));
      }
      running--;
    },
    { seed, runsAtOnce: 3 },
  );
  expect(most).toBe(1);
});

test('an error of one run stops the others, and no other begins', async () => {
  const begun: number[] = [];
  const stopped: number[] = [];
  const failing = sweep(
    { draw: range(1, 9) },
    async ({ draw }, { signal }) => {
      begun.push(draw);
      await pause(30);
      if (draw === 2) throw new Error('no such data');
      await pause(60);
      if (signal.aborted) stopped.push(draw);
      signal.throwIfAborted();
    },
    { seed, runsAtOnce: 3 },
  );
  await expect(failing).rejects.toThrow('no such data');
  expect(begun).toEqual([1, 2, 3]);
  expect(stopped).toEqual([1, 3]);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test('stopped with runs side by side, it returns those that were finished, in order', async () => {
  const stop = new AbortController();
  const events: ProgressEvent[] = [];
  const runs = await sweep(
    { draw: range(1, 9) },
    async ({ draw }, { signal, onProgress }) => {
      onProgress({ task: 'inner', done: 1, total: 2 });
      // The first waits until the sweep is stopped.
      while (draw === 1 && !signal.aborted) await pause(5);
      await pause(5);
      if (draw === 5) stop.abort();
      return draw;
    },
    { seed, runsAtOnce: 2, signal: stop.signal, onProgress: (event) => events.push(event) },
  );
  expect(runs.map(({ result }) => result)).toEqual([2, 3, 4]);
  expect(runs.planned).toBe(9);
  expect(events.at(-1)).toMatchObject({ stopped: true, done: 3, total: 9 });
});

test('shows one bar, also where its runs pass nothing on to the computations inside', async () => {
  const opened: string[] = [];
  const openProgress = () => () => void opened.push('event');
  surround({ openProgress });
  const data = randomPatterns({ inputs: 15, patterns: 15, seed });
  const count = async () => {
    const { entropy } = await enumerate(perceptron(15), data);
    return Math.exp(entropy[0]!);
  };
  try {
    const events: ProgressEvent[] = [];
    await sweep({ draw: [1, 2] }, count, { seed, onProgress: (event) => events.push(event) });
    expect(events.length).toBe(2);
    expect(opened).toEqual([]);
    await count();
    expect(opened.length).toBeGreaterThan(0);
  } finally {
    surround(NOTHING_AROUND);
  }
});

test('reports its finished runs as rows', async () => {
  const data = separatedPatterns({ inputs: 9, patterns: 5, seed: 1 });
  const events: ProgressEvent[] = [];
  await sweep({ draw: [1, 2] }, (_, options) => enumerate(perceptron(9), data, { signal: options.signal }), {
    seed,
    onProgress: (event) => events.push(event),
  });
  expect(events.at(-1)?.rows).toEqual(
    [1, 2].map((draw) => ({ draw, seconds: expect.any(Number), 'ρ reliable': true, 'ends reliable': true })),
  );
});

test('that is cancelled returns the finished runs', async () => {
  const stop = new AbortController();
  const runs = await sweep(
    { draw: [1, 2, 3] },
    async ({ draw }, { signal }) => {
      if (draw === 2) stop.abort();
      return signal.aborted;
    },
    { seed, signal: stop.signal },
  );
  expect(runs).toEqual([{ point: { draw: 1 }, result: false }]);
  expect(runs.means).toEqual([]);
  expect(runs.planned).toBe(3);
  const none = await sweep({ draw: [1] }, () => Promise.reject(new Error('stopped')), { seed, signal: stop.signal });
  expect(none).toEqual([]);
  expect(none.planned).toBe(1);
});

test('passes on the error of a run, and refuses a sweep without runs', async () => {
  const failing = () => Promise.reject(new Error('no such data'));
  await expect(sweep({ draw: [1] }, failing, { seed })).rejects.toThrow('no such data');
  await expect(sweep({ draw: [] }, failing, { seed })).rejects.toThrow('`draw` has no values; give at least one');
  await expect(sweep({ draw: [1] }, failing, { seed: '' })).rejects.toThrow('`seed` is empty');
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test('what is not a sweep is refused with an error', async () => {
  const run = async () => 1;
  const refusals: [Promise<unknown>, string][] = [
    [sweep(undefined as never, run, { seed }), 'the parameters are undefined; give an object of lists'],
    [sweep({ draw: '123' as never }, run, { seed }), '`draw` is 123; give an array of values'],
    [
      sweep({ draw: [Number.NaN] }, run, { seed }),
      '`draw` has the value NaN; give numbers, strings, or objects with a name',
    ],
    [sweep({ draw: [1] }, 7 as never, { seed }), '`run` is 7; give a function'],
    [sweep({ draw: [1] }, run, { seed, titel: 'x' } as never), 'has no option `titel`; did you mean `title`?'],
    [sweep({ draw: [1] }, run, { seed, runsAtOnce: 0 }), '`runsAtOnce` is 0; give a whole number from 1 to 256'],
    [sweep({ draw: [1] }, run, { seed, signal: {} as never }), '`signal` is an object; give an AbortSignal'],
  ];
  for (const [refused, sentence] of refusals) await expect(refused).rejects.toThrow(sentence);
  const runs = await sweep({ draw: [1, 2] }, run, { seed });
  expect(() => groupRuns(runs, 'drw' as 'draw')).toThrow('the runs have no parameter drw; choose from draw');
  expect(() => toFrame([{ a: 1 }, { b: 2 }])).toThrow('a row has the columns b and the first a');
});

test('networks and data sets with names may be parameters', async () => {
  const network = [named('flat', perceptron(9)), named('deep', signNetwork([3, 2, 1]))];
  const data = [named('few', randomPatterns({ inputs: 9, patterns: 4, seed: 1 }))];
  const seeds: unknown[] = [];
  const events: ProgressEvent[] = [];
  const runs = await sweep(
    { network, data },
    async ({ network, data }, { seed }) => {
      seeds.push(seed);
      return network.weights * data.patterns;
    },
    { seed, onProgress: (event) => events.push(event) },
  );
  expect(seeds).toEqual(['sweep/network flat, data few', 'sweep/network deep, data few']);
  expect(groupRuns(runs, 'network').map(({ value, runs: [run] }) => [value.name, run!.result])).toEqual([
    ['flat', 36],
    ['deep', 32],
  ]);
  expect(events.at(-1)?.rows?.[1]).toMatchObject({ network: 'deep', data: 'few' });
  expect(toFrame(runs.map(({ point }) => point)).values).toEqual([
    ['flat', 'few'],
    ['deep', 'few'],
  ]);
});

test('objects without a name, and two of one name, are refused', async () => {
  const run = async () => 1;
  await expect(sweep({ network: [perceptron(3) as never] }, run, { seed })).rejects.toThrow(
    "`network` has the value an object; give it a name, as in named('tree',",
  );
  await expect(
    sweep({ network: [named('a', perceptron(3)), named('a', perceptron(5))] }, run, { seed }),
  ).rejects.toThrow("`network` has two values named 'a'; give each its own name");
});

test('many runs may listen to its signal without a warning', async () => {
  const warned: Error[] = [];
  const listen = (warning: Error) => warned.push(warning);
  process.on('warning', listen);
  const next = () => new Promise<void>((done) => setImmediate(done));
  const wait = async (_: unknown, options: { signal: AbortSignal }) => {
    options.signal.addEventListener('abort', () => {});
    await next();
  };
  await sweep({ draw: range(1, 12) }, wait, { seed });
  await next();
  process.off('warning', listen);
  expect(warned).toEqual([]);
});

test('of curves averages them over what else was swept, and makes a frame', async () => {
  const runs = await sweep(
    axes,
    ({ separation, draw }, options) => {
      const data = separatedPatterns({ inputs: 9, patterns: 6, separation, seed: draw });
      return enumerate(perceptron(9), data, options);
    },
    { seed },
  );
  const averages = averageRuns(runs, 'separation');
  expect(averages.map(({ value }) => value)).toEqual([0.5, 1.5]);
  const first = runs.slice(0, 3).map(({ result }) => density(result));
  density(averages[0]!.curve).forEach((rho, energy) => {
    expect(rho).toBeCloseTo(first.reduce((sum, one) => sum + one[energy], 0) / 3, 10);
  });
  expect(averageRuns(runs.slice(0, 1), 'draw')[0]!.curve).toBe(runs[0]!.result);
  const table = toFrame(runs.map(({ point, result: { patterns } }) => ({ ...point, patterns })));
  expect(table.columns).toEqual(['separation', 'draw', 'patterns']);
  expect(table.values[4]).toEqual([1.5, 2, 6]);
  expect(() => toFrame([])).toThrow('there are no rows to make a frame of');
});
