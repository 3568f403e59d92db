import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns, teacherPatterns } from '#src/dataset/random.js';
import { committee, perceptron, type TieRule } from '#src/network/network.js';
import { readCheckpoint, writeCheckpoint } from '#src/run/checkpoint.js';
import { type EnumerateOptions, enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate } from '#src/sampling/joint.js';
import { bruteForce } from '../brute-force.js';
import { goldenInstance } from '../golden.js';
import { dataOfModel, models } from '../problems.js';

describe('the golden instances', () => {
  test('N = 11, P = 11, seed 1', async () => {
    const dos = await enumerate(perceptron(11), goldenInstance({ inputs: 11, patterns: 11, seed: 1 }));
    expect([...dos.visits]).toEqual([0, 17, 89, 210, 356, 352, 352, 356, 210, 89, 17, 0]);
  });

  test('N = 10, P = 8, seed 5: ties', async () => {
    const data = goldenInstance({ inputs: 10, patterns: 8, seed: 5 });
    const correct = [21, 111, 255, 285, 187, 129, 33, 3, 0];
    expect([...(await enumerate(perceptron(10, { tie: 'correct' }), data)).visits]).toEqual(correct);
    expect([...(await enumerate(perceptron(10), data)).visits]).toEqual(correct.toReversed());
  });
});

