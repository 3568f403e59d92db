import { afterEach, expect, test } from 'vitest';
import { randomPatterns, teacherPatterns, teacherWeights } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { growingCurve } from '#src/notebook/growing-curve.js';
import { progressBar } from '#src/notebook/progress-bar.js';
import { captureOutputs } from '#src/notebook/tslab.js';
import type { ProgressEvent, ProgressListener } from '#src/run/progress.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { sweep } from '#src/study/sweep.js';

afterEach(() => captureOutputs(null as never));

const data = randomPatterns({ inputs: 15, patterns: 15, seed: 'growing' });
const options = { seed: 'walk', moves: 20_000, learningMoves: 400_000, walkers: 2, workers: 1 } as const;
const listening = (events: ProgressEvent[], interval?: number): ProgressListener => {
  const listen = (event: ProgressEvent) => void events.push(event);
  return interval === undefined ? listen : Object.assign(listen, { curveInterval: interval });
};

test.each([
  ['one window', {}],
  ['two windows', { windows: 2 }],
  ['a guide', { guide: 'depth' }],
  ['the paper’s protocol', { protocol: 'paper', walkers: 1, mostMoves: 1_000_000 }],
])('S(E) is handed to who asks for it, and to nobody else, and changes no bit: %s', async (_, more) => {
  const { moves, learningMoves, ...common } = options;
  const all = { ...('protocol' in more ? common : { ...common, moves, learningMoves }), ...more } as typeof options;
  const [seen, unseen]: ProgressEvent[][] = [[], []];
  const watched = await wangLandau(perceptron(15), data, { ...all, onProgress: listening(seen!, 0) });
  const alone = await wangLandau(perceptron(15), data, { ...all, onProgress: listening(unseen!) });
  const curves = seen!.flatMap(({ entropy }) => (entropy === undefined ? [] : [entropy]));
  expect(new Set(curves).size).toBeGreaterThan(3);
  expect(unseen!.some((event) => 'entropy' in event)).toBe(false);
  for (const curve of curves) {
    expect(curve).toHaveLength(16);
    expect(curve.reduce((sum, entropy) => sum + Math.exp(entropy), 0) / 2 ** 15).toBeCloseTo(1, 9);
  }
  const numbers = ({ entropy, standardError, visits }: typeof watched) => ({ entropy, standardError, visits });
  expect(numbers(watched)).toEqual(numbers(alone));
});

test('with a guide it is S(E), not that of the graded errors', async () => {
  const exact = await enumerate(perceptron(15), data);
  const events: ProgressEvent[] = [];
  const more = { guide: 'depth', learningMoves: 4e6, onProgress: listening(events, 0) } as const;
  await wangLandau(perceptron(15), data, { ...options, ...more });
  const last = events.findLast(({ entropy }) => entropy !== undefined)!.entropy!;
  for (const [level, entropy] of exact.entropy.entries()) expect(last[level]).toBeCloseTo(entropy, 0);
});

test('of a joint run S(E) is handed on, up to the highest energy asked for', async () => {
  const network = perceptron(15);
  const solved = teacherPatterns({ inputs: 15, patterns: 15, seed: 'growing' });
  const from = teacherWeights({ inputs: 15, seed: 'growing' });
  const exact = await jointEnumerate(network, solved, { of: 'distance', from });
  for (const energies of [undefined, { highest: 6 }]) {
    const [seen, unseen]: ProgressEvent[][] = [[], []];
    const run = (onProgress: ProgressListener) =>
      jointWangLandau(
        network,
        solved,
        { of: 'distance', from },
        { ...options, learningMoves: 4e6, ...(energies && { energies }), onProgress },
      );
    const watched = await run(listening(seen!, 0));
    const alone = await run(listening(unseen!));
    const curves = seen!.flatMap(({ entropy }) => (entropy === undefined ? [] : [entropy]));
    expect(new Set(curves).size).toBeGreaterThan(3);
    expect(unseen!.some((event) => 'entropy' in event)).toBe(false);
    const last = curves.at(-1)!;
    expect(last).toHaveLength(energies === undefined ? 16 : 7);
    for (const [level, entropy] of last.entries()) expect(entropy).toBeCloseTo(exact.marginal.entropy[level]!, 0);
    expect([watched.entropy, watched.visits]).toEqual([alone.entropy, alone.visits]);
  }
});

test('a sweep passes on the curve of its present run', async () => {
  const events: ProgressEvent[] = [];
  await sweep({ draw: [1] }, (_, run) => wangLandau(perceptron(15), data, { ...options, ...run }), {
    seed: 's',
    onProgress: listening(events, 0),
  });
  expect(events.some(({ entropy }) => entropy?.length === 16)).toBe(true);
});

test('in a cell a bar has the curve below it, and ends as a grey line without either', async () => {
  const shown: string[] = [];
  captureOutputs(({ data: bundle }) => shown.push(String(bundle['text/html'])));
  const listen = progressBar();
  expect(listen.curveInterval).toBe(1000);
  listen({ task: 'walk', done: 0, total: 10, entropy: Float64Array.of(-Infinity, 1, 2) });
  await new Promise((next) => setTimeout(next, 250));
  listen({ task: 'walk', done: 5, total: 10 });
  expect(shown.at(-1)).toMatch(/<progress .*<svg /);
  await new Promise((next) => setTimeout(next, 250));
  // In the production the curve stays as it was learned.
  listen({ task: 'walk', done: 6, total: 10 });
  expect(shown.at(-1)).toContain('<svg ');
  listen({ task: 'walk', done: 10, total: 10 });
  expect(shown.at(-1)).toMatch(/^<div style="font:12px sans-serif;color:#888">walk: 100 % · done in [^<]*<\/div>$/);
});

test('the curve of a run of a sweep goes with it', async () => {
  const shown: string[] = [];
  captureOutputs(({ data: bundle }) => shown.push(String(bundle['text/html'])));
  const listen = progressBar();
  listen({ task: 'sweep', done: 0.5, total: 3, rows: [], entropy: Float64Array.of(1, 2, 1) });
  await new Promise((next) => setTimeout(next, 250));
  listen({ task: 'sweep', done: 0.7, total: 3, rows: [] });
  expect(shown.at(-1)).toContain('<svg ');
  await new Promise((next) => setTimeout(next, 250));
  listen({ task: 'sweep', done: 1, total: 3, rows: [{ draw: 1 }] });
  expect(shown.at(-1)).toContain('<progress ');
  expect(shown.at(-1)).not.toContain('<svg ');
});

test('where no cell is, nobody asks for the curve', () => {
  expect(progressBar().curveInterval).toBeUndefined();
});

test('the curve leaves gaps, and few levels are no curve', () => {
  expect(growingCurve([-Infinity, 1])).toBe('');
  const [, path] = [...growingCurve([1, 2, -Infinity, 3, 2]).matchAll(/<path d="([^"]*)"/g)].map((match) => match[1]!);
  expect(path!.match(/M/g)).toHaveLength(2);
  expect(path!.match(/L/g)).toHaveLength(2);
  // Every number is one, whatever has been learned.
  for (const entropy of [[0, 0], [-500, 3, -2], Array.from({ length: 5000 }, (_, k) => k % 7)]) {
    expect(growingCurve(entropy)).not.toMatch(/NaN|Infinity/);
  }
  expect(growingCurve(Array.from({ length: 5000 }, () => 1)).length).toBeLessThan(5000);
});
