import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPublishedRun } from '#src/analysis/published-run.js';
import { logSumExp } from '#src/base/curve.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weightspace-published-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const good = ['0.000000 0.000000 0.000000', '1.000000 0.4 57904.5', '2.000000 0.6 57905.5', ''].join('\n');

function write(name: string, text: string): void {
  mkdirSync(join(folder, 'Histograms_final'), { recursive: true });
  writeFileSync(join(folder, 'Histograms_final', name), text);
}

test('energies, ln g up to a constant, and a row of zeros where nothing was visited', () => {
  write('Histo_final_f_0.0000019073.dat', good);
  const curve = readPublishedRun(folder, { weights: 41 });
  expect(curve).toMatchObject({ name: 'published', kind: 'sampled', patterns: 2, weights: 41 });
  expect([...Array.from(curve.levels)]).toEqual([0, 1, 2]);
  expect(curve.entropy[0]).toBe(-Infinity);
  expect(curve.entropy[2] - curve.entropy[1]).toBeCloseTo(1, 9);
  expect(logSumExp(curve.entropy)).toBeCloseTo(41 * Math.LN2, 9);
  expect(curve.standardError).toBeUndefined();
  const inner = readPublishedRun(join(folder, 'Histograms_final'), { weights: 41, name: 'theirs' });
  expect(inner).toEqual({ ...curve, name: 'theirs' });
});

test('of several stages the last counts', () => {
  write('Histo_final_f_0.5000000000.dat', good.replace('57905.5', '57999'));
  write('Histo_final_f_0.0000019073.dat', good);
  write('notes.txt', 'nothing');
  const { entropy } = readPublishedRun(folder, { weights: 41 });
  expect(entropy[2] - entropy[1]).toBeCloseTo(1, 9);
});

test('what is not a published run gives a sentence', () => {
  const read = () => readPublishedRun(folder, { weights: 41 });
  expect(read).toThrow(/has no Histograms_final\/Histo_final_f_….dat; give the folder of one run of NaNDoS\/results/);
  expect(() => readPublishedRun(join(folder, 'none'), { weights: 41 })).toThrow(/none is not a folder; clone https/);
  expect(() => readPublishedRun(folder, { weights: 0 })).toThrow('`weights` is 0; give the number of weights');
  for (const [text, sentence] of [
    ['', /has 0 lines; a histogram has one for each energy/],
    [good.replace('1.000000', '3.0'), /line 2 of Histo.* is '3.0 0.4 57904.5'; it should be three numbers: energy 1/],
    [good.replace('57904.5', 'nan'), /line 2 of Histo/],
    [good.replace('57904.5', '57904.5 1'), /line 2 of Histo/],
    ['<html>\n</html>', /line 1 of Histo.* is '<html>'/],
    ['version https://git-lfs.github.com/spec/v1\noid', /line 1 of Histo/],
  ] as const) {
    write('Histo_final_f_0.0000019073.dat', text);
    expect(read).toThrow(sentence);
  }
});
