import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readNpy, writeNpy } from '#src/base/npy.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron, signNetwork } from '#src/network/network.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { fromJSON, verdict as verdictOf } from '#src/sampling/results.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { LIMITED } from '../limited.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = fileURLToPath(new URL('../../scripts/weightspace.mjs', import.meta.url));
const weightspace = (...args: string[]) =>
  spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8', ...LIMITED });
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

const data = randomPatterns({ inputs: 15, patterns: 12, seed: 'command' });
const rows = Array.from({ length: 12 }, (_, k) => Array.from(data.values.subarray(15 * k, 15 * (k + 1))));
const labels = Array.from(data.labels);
write('patterns.csv', `${rows.map((row) => row.join(',')).join('\n')}\n`);
write('labels.csv', `label\r\n${labels.join('\r\n')}\r\n`);
write('both.txt', rows.map((row, k) => [...row, labels[k] === 1 ? 8 : 3].join('; ')).join('\n'));
write('patterns.npy', writeNpy({ shape: [12, 3, 5], values: Float64Array.from(rows.flat()) }));
write(
  'classes.npy',
  writeNpy({ shape: [12], values: Float64Array.from(labels, (label, k) => (label === 1 ? 0 : 1 + (k % 2))) }),
);

const numbers = ({ entropy, standardError, visits }: DensityOfStates) => ({ entropy, standardError, visits });
const densityIn = (name: string) => fromJSON(text(name), 'weightspace/density-of-states');
const resultOf = (name: string) => numbers(densityIn(name));

