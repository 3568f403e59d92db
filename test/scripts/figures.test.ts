import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { figures, filesOf, folder, formats, place } from './figures-command.js';

describe('npm run figures', () => {
  test('computes what is missing, as a dry run foretells, and then nothing any more', { timeout: 240_000 }, () => {
    const unknown = 'to compute; the time is unknown before its first run';
    expect(figures('whole', ['--dry-run']).stdout).toBe(`a-study (quick): ${unknown}\n`);
    expect(figures('whole', ['--dry-run', '--paper']).stdout).toBe(
      `a-study (paper): ${unknown} (the notebook says: 'paper' takes twice as long)\n`,
    );
    expect(existsSync(join(folder, 'whole'))).toBe(false);

    const first = figures('whole');
    expect(first.stdout).toMatch(/^a-study \(quick\): 2 figures in .*quick.double, \d/);
    expect([...filesOf('whole').keys()]).toEqual(
      [1, 2].flatMap((k) => formats.map((format) => `figure-${k}.${format}`)),
    );
    const { figures: named, seconds } = JSON.parse(readFileSync(join(place('whole'), 'figures.json'), 'utf8'));
    expect(named[0].title).toMatch(/N = 31, P = 20/);
    expect(seconds).toBeGreaterThan(0);

    const written = statSync(join(place('whole'), 'figure-1.csv')).mtimeMs;
    const began = performance.now();
    expect(figures('whole').stdout).toBe('a-study (quick): complete, 2 figures\n');
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(statSync(join(place('whole'), 'figure-1.csv')).mtimeMs).toBe(written);
    expect(figures('whole', ['--dry-run']).stdout).toContain('complete (2 figures); nothing to do');
    expect(figures('whole', ['--dry-run', '--force']).stdout).toMatch(
      /to compute, about [\d.]+ (s|min) \(as last time\)/,
    );
    expect(figures('whole', ['--dry-run', '--paper']).stdout).toContain('a-study (paper): to compute');

    // Another width, or other titles, need no computing, and leave what is there.
    const single = ['--column', 'single', '--no-title'];
    expect(figures('whole', [...single, '--dry-run']).stdout).toContain('computed; 2 figures to write');
    expect(figures('whole', single).stdout).toMatch(/2 figures in .*quick.single, \d/);
    expect(figures('whole', [...single, '--dry-run']).stdout).toContain('complete (2 figures); nothing to do');
    expect(figures('whole', ['--column', 'single', '--dry-run']).stdout).toContain('computed; 2 figures to write');
    expect(figures('whole', ['--labels', 'legend', '--dry-run']).stdout).toContain('computed; 2 figures to write');
    expect(figures('whole', ['--dry-run']).stdout).toContain('complete (2 figures); nothing to do');
    expect(statSync(join(place('whole'), 'figure-1.csv')).mtimeMs).toBe(written);
    expect(existsSync(join(place('whole', 'single'), 'figure-1.csv'))).toBe(true);
  });

  test('says in a sentence what it cannot do', () => {
    const refused = (...more: string[]) => {
      const { status, stderr } = figures('none', more);
      expect(status).toBe(1);
      return stderr;
    };
    expect(refused('--study', 'nothing')).toMatch(
      /^"nothing" matches 0 notebooks; choose one of these:\n {2}a-study\.ipynb/,
    );
    expect(refused('--quick', '--paper')).toMatch(/--quick and --paper are both given; choose one/);
    expect(refused('--size', 'large')).toMatch(/--size is large; choose quick or paper/);
    expect(refused('--engine', 'pbs')).toMatch(/--engine is pbs; choose slurm/);
    expect(refused('--engine', 'slurm', '--force')).toMatch(/leave out --force/);
    expect(refused('--column', 'triple')).toMatch(/--column is triple; choose single or double/);
    expect(refused('--labels', 'none')).toMatch(/--labels is none; choose curves or legend/);
    expect(refused('--workers', 'all')).toMatch(/--workers is all; give a number of threads/);
    expect(refused('--nonsense')).toMatch(/^Unknown option '--nonsense'; the options are .*--column.*--help/);
    const { status, stdout } = figures('none', ['--help']);
    expect(status).toBe(0);
    for (const option of [
      'study',
      'quick',
      'paper',
      'column',
      'no-title',
      'labels',
      'force',
      'workers',
      'dry-run',
      'output',
      'notebooks',
    ]) {
      expect(stdout).toContain(`--${option} `);
    }
  });
});
