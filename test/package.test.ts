import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { version } from '#src/base/version.js';

const root = fileURLToPath(new URL('..', import.meta.url));

test('results carry the version of the package', () => {
  expect(version).toBe(createRequire(import.meta.url)('../package.json').version);
});

test('declarations can be read by the TypeScript 5.0 of notebook cells, which has no Float64Array<…>', () => {
  const files = readdirSync(join(root, 'dist/src'), { recursive: true, encoding: 'utf8' });
  const declarations = files.filter((name) => name.endsWith('.d.ts'));
  expect(declarations.length).toBeGreaterThan(40);
  for (const name of declarations) {
    expect(readFileSync(join(root, 'dist/src', name), 'utf8'), name).not.toMatch(/\w+Array<Array/);
  }
});

test('importing the package loads neither danfo nor Plotly nor tslab', () => {
  const script = `await import('weightspace'); console.log(Object.keys((await import('node:module')).createRequire('/').cache).join('\\n'));`;
  const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  expect(loaded).not.toMatch(/danfojs|plotly|tslab|tensorflow/);
});

test('the core counts, samples and predicts where only its own libraries are installed', () => {
  const project = mkdtempSync(join(tmpdir(), 'weightspace-'));
  try {
    cpSync(join(root, 'dist/src'), join(project, 'dist/src'), { recursive: true });
    cpSync(join(root, 'package.json'), join(project, 'package.json'));
    mkdirSync(join(project, 'node_modules'));
    for (const name of [
      'seedrandom',
      'ml-matrix',
      'is-any-array',
      'ml-array-rescale',
      'ml-array-max',
      'ml-array-min',
    ]) {
      const path = join(root, 'node_modules', name);
      if (existsSync(path)) cpSync(path, join(project, 'node_modules', name), { recursive: true });
    }
    const script = `
      import { annealed, enumerate, gaussianClone, perceptron, separatedPatterns, wangLandau } from './dist/src/index.js';
      const data = gaussianClone(separatedPatterns({ inputs: 9, patterns: 20, seed: 1 }), { seed: 2 });
      const exact = await enumerate(perceptron(9), data);
      const sampled = await wangLandau(perceptron(9), data, { seed: 3, moves: 1e5, learningMoves: 1e5 });
      console.log(JSON.stringify([exact, sampled, annealed(data)].map(({ entropy }) => entropy.length)));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual([21, 21, 21]);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test('notebooks are kept without outputs, for the project’s kernel', () => {
  const folder = join(root, 'notebooks');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const notebook = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(notebook.metadata.kernelspec.name).toBe('weightspace');
    for (const cell of notebook.cells) {
      if (cell.cell_type === 'code') expect([name, cell.outputs, cell.execution_count]).toEqual([name, [], null]);
    }
  }
});
