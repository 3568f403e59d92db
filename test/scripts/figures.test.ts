import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { findChromium } from '#src/figures/chromium.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const studies = fileURLToPath(new URL('./studies', import.meta.url));
const script = join('dist', 'scripts', 'figures.js');
const hasChromium = findChromium() !== undefined;
const formats = hasChromium ? ['csv', 'json', 'pdf', 'png', 'svg'] : ['csv', 'json'];

/** Figures into a folder of this name, with results of their own. */
const inputs = (name: string, ...more: string[]) => [
  script,
  ...['--notebooks', studies, '--output', join(folder, name), ...more],
];
const environment = (name: string, more: NodeJS.ProcessEnv = {}) => ({
  ...process.env,
  WEIGHTSPACE_RESULTS: join(folder, `${name}-results`),
  ...more,
});

function figures(name: string, more: string[] = [], variables: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, inputs(name, ...more), {
    env: environment(name, variables),
    encoding: 'utf8',
    timeout: 120_000,
  });
}

/** Runs the script; killed after so many milliseconds. True where it came to its end before. */
function start(name: string, milliseconds?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, inputs(name), { env: environment(name), stdio: 'ignore' });
    const timer = milliseconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

const place = (name: string, size = 'quick') => join(folder, name, 'a-study', size);

/** The figures of a folder, file by file. */
function filesOf(name: string): Map<string, Buffer> {
  const names = readdirSync(place(name)).filter((file) => file.startsWith('figure-'));
  return new Map(names.sort().map((file) => [file, readFileSync(join(place(name), file))]));
}

describe('npm run figures', () => {
  test('computes what is missing, as a dry run foretells, and then nothing any more', { timeout: 240_000 }, () => {
    const unknown = 'to compute; how long it takes is not known before its first run';
    expect(figures('whole', ['--dry-run']).stdout).toBe(`a-study (quick): ${unknown}\n`);
    expect(figures('whole', ['--dry-run', '--paper']).stdout).toBe(
      `a-study (paper): ${unknown} (the notebook says: 'paper' takes twice as long)\n`,
    );
    expect(existsSync(join(folder, 'whole'))).toBe(false);

    const first = figures('whole');
    expect(first.stdout).toMatch(/^a-study \(quick\): 2 figures in .*quick, \d/);
    expect([...filesOf('whole').keys()]).toEqual(
      [1, 2].flatMap((k) => formats.map((format) => `figure-${k}.${format}`)),
    );
    const { figures: named, seconds } = JSON.parse(readFileSync(join(place('whole'), 'figures.json'), 'utf8'));
    expect(named[0].title).toMatch(/N = 31, P = 20/);
    expect(seconds).toBeGreaterThan(0);

    const written = statSync(join(place('whole'), 'figure-1.csv')).mtimeMs;
    const began = performance.now();
    expect(figures('whole').stdout).toBe('a-study (quick): is there, 2 figures\n');
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(statSync(join(place('whole'), 'figure-1.csv')).mtimeMs).toBe(written);
    expect(figures('whole', ['--dry-run']).stdout).toContain('is there (2 figures); nothing to do');
    expect(figures('whole', ['--dry-run', '--force']).stdout).toMatch(
      /to compute, about [\d.]+ (s|min) \(as last time\)/,
    );
    expect(figures('whole', ['--dry-run', '--paper']).stdout).toContain('a-study (paper): to compute');
  });

  test('makes a spoilt file anew without computing, and the whole where the notebook’s outputs are spoilt', {
    timeout: 240_000,
  }, () => {
    const before = filesOf('whole');
    writeFileSync(join(place('whole'), 'figure-2.csv'), 'spoilt');
    expect(figures('whole', ['--dry-run']).stdout).toContain('is computed; 2 figures to write');
    writeFileSync(join(place('whole'), 'a-study.ipynb'), 'spoilt');
    expect(figures('whole', ['--dry-run']).stdout).toContain('to compute, about');
    // Its long runs are kept all the same.
    expect(figures('whole', ['--workers', '1']).status).toBe(0);
    expect(filesOf('whole')).toEqual(before);
  });

  test('killed at random moments and started again, gives the same figures, bit for bit', {
    timeout: 240_000,
  }, async () => {
    const random = randomStream('figures', 'kills');
    let killed = 0;
    for (let attempt = 0; attempt < 3; attempt++) {
      if (!(await start('killed', 1000 + 2500 * random.uniform()))) killed++;
    }
    expect(killed).toBeGreaterThan(0);
    expect(await start('killed')).toBe(true);
    expect(filesOf('killed')).toEqual(filesOf('whole'));
  });

  test('of two processes at once gives the same figures', { timeout: 240_000 }, async () => {
    expect(await Promise.all([start('twice'), start('twice')])).toEqual([true, true]);
    expect(filesOf('twice')).toEqual(filesOf('whole'));
    expect(figures('twice').stdout).toBe('a-study (quick): is there, 2 figures\n');
  });

  test('without Chromium writes the numbers and says how to get the pictures, which then need no computing', {
    timeout: 240_000,
  }, () => {
    const shared = { WEIGHTSPACE_RESULTS: join(folder, 'whole-results') };
    const without = figures('numbers', [], { ...shared, PATH: '', CHROMIUM: '' });
    expect(without.status).toBe(0);
    expect(without.stderr).toMatch(
      /^No Chromium or Chrome is on this machine: only CSV and JSON are written\. Install one/,
    );
    expect([...filesOf('numbers').keys()]).toEqual(['figure-1.csv', 'figure-1.json', 'figure-2.csv', 'figure-2.json']);
    if (!hasChromium) return;
    expect(figures('numbers', ['--dry-run'], shared).stdout).toContain('is computed; 2 figures to write');
    expect(figures('numbers', [], shared).status).toBe(0);
    expect(filesOf('numbers')).toEqual(filesOf('whole'));
  });

  test('says in a sentence what it cannot do', () => {
    const refused = (...more: string[]) => {
      const { status, stderr } = figures('none', more);
      expect(status).toBe(1);
      return stderr;
    };
    expect(refused('--study', 'nothing')).toMatch(
      /^"nothing" names 0 notebooks; choose one of these:\n {2}a-study\.ipynb/,
    );
    expect(refused('--quick', '--paper')).toMatch(/--quick and --paper are both given; choose one/);
    expect(refused('--column', 'triple')).toMatch(/--column is triple; choose single or double/);
    expect(refused('--workers', 'all')).toMatch(/--workers is all; give a number of threads/);
    expect(refused('--nonsense')).toMatch(/Unknown option '--nonsense'.*\n.*--help/s);
    const { status, stdout } = figures('none', ['--help']);
    expect(status).toBe(0);
    for (const option of ['study', 'quick', 'paper', 'column', 'force', 'workers', 'dry-run', 'output', 'notebooks']) {
      expect(stdout).toContain(`--${option} `);
    }
  });
});
