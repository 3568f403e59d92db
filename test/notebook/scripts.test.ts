import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const run = (script: string, args: string[], environment: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [join('dist', 'scripts', script), ...args], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    timeout: 60_000,
  });

test('without Jupyter `npm run lab` says how to get it', () => {
  const { status, stderr } = run('lab.js', [], { PATH: '' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Jupyter is not on this machine.*pip install jupyterlab.*apt-get install jupyter-notebook/s);
});

test('`npm start` lists the notebooks where a name fits none, and says when the output folder cannot be written', () => {
  const unknown = run('start.js', ['no such notebook']);
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toMatch(/names 0 notebooks; choose one of these, or all:\s+01-random-vs-mnist\.ipynb/);
  const unwritable = run('start.js', ['--output', 'package.json']);
  expect(unwritable.status).toBe(1);
  expect(unwritable.stderr).toMatch(/cannot be written .*choose another folder/);
});
