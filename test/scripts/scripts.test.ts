import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { executeNotebook } from '#src/pages/execute.js';
import { hasTag, readNotebook, sourceOf } from '#src/pages/notebook-file.js';
import { titleOf } from '#src/pages/page.js';
import { LIMITED } from '../limited.js';

const run = (script: string, args: string[], environment: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [join('dist', 'scripts', script), ...args], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    ...LIMITED,
  });

test('without Jupyter `npm run lab` says how to get it', () => {
  const { status, stderr } = run('lab.js', [], { PATH: '' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/This machine has no Jupyter.*pip install jupyterlab.*apt-get install jupyter-notebook/s);
});

test('`npm start` lists the notebooks where a name fits none, and says when the output folder cannot be written', () => {
  const unknown = run('start.js', ['no such notebook']);
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toMatch(/matches 0 notebooks; choose one of these:\s+01-random-vs-mnist\.ipynb/);
  const unwritable = run('start.js', ['--output', 'package.json']);
  expect(unwritable.status).toBe(1);
  expect(unwritable.stderr).toMatch(/cannot be written .*choose another folder/);
});

test('commands say what they do, and refuse what they do not know', () => {
  for (const script of ['start.js', 'data.js', 'fork.js', 'figures.js']) {
    expect(run(script, ['--help'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^npm (start|run \w+)/) });
    expect(run(script, ['--fast'])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^Unknown option '--fast'; (the options are (--[\w-]+, )+|there is only )--help\n$/,
      ),
    });
  }
  expect(run('start.js', ['--output']).stderr).toMatch(/`--help` lists all options\./);
});

describe('npm run fork', () => {
  // Below the project, where cells find the package.
  mkdirSync('output', { recursive: true });
  const folder = mkdtempSync(join('output', 'fork-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const notebook of readdirSync('notebooks').filter((file) => /^0[12]-/.test(file))) {
    copyFileSync(join('notebooks', notebook), join(folder, notebook));
  }
  const place = (name: string) => join(folder, `${name}.ipynb`);
  const fork = (...args: string[]) => run('fork.js', [...args, '--notebooks', folder]);
  const name = 'fork-of-a-test';

  test('copies a notebook with a link to its origin; the copy runs at once', { timeout: 240_000 }, async () => {
    const origin = '01-random-vs-mnist';
    const { status, stdout } = fork('01', name);
    expect(status).toBe(0);
    expect(stdout).toContain(`npm start -- ${name}\n`);
    const [copy, original] = [name, origin].map((one) => readNotebook(place(one)));
    expect(titleOf(copy!)).toBe('Fork of a test');
    expect(sourceOf(copy!.cells[0]!)).toMatch(/A fork of \[.+\]\(01-random-vs-mnist\.ipynb\), weightspace \d/);
    expect(copy!.cells.slice(1).map(sourceOf)).toEqual(original!.cells.map(sourceOf));
    expect(copy!.cells.find((cell) => hasTag(cell, 'parameters'))).toBeDefined();

    // Up to its first figure: all of it is run by the test of its origin.
    const stop = new AbortController();
    const shown: string[] = [];
    const { failure } = await executeNotebook(place(name), {
      signal: stop.signal,
      onMessage: (message) => {
        if (message.do === 'display' && 'application/vnd.plotly.v1+json' in message.data) shown.push('figure');
        if (shown.length === 1 || message.do === 'fail') stop.abort();
      },
    });
    expect(failure).toBe('interrupted');
    expect(shown).toHaveLength(1);
  });

  test('says in a sentence what it cannot do', () => {
    expect(fork().stderr).toMatch(/Give a notebook and a name for its copy: npm run fork/);
    expect(fork('nothing', 'mine').stderr).toMatch(/"nothing" matches 0 notebooks; choose one of these:/);
    expect(fork('01', '../mine').stderr).toMatch(/"\.\.\/mine" is not a name for a notebook/);
    expect(fork('01', '02-class-imbalance').stderr).toMatch(/02-class-imbalance\.ipynb exists already/);
    expect(fork('--help').stdout).toContain('npm run fork -- NOTEBOOK NAME');
  });
});
