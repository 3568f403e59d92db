import { afterAll, describe, expect, test, vi } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem } from '#src/kernel/problem.js';
import { RemoteWalk } from '#src/kernel/remote-walk.js';
import { DROPPED, hasIdleThread, leaveThreads, Thread, useThreads } from '#src/kernel/thread.js';
import { perceptron } from '#src/network/network.js';

const data = randomPatterns({ inputs: 41, patterns: 30, seed: 'thread' });

describe('a thread', () => {
  const thread = new Thread();
  afterAll(() => thread.stop());

  test('is sent a problem once, for all its walks and counts', async () => {
    const problem = makeProblem(perceptron(41), data);
    const asked = vi.spyOn(thread, 'ask');
    const walks = await Promise.all([1, 2, 3].map((seed) => RemoteWalk.open(thread, problem, seed)));
    await thread.count(makeProblem(perceptron(41), data), 0);
    await thread.time(problem, 10);
    const held = asked.mock.calls.filter(([request]) => request.do === 'hold');
    asked.mockRestore();
    expect(walks.map((walk) => walk.opened)).toEqual([true, true, true]);
    expect(held.length).toBe(2);
  });

  test('lets go of a problem; its walks go on', async () => {
    const problem = makeProblem(perceptron(41), data);
    const walk = await RemoteWalk.open(thread, problem, 's');
    const number = await thread.hold(problem);
    thread.release(problem);
    await expect(thread.ask({ do: 'count', problem: number, prefix: 0 })).rejects.toThrow(/is not held in this thread/);
    expect((await walk.advance(1, 1)).blocks).toBe(1);
  });

  test('drops what waits for it and is not wanted any more', async () => {
    const walk = await RemoteWalk.open(thread, makeProblem(perceptron(41), data), 's');
    let stopped = false;
    const request = { do: 'advance', walk: 0, blocks: 1, logF: 1 } as const;
    const first = thread.count(makeProblem(perceptron(20), randomPatterns({ inputs: 20, patterns: 9, seed: 1 })), 0);
    const later = Array.from({ length: 20 }, () => thread.ask(request, () => stopped).catch(() => 'sent'));
    stopped = true;
    const ends = await Promise.all(later);
    // The thread had one in its hands when they came, and took one of them.
    expect(ends.filter((end) => end === DROPPED).length).toBeGreaterThanOrEqual(18);
    await first;
    expect((await walk.view()).moves).toBe(0);
  });
});

describe('the threads of the process', () => {
  test('go to the runs that use them least, and a run that needs more keeps those that it has', () => {
    const problem = makeProblem(perceptron(9), randomPatterns({ inputs: 9, patterns: 4, seed: 1 }));
    const [[first], [second]] = [useThreads(1, 2), useThreads(1, 2)] as const;
    expect(second === first).toBe(false);
    const third = useThreads(2, 2);
    expect(third.includes(first!) && third.includes(second!)).toBe(true);
    leaveThreads([first!, ...third], problem);
    expect(useThreads(1, 2)[0] === first).toBe(true);
    expect(useThreads(1, 2, [first!])[0] === second).toBe(true);
    leaveThreads([first!, second!, second!], problem);
    for (const thread of [first!, second!]) expect(thread.runs).toBe(0);
  });

  test('are idle until they are asked for something', async () => {
    const problem = makeProblem(perceptron(20), randomPatterns({ inputs: 20, patterns: 9, seed: 1 }));
    const used = useThreads(1, 1);
    expect(hasIdleThread(1)).toBe(true);
    const counted = used[0]!.count(problem, 0);
    expect(hasIdleThread(1)).toBe(false);
    expect(hasIdleThread(2)).toBe(true);
    await counted;
    expect(hasIdleThread(1)).toBe(true);
    leaveThreads(used, problem);
  });
});

describe('a walk that is not opened', () => {
  test('stands still and has seen nothing', async () => {
    const thread = new Thread();
    const asked = vi.spyOn(thread, 'ask');
    const problem = makeProblem(perceptron(41), data);
    const walk = await RemoteWalk.open(thread, problem, 's', () => true);
    expect(walk.opened).toBe(false);
    expect(await walk.advance(10, 1)).toEqual({ blocks: 0 });
    const view = await walk.view();
    expect(view.visits).toEqual(new Float64Array(31));
    expect(view.entropy).toEqual(new Float64Array(31).fill(-Infinity));
    expect(view.moves).toBe(0);
    await walk.close();
    expect(asked).not.toHaveBeenCalled();
    await thread.stop();
  });
});
