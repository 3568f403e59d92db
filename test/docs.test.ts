import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import { typeProblems } from './type-problems.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md'),
);
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** Samples find the package by its name from inside the project. */
const folder = join(root, 'output', `samples-${process.pid}`);
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const samples = pages.flatMap((page) =>
  [...textOf(page).matchAll(/^```ts\n(.*?)^```$/gms)].map((match, index) => ({
    name: `${page.replace(/\W/g, '-')}-${index}`,
    code: match[1]!,
  })),
);

const fileOf = (name: string) => join(folder, `${name}.mts`);
for (const { name, code } of samples) writeFileSync(fileOf(name), code);
const problems = typeProblems(
  ts,
  samples.map(({ name }) => fileOf(name)),
  { strict: true },
);

describe.each(samples)('the code in $name', ({ name, code }) => {
  test('has no type errors', () => {
    expect(problems.get(fileOf(name))).toEqual([]);
  });

  test('runs', () => {
    const script = join(folder, `${name}.mjs`);
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    writeFileSync(script, outputText);
    const said = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(said.length).toBeGreaterThan(0);
  });
});

test('there are samples to run', () => {
  expect(samples.length).toBeGreaterThanOrEqual(3);
});

test.each(pages)('links of %s lead to files that are there', (page) => {
  for (const [, target] of textOf(page).matchAll(/\]\((?!https?:)([^)#\s]+)\)/g)) {
    expect(existsSync(join(root, dirname(page), target!)), target).toBe(true);
  }
});

test('names in the guide from the formula to the cell are names in the code', () => {
  const declared = readdirSync(join(root, 'dist/src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(join(root, 'dist/src', name), 'utf8'))
    .join('\n');
  const rows = textOf('docs/from-formula-to-cell.md')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const names = rows.flatMap((row) => [...row.matchAll(/`([a-z][A-Za-z]+)`/g)].map((match) => match[1]!));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) expect(declared).toMatch(new RegExp(`\\b${name}\\b`));
});