describe('the command weightspace', () => {
  test('counts every configuration of a user’s data, and writes it in each format', async () => {
    const { stdout, status } = weightspace('patterns.csv', 'labels.csv', '--exact');
    expect(status).toBe(0);
    expect(stdout).toMatch(/patterns-density\.csv\n.*json\n.*npy\nfile:.*\.html\nExact: all 2\^15 configurations/s);
    const exact = await enumerate(perceptron(15), data);
    expect(resultOf('patterns-density.json')).toEqual(numbers(exact));

    const { shape, values } = readNpy(readFileSync(join(folder, 'patterns-density.npy')));
    expect(shape).toEqual([13, 4]);
    expect(values.filter((_, k) => k % 4 === 1)).toEqual(exact.entropy);
    const [names, ...lines] = text('patterns-density.csv').trim().split('\n');
    expect(names).toBe('energy,entropy,standardError,visits');
    const found = [...exact.levels].filter((energy) => exact.visits[energy]! > 0);
    expect(lines.map((line) => line.split(',').map(Number))).toEqual(
      found.map((energy) => [energy, exact.entropy[energy], 0, exact.visits[energy]]),
    );
    const page = text('patterns-density.html');
    expect(page).toContain('Plotly.newPlot');
    expect(page).toContain('12 patterns of 15 inputs');
    expect(page).toContain('<td>6</td>');
  });

  test('counts to an accuracy, as `wangLandau` does', async () => {
    const walk = ['--moves', '3000000', '--learning-moves', '400000', '--seed', 'walk', '--output', 'accurate'];
    const options = { seed: 'walk', moves: 3_000_000, learningMoves: 400_000 };
    const asked = [
      [['--accuracy', '0.05'], { accuracy: 0.05 }, 'accuracy 0.05'],
      [['--accuracy', '0.05', '--guide', 'errors'], { accuracy: 0.05, guide: 'errors' }, 'accuracy 0.05'],
      [['--density-accuracy', '0.02'], { accuracy: { of: 'density', relative: 0.02 } }, 'accuracy density 0.02'],
    ] as const;
    for (const [given, more, words] of asked) {
      const { stdout, status } = weightspace('patterns.csv', 'labels.csv', ...walk, ...given);
      expect(status).toBe(0);
      expect(stdout).toMatch(/Asked for .*; reached/);
      expect(resultOf('accurate.json')).toEqual(
        numbers(await wangLandau(perceptron(15), data, { ...options, ...more })),
      );
      expect(text('accurate.html')).toContain(words);
    }
    const both = weightspace('patterns.csv', 'labels.csv', '--accuracy', '0.1', '--density-accuracy', '0.1');
    expect([both.status, both.stderr]).toEqual([1, expect.stringContaining('give one of them')]);
    const wrong = weightspace('patterns.csv', 'labels.csv', '--guide', 'deep');
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('`guide` is deep')]);
  });

  test('samples as `wangLandau` does with the same seed, whatever the format of the data', async () => {
    const walk = [
      '--moves',
      '300000',
      '--learning-moves',
      '400000',
      '--walkers',
      '4',
      '--seed',
      'walk',
      '--formats',
      'json',
    ];
    const options = { seed: 'walk', moves: 300_000, learningMoves: 400_000, walkers: 4 };
    const expected = numbers(await wangLandau(perceptron(15), data, options));
    for (const files of [
      ['patterns.csv', 'labels.csv'],
      ['patterns.npy', 'labels.csv'],
      ['both.txt', '--positive', '8'],
    ]) {
      expect(weightspace(...files, ...walk, '--output', 'sampled').status).toBe(0);
      expect(resultOf('sampled.json')).toEqual(expected);
    }
    const deep = weightspace(
      'patterns.npy',
      'classes.npy',
      '--classes',
      '3',
      '--hidden',
      '4,3',
      ...walk,
      '--output',
      'into/deep',
    );
    expect(deep.stdout).toContain('into/deep.json');
    const { network } = densityIn('into/deep.json').provenance;
    expect(network).toEqual(signNetwork([15, 4, 3, 3]));
  });

  test('stopped by Ctrl-C writes what it has, and goes on from its checkpoint', async () => {
    const args = ['patterns.csv', 'labels.csv', '--output', 'stopped', '--checkpoint', 'state', '--walkers', '2'];
    const child = spawn(process.execPath, [command, ...args, '--moves', '1e9', '--learning-moves', '1e6'], {
      cwd: folder,
    });
    while (!existsSync(join(folder, 'state'))) await new Promise((next) => setTimeout(next, 20));
    setTimeout(() => child.kill('SIGINT'), 2000);
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(130);
    const verdict = verdictOf(densityIn('stopped.json'));
    expect(verdict).toContain('The run was cancelled before its end.');
    expect(readdirSync(folder)).toContain('state');
    const other = weightspace(...args, '--seed', '2');
    expect(other.stderr).toMatch(/the checkpoint .*state belongs to another run: its `seed`/);
  });

  test('writes its page, too, when it is stopped before it has found anything', async () => {
    const options = ['--workers', '1', '--learning-moves', '1e10', '--checkpoint', 'early-state', '--output', 'early'];
    const child = spawn(process.execPath, [command, 'patterns.csv', 'labels.csv', ...options], { cwd: folder });
    while (!existsSync(join(folder, 'early-state'))) await new Promise((next) => setTimeout(next, 20));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(130);
    expect(text('early.html')).toContain('The run was cancelled before its end.');
  });

  test('says in a sentence what it cannot do, and writes nothing', () => {
    write('words.csv', '1,2\n3,four\n');
    write('ragged.csv', '1,2\n3\n');
    write('damaged.npy', 'no array');
    write('picture.png', '');
    write('pattern.csv', '1,-1,1\n');
    const before = readdirSync(folder);
    const refused = (...args: string[]) => {
      const { status, stderr } = weightspace(...args);
      expect(status).toBe(1);
      expect(stderr).not.toMatch(/^\s+at /m);
      return stderr;
    };
    expect(refused()).toMatch(/Give a file of patterns.*--help/);
    expect(refused('absent.csv')).toBe('absent.csv cannot be read: there is no such file\n');
    expect(refused('picture.png')).toMatch(/picture\.png is neither \.csv nor \.npy/);
    expect(refused('words.csv')).toMatch(/words\.csv cannot be read: line 2, field 2 is 'four', which is not a number/);
    expect(refused('ragged.csv', 'labels.csv')).toMatch(
      /line 2 has 1 numbers and line 1 has 2; give rows of the same length/,
    );
    expect(refused('pattern.csv', 'labels.csv')).toMatch(/there are 12 labels for 1 patterns/);
    expect(refused('labels.csv', 'labels.csv')).toMatch(/labels\.csv holds both patterns and labels; leave LABELS out/);
    expect(refused('damaged.npy')).toMatch(/damaged\.npy cannot be read: it is not an \.npy file/);
    expect(refused('labels.csv')).toMatch(/has only one number per row, and no file of labels is given/);
    expect(refused('patterns.csv', 'patterns.csv')).toMatch(
      /patterns\.csv has 15 numbers in row 1; give one label per row/,
    );
    expect(refused('both.txt')).toBe(
      'both.txt has the labels 3 and 8, which are not +1 and -1; give `--positive 8` to count 8 as +1 and 3 as -1\n',
    );
    expect(refused('patterns.npy', 'classes.npy')).toMatch(
      /labels 0, 1 and 2, .* `--positive 2` to count 2 as \+1 and all others as -1, or `--classes 3` for a network/,
    );
    expect(refused('both.txt', '--positive', '5')).toMatch(/--positive is 5, which is not the label of any pattern/);
    expect(refused('patterns.csv', 'labels.csv', '--moves', 'many')).toBe("--moves is 'many'; give a number\n");
    expect(refused('patterns.csv', 'labels.csv', '--moves', '0x10')).toBe("--moves is '0x10'; give a number\n");
    expect(refused('patterns.csv', 'labels.csv', '--hidden', '4,,3')).toBe("--hidden is ''; give a number\n");
    expect(refused('patterns.csv', 'labels.csv', '--tie', 'draw')).toMatch(/`tie` is draw; choose 'error'/);
    expect(refused('patterns.csv', 'labels.csv', '--output', '')).toMatch(
      /--output is '', which is not the name of a file/,
    );
    expect(refused('patterns.csv', 'labels.csv', '--output', 'into/')).toMatch(
      /--output is 'into\/', which is not the name/,
    );
    expect(refused('patterns.csv', 'labels.csv', '--walkers', '1')).toMatch(/`walkers` is 1; give a whole number/);
    expect(refused('patterns.csv', 'labels.csv', '--formats', 'xml')).toMatch(/--formats has 'xml'; choose from csv/);
    expect(refused('patterns.csv', 'labels.csv', '--fast')).toMatch(/Unknown option '--fast'/);
    expect(refused('patterns.csv', 'labels.csv', '--exact', '--hidden', '9')).toMatch(/2\^144|144/);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('never writes over a file that it reads, by whatever name', () => {
    const own = (name: string) => join('own', name);
    mkdirSync(join(folder, 'own'));
    for (const name of ['good.csv', 'labels.csv']) write(own(name), text(name === 'good.csv' ? 'patterns.csv' : name));
    symlinkSync('good.csv', join(folder, own('link.csv')));
    linkSync(join(folder, own('labels.csv')), join(folder, own('hard.json')));
    const refused = (output: string, written: string, read: string, ...more: string[]) => {
      const { status, stderr } = weightspace(
        own('good.csv'),
        own('labels.csv'),
        '--exact',
        '--output',
        output,
        ...more,
      );
      expect(status).toBe(1);
      expect(stderr).toBe(
        `${written} would be written over ${read}, another file of this count; choose another name\n`,
      );
    };
    refused(own('good'), own('good.csv'), own('good.csv'));
    refused(join(folder, 'own', '..', 'own', 'good'), own('good.csv'), own('good.csv'));
    refused(own('link'), own('link.csv'), own('good.csv'));
    refused(own('hard'), own('hard.json'), own('labels.csv'));
    refused(own('new'), own('new.json'), own('new.json'), '--checkpoint', own('new.json'));
    refused(own('new'), own('good.csv'), own('good.csv'), '--checkpoint', own('good.csv'));
    refused(own('new'), own('labels.csv'), own('labels.csv'), '--checkpoint', own('labels.csv'));
    expect(text(own('good.csv'))).toBe(text('patterns.csv'));
    expect(readdirSync(join(folder, 'own')).sort()).toEqual(['good.csv', 'hard.json', 'labels.csv', 'link.csv']);
    const { status } = weightspace(
      own('good.csv'),
      own('labels.csv'),
      '--exact',
      '--output',
      own('good'),
      '--formats',
      'npy',
    );
    expect(status).toBe(0);
  });

  test('finds out before the count, and before it reads, where it cannot write', () => {
    const refused = (...args: string[]) => {
      const { status, stdout, stderr } = weightspace('absent.csv', ...args);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      return stderr;
    };
    expect(refused('--output', 'patterns.csv/result')).toMatch(/patterns\.csv\/result\.csv cannot be written/);
    expect(refused('--output', '/proc/below/result')).toMatch(/^\/proc\/below\/result\.csv cannot be written/);
    expect(refused('--checkpoint', '/proc/below/state')).toMatch(/^\/proc\/below\/state cannot be written/);
  });

  test('writes all its files where nobody reads what it says', () => {
    const line = `"${process.execPath}" "${command}" patterns.csv labels.csv --exact --output unread | true; exit \${PIPESTATUS[0]}`;
    const { status, stderr } = spawnSync('bash', ['-c', line], { cwd: folder, encoding: 'utf8', ...LIMITED });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(folder).filter((name) => name.startsWith('unread'))).toHaveLength(4);
  });

  test('says which first row it takes for names', () => {
    write(
      'named.csv',
      `${Array.from({ length: 15 }, (_, k) => k).join(',')},label\n${text('both.txt').replaceAll('; ', ',')}`,
    );
    const { status, stderr } = weightspace(
      'named.csv',
      '--positive',
      '8',
      '--exact',
      '--output',
      'named',
      '--formats',
      'json',
    );
    expect(stderr).toBe(
      'named.csv: the first row is read as names: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, label\n',
    );
    expect(status).toBe(0);
    expect(resultOf('named.json')).toEqual(resultOf('patterns-density.json'));
  });

  test('says what it read, and offers an exact count where that is quicker', () => {
    const positives = labels.filter((label) => label === 1).length;
    const walk = [
      '--moves',
      '1000',
      '--learning-moves',
      '2000',
      '--walkers',
      '2',
      '--formats',
      'json',
      '--output',
      'said',
    ];
    const said = weightspace('patterns.csv', 'labels.csv', '--formats', 'json', '--output', 'said').stdout;
    expect(said).toContain(
      `Read 12 patterns of 15 inputs from patterns.csv (no row of names), ` +
        `and from labels.csv (the first row has names) the labels -1: ${12 - positives}, 1: ${positives}.\n` +
        '`--exact` is quicker here: it counts all 2^15 configurations in less than a second, without error bars.\n',
    );
    write('zeros.csv', labels.map((label) => (label === 1 ? 1 : 0)).join('\n'));
    expect(weightspace('patterns.csv', 'zeros.csv').stderr).toBe(
      'zeros.csv has the labels 0 and 1, which are not +1 and -1; give `--positive 1` to count 1 as +1 and 0 as -1\n',
    );
    // Few moves are quicker than 2^15 configurations.
    const short = weightspace('patterns.csv', 'zeros.csv', '--positive', '1', ...walk);
    expect(short.stdout).toContain(`the labels 0 (as -1): ${12 - positives}, 1 (as +1): ${positives}.`);
    expect(short.stdout).not.toContain('--exact');
    expect(weightspace('both.txt', '--positive', '8', ...walk).stdout).toMatch(/from its last column the labels 3/);
  });

  test('judges ties by the rule that is asked for', async () => {
    write('ties.csv', '1,1\n1,-1\n');
    write('tied.csv', '1\n-1\n');
    const even = fromArrays(
      [
        [1, 1],
        [1, -1],
      ],
      [1, -1],
    );
    for (const tie of ['error', 'correct', 'plus'] as const) {
      expect(
        weightspace('ties.csv', 'tied.csv', '--exact', '--tie', tie, '--output', tie, '--formats', 'json').status,
      ).toBe(0);
      expect(resultOf(`${tie}.json`)).toEqual(numbers(await enumerate(perceptron(2, { tie }), even)));
    }
  });

  test('documents every flag', () => {
    const { stdout } = weightspace('--help');
    const source = readFileSync(fileURLToPath(new URL('../../scripts/weightspace.ts', import.meta.url)), 'utf8');
    const flags = [...source.matchAll(/^ {6}'?([a-z-]+)'?: \{ type: /gm)].map((match) => match[1]!);
    expect(flags.length).toBeGreaterThan(12);
    for (const flag of flags) expect(stdout).toMatch(new RegExp(`^  --${flag} `, 'm'));
    expect(weightspace('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
