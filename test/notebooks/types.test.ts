import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readNotebook, sourceOf } from '#src/pages/notebook-file.js';
import { typeProblems } from '../type-problems.js';

// The compiler that the kernel of the notebooks uses. What it does not find is found by running them, in the long tests.
const compiler = createRequire(import.meta.url)('@tslab/typescript-for-tslab');

// Below the project, where cells find the package.
mkdirSync('output', { recursive: true });
const folder = mkdtempSync(join('output', 'cells-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All code cells of a notebook as one module. */
function moduleOf(name: string): string {
  const { cells } = readNotebook(join('notebooks', name));
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(sourceOf);
  const file = join(folder, name.replace('.ipynb', '.mts'));
  writeFileSync(file, `${code.join('\n')}\n`);
  return file;
}

const names = readdirSync('notebooks').filter((name) => name.endsWith('.ipynb'));
const files = names.map(moduleOf);
const problems = typeProblems(compiler, files);

test.each(names)('the cells of %s have no type errors, and no name twice', (name) => {
  expect(problems.get(files[names.indexOf(name)]!)).toEqual([]);
});
