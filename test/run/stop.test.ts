import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { DROPPED, type Request, Thread } from '#src/kernel/thread.js';
import { perceptron } from '#src/network/network.js';
import { readCheckpoint } from '#src/run/checkpoint.js';
import type { ProgressEvent } from '#src/run/progress.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { wangLandau } from '#src/sampling/wang-landau.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.restoreAllMocks());

const data = randomPatterns({ inputs: 101, patterns: 60, seed: 'stop' });
const network = perceptron(101);
const many = { seed: 'stop', walkers: 50, workers: 2, windows: 2, moves: 50_000, learningMoves: 200_000 } as const;

/** Walks opened, not only asked for; `onOpen` is called when one is asked for. */
function countOpened(onOpen: (asked: number) => void = () => {}) {
  const ask = Thread.prototype.ask;
  const count = { asked: 0, opened: 0 };
  vi.spyOn(Thread.prototype, 'ask').mockImplementation(async function (this: Thread, request: Request, isDropped) {
    if (request.do !== 'open') return ask.call(this, request, isDropped);
    onOpen(++count.asked);
    const answer = await ask.call(this, request, isDropped);
    if (answer !== DROPPED) count.opened++;
    return answer;
  });
  return count;
}

/** Of one window, some time after the count has begun. */
const isCounting = ({ detail, leastVisited }: ProgressEvent) => detail === 'production' && leastVisited !== undefined;

const visitsOf = ({ visits }: DensityOfStates) => visits.reduce((sum, count) => sum + count, 0);

describe('a run that is stopped', () => {
  test('before it begins opens no walk', async () => {
    const count = countOpened();
    const dos = await wangLandau(network, data, { ...many, signal: AbortSignal.abort() });
    expect(count).toEqual({ asked: 0, opened: 0 });
    expect(dos.diagnostics.verdict.join(' ')).toMatch(/cancelled/);
  });

  test('while it learns opens no walk any more', async () => {
    const stop = new AbortController();
    const count = countOpened();
    const onProgress = ({ detail }: { detail?: string }) => detail === 'finding the levels' && stop.abort();
    const dos = await wangLandau(network, data, { ...many, signal: stop.signal, onProgress });
    // Those of the two learners.
    expect(count.asked).toBe(2);
    expect(visitsOf(dos)).toBe(0);
  });

  test('while it opens its walks opens no others, keeps nothing incomplete, and resumes to the same bits', async () => {
    const checkpoint = join(folder, 'opening');
    const stop = new AbortController();
    const learners = 4;
    const count = countOpened((asked) => asked === learners + 5 && stop.abort());
    const part = await wangLandau(network, data, { ...many, checkpoint, signal: stop.signal });
    // What was asked for before the stop and in the thread's hands already is opened.
    expect(count.opened).toBeLessThanOrEqual(learners + 5);
    expect(visitsOf(part)).toBe(0);
    const { snapshots } = readCheckpoint(checkpoint)!;
    for (const { walks } of Object.values(snapshots)) expect(walks.every(({ length }) => length > 0)).toBe(true);
    vi.restoreAllMocks();
    const [whole, resumed] = [
      await wangLandau(network, data, many),
      await wangLandau(network, data, { ...many, checkpoint }),
    ];
    expect(resumed.entropy).toEqual(whole.entropy);
    expect(resumed.visits).toEqual(whole.visits);
  });

  test('while it resumes from its checkpoint loses nothing of it', async () => {
    const checkpoint = join(folder, 'going on');
    const options = { ...many, walkers: 6, windows: 1, moves: 2_000_000, checkpoint };
    const half = new AbortController();
    const counted = await wangLandau(network, data, {
      ...options,
      signal: half.signal,
      onProgress: (event) => isCounting(event) && half.abort(),
    });
    expect(visitsOf(counted)).toBeGreaterThan(0);
    const again = new AbortController();
    countOpened((asked) => asked === 5 && again.abort());
    await wangLandau(network, data, { ...options, signal: again.signal });
    vi.restoreAllMocks();
    const resumed = await wangLandau(network, data, options);
    const { checkpoint: _, ...fresh } = options;
    expect(resumed.visits).toEqual((await wangLandau(network, data, fresh)).visits);
  });

  test('while it counts gives what was counted', async () => {
    const stop = new AbortController();
    const onProgress = (event: ProgressEvent) => isCounting(event) && stop.abort();
    const options = { ...many, windows: 1, walkers: 4, moves: 1e8, signal: stop.signal, onProgress };
    expect(visitsOf(await wangLandau(network, data, options))).toBeGreaterThan(0);
  });
});

describe('thirty runs at once', () => {
  test('with checkpoints and one signal for all: Node does not warn of a leak', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on('warning', listen);
    const stop = new AbortController();
    const small = randomPatterns({ inputs: 11, patterns: 5, seed: 's' });
    const before = [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')];
    let most = 0;
    const runs = Array.from({ length: 30 }, (_, k) =>
      wangLandau(perceptron(11), small, {
        seed: k,
        moves: 20_000,
        learningMoves: 20_000,
        walkers: 2,
        checkpoint: join(folder, `run ${k}`),
        signal: stop.signal,
        onProgress: () => {
          most = Math.max(most, process.listenerCount('SIGINT'));
        },
      }),
    );
    expect((await Promise.all(runs)).length).toBe(30);
    // Warnings are given a moment later.
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
    expect(most).toBe(before[0]! + 1);
    expect([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]).toEqual(before);
  });
});
