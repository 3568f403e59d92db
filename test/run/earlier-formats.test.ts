import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { fromJSON, toJSON } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { ResultStore } from '#src/study/result-store.js';

// Files as earlier versions wrote them: one of each format version is kept. A version that can no longer be read needs a new
// number, and a sentence here that it is refused with.

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = randomPatterns({ inputs: 7, patterns: 5, seed: 'kept' });
const network = perceptron(7);
const kept = fromJSON(readFileSync(fixture('density-of-states-1.json'), 'utf8'), 'weightspace/density-of-states');

test('a density of states of format version 1', async () => {
  const exact = await enumerate(network, data);
  expect(kept.provenance.dataset.checksum).toBe(data.provenance.checksum);
  expect(kept.provenance.version).toBe('0.1.0');
  for (const level of exact.levels) {
    expect(Math.abs(kept.entropy[level]! - exact.entropy[level]!)).toBeLessThan(4 * kept.standardError[level]! + 1e-12);
  }
  const stored = JSON.parse(readFileSync(fixture('density-of-states-1.json'), 'utf8'));
  const { diagnostics, formatVersion, ...same } = stored;
  expect(formatVersion).toBe(1);
  expect(JSON.parse(JSON.stringify(toJSON(kept)))).toMatchObject({ ...same, formatVersion: 2 });
  // One flag became three statements.
  expect(kept.diagnostics).toMatchObject({ moves: diagnostics.moves, verdict: diagnostics.verdict, cancelled: false });
  expect(kept.diagnostics.reliable.density).toBe(diagnostics.trusted);
  expect(fromJSON(JSON.stringify(toJSON(kept)))).toEqual(kept);
});

test('a density of states of format version 2 from before round trips across the bulk were counted', () => {
  const text = readFileSync(fixture('density-of-states-2.json'), 'utf8');
  const read = fromJSON(text, 'weightspace/density-of-states');
  expect(read.diagnostics.bulkRoundTrips).toBeUndefined();
  expect(read.diagnostics.reliable.density).toBe(true);
  expect(JSON.parse(JSON.stringify(toJSON(read)))).toEqual(JSON.parse(text));
});

const options = { seed: 'kept', moves: 400_000, learningMoves: 200_000, walkers: 3 };

test('a checkpoint of format version 1 is refused: it does not say which build wrote it', async () => {
  const checkpoint = join(folder, 'checkpoint');
  copyFileSync(fixture('checkpoint-1'), checkpoint);
  await expect(wangLandau(network, data, { ...options, checkpoint })).rejects.toThrow(
    /has format version 1 and this weightspace reads version 2; resume with the version that wrote it, or give another/,
  );
  expect(readFileSync(checkpoint)).toEqual(readFileSync(fixture('checkpoint-1')));
});

test('a stored result of format version 1 is found and read; damaged in its numbers it is not', () => {
  const reports: string[] = [];
  const store = new ResultStore(folder, { report: (sentence) => reports.push(sentence) });
  const task = { sampler: 'wangLandau', network, data, options };
  const text = readFileSync(fixture('result-1.json'), 'utf8');
  writeFileSync(store.path(task), text);
  const read = store.read(task) as DensityOfStates | undefined;
  expect(read?.data).toBe(data);
  expect(read?.entropy).toEqual(kept.entropy);
  expect(read?.visits).toEqual(kept.visits);
  expect(store.plan([task])).toMatchObject([{ state: 'stored', seconds: read?.provenance.seconds }]);
  expect(reports).toEqual([]);
  writeFileSync(store.path(task), text.replace('1.79114', '1.79115'));
  expect(store.read(task)).toBeUndefined();
  expect(reports).toEqual([expect.stringContaining('is damaged')]);
});