describe('enumeration equals brute force', () => {
  test.each(models)('on the model %s', async (model) => {
    for (const inputs of [1, 2, 5, 7, 8, 12]) {
      const data = dataOfModel[model](inputs, `brute ${inputs}`);
      for (const tie of ['error', 'correct', 'plus'] satisfies TieRule[]) {
        const network = perceptron(inputs, { tie });
        expect([...(await enumerate(network, data)).visits]).toEqual(bruteForce(network, data));
      }
    }
  });

  test('on any small whole numbers', async () => {
    const row = (inputs: number) => fc.array(fc.integer({ min: -3, max: 3 }), { minLength: inputs, maxLength: inputs });
    const problem = fc.integer({ min: 1, max: 9 }).chain((inputs) =>
      fc.record({
        rows: fc.array(row(inputs), { minLength: 1, maxLength: 20 }),
        tie: fc.constantFrom<TieRule>('error', 'correct', 'plus'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(problem, async ({ rows, tie }) => {
        const data = fromArrays(
          rows,
          rows.map((_, pattern) => (pattern % 3 === 0 ? 1 : -1)),
        );
        const network = perceptron(data.inputs, { tie });
        expect([...(await enumerate(network, data)).visits]).toEqual(bruteForce(network, data));
      }),
    );
  });
});

describe('an enumeration', () => {
  test('adds up to 2^N and mirrors itself, when it goes through half of the configurations or all', async () => {
    const data = teacherPatterns({ inputs: 27, patterns: 20, seed: 'teacher' });
    const dos = await enumerate(perceptron(27), data);
    expect(dos.visits.reduce((sum, count) => sum + count)).toBe(2 ** 27);
    expect([...dos.visits]).toEqual([...dos.visits].toReversed());
    // The teacher itself makes no error.
    expect(dos.visits[0]).toBeGreaterThan(0);
    // Ties in a pattern of zeros: the same counts, one error more; nothing is mirrored.
    const withZeros = fromArrays(
      [...Array.from({ length: 20 }, (_, p) => data.values.subarray(27 * p, 27 * (p + 1))), new Int32Array(27)],
      [...data.labels, 1],
    );
    expect([...(await enumerate(perceptron(27), withZeros)).visits]).toEqual([0, ...dos.visits]);
  });

  test('does not depend on the number of workers', async () => {
    const data = randomPatterns({ inputs: 26, patterns: 30, seed: 'workers' });
    const [one, three] = await Promise.all([1, 3].map((workers) => enumerate(perceptron(26), data, { workers })));
    expect(one!.visits).toEqual(three!.visits);
  });

  test('of random labels has the mean 2^(N−P) C(P, E)', async () => {
    const [inputs, patterns, draws] = [9, 6, 400];
    const counts = await Promise.all(
      Array.from({ length: draws }, async (_, k) => {
        const data = randomPatterns({ inputs, patterns, seed: `draw ${k}` });
        return (await enumerate(perceptron(inputs), data)).visits;
      }),
    );
    let binomial = 1;
    for (let level = 0; level <= patterns; level++) {
      const mean = counts.reduce((sum, visits) => sum + visits[level]!, 0) / draws;
      const variance = counts.reduce((sum, visits) => sum + (visits[level]! - mean) ** 2, 0) / (draws - 1);
      expect(Math.abs(mean - 2 ** (inputs - patterns) * binomial)).toBeLessThan(4 * Math.sqrt(variance / draws));
      binomial *= (patterns - level) / (level + 1);
    }
  });

  test('says how long it would take, when that is too long', async () => {
    const data = randomPatterns({ inputs: 101, patterns: 50, seed: 's' });
    await expect(enumerate(perceptron(101), data, { workers: 2 })).rejects.toThrow(
      /2\^101 configurations would take about \d\.\de\+1[34] years to enumerate.*use wangLandau/,
    );
    const smaller = randomPatterns({ inputs: 29, patterns: 50, seed: 's' });
    await expect(enumerate(perceptron(29), smaller, { maximumSeconds: 1e-9 })).rejects.toThrow(/`maximumSeconds`/);
  });

  test('takes the seed of a sweep, and no option that it does not know', async () => {
    const data = randomPatterns({ inputs: 5, patterns: 3, seed: 's' });
    expect((await enumerate(perceptron(5), data, { seed: 's' })).kind).toBe('exact');
    await expect(enumerate(perceptron(5), data, { maxSeconds: 1 } as never)).rejects.toThrow(
      /enumerate has no option `maxSeconds`; its options are workers, .*maximumSeconds/,
    );
  });

  test('stops when it is cancelled', async () => {
    const data = randomPatterns({ inputs: 35, patterns: 30, seed: 's' });
    const stop = new AbortController();
    const running = enumerate(perceptron(35), data, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(running).rejects.toThrow(/abort/);
  });

  test('reports its progress to the end', async () => {
    const data = randomPatterns({ inputs: 27, patterns: 5, seed: 's' });
    const done: number[] = [];
    await enumerate(perceptron(27), data, { onProgress: (event) => done.push(event.done / event.total) });
    expect(done.at(-1)).toBe(1);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });
});

describe('killed again and again, each time with another number of workers, an enumeration still counts every configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const wide = randomPatterns({ inputs: 29, patterns: 20, seed: 'killed' });
  const deep = randomPatterns({ inputs: 8, patterns: 20, seed: 'killed' });
  const others = randomPatterns({ inputs: 8, patterns: 30, seed: 'killed others' });
  const votes = committee({ inputs: 8, hidden: 3 });
  const jobs: [string, (options: EnumerateOptions) => Promise<{ visits: Float64Array; sums?: Float64Array }>][] = [
    ['perceptron', (options) => enumerate(perceptron(29), wide, options)],
    ['hidden layer', (options) => enumerate(votes, deep, options)],
    ['second axis', (options) => jointEnumerate(votes, deep, { of: 'errors', data: others, bins: 7 }, options)],
  ];

  /** Runs until so many events of progress; its checkpoint at that moment is all that is left, as after SIGKILL. */
  async function kill(
    job: (options: EnumerateOptions) => Promise<object>,
    checkpoint: string,
    events: number,
    workers: number,
  ) {
    const stop = new AbortController();
    const left = `${checkpoint}.left`;
    let seen = 0;
    const onProgress = () => {
      if (++seen !== events) return;
      copyFileSync(checkpoint, left);
      stop.abort();
    };
    const running = job({ checkpoint, checkpointSeconds: 0.001, signal: stop.signal, onProgress, workers });
    await expect(running).rejects.toThrow(/abort/);
    copyFileSync(left, checkpoint);
  }

  const pendingIn = (checkpoint: string) =>
    (readCheckpoint(checkpoint)!.snapshots['count/0']?.state as { pending: number[] } | undefined)?.pending.length ?? 0;

  test.each(jobs)('%s', async (name, job) => {
    const whole = await job({});
    const random = randomStream('kills', name);
    let most = 0;
    for (let series = 0; series < 2; series++) {
      const checkpoint = join(folder, `${name}.${series}`);
      for (const workers of [8, 1, 5, 2]) {
        await kill(job, checkpoint, 1 + random.integer(3), workers);
        most = Math.max(most, pendingIn(checkpoint));
      }
      const { visits, sums } = await job({ checkpoint });
      expect([visits, sums]).toEqual([whole.visits, whole.sums]);
    }
    // The kills hit where it hurts: while many prefixes were in progress.
    expect(most).toBeGreaterThan(3);
  });

  test('and says so where a checkpoint lost some of them', async () => {
    const checkpoint = join(folder, 'lost');
    await kill(jobs[0]![1], checkpoint, 3, 4);
    const saved = readCheckpoint(checkpoint)!;
    (saved.snapshots['count/0']!.state as { next: number }).next++;
    writeCheckpoint(checkpoint, saved);
    await expect(enumerate(perceptron(29), wide, { checkpoint })).rejects.toThrow(
      /^\d+ configurations were counted, but there are 2\^29 = 536870912; delete the checkpoint/,
    );
  });

  test('and does not begin where counts would not be exact', async () => {
    const data = randomPatterns({ inputs: 54, patterns: 2, seed: 's' });
    await expect(enumerate(perceptron(54), data, { maximumSeconds: Infinity })).rejects.toThrow(
      /has 54 weights and counts are exact up to 2\^53; use wangLandau/,
    );
  });
});
