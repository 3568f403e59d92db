import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { version } from '#src/version.js';

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
