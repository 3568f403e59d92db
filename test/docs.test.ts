import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import { LIMITED } from './limited.js';
import { typeProblems } from './type-problems.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md'),
);
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** Samples find the package by its name from inside the project. */
const folder = join(root, 'output', `samples-${process.pid}`);
mkdirSync(join(folder, 'output'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const samples = pages.flatMap((page) =>
  [...textOf(page).matchAll(/^```ts\n(.*?)^```$/gms)].map((match, index) => ({
    name: `${page.replace(/\W/g, '-')}-${index}`,
    code: match[1]!,
  })),
);

/** The examples of docstrings, which the API reference shows. */
const examples = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) =>
    [...textOf(`src/${name}`).matchAll(/@example\n \* ```ts\n(.*?)^ \* ```$/gms)].map((match, index) => ({
      name: `${name.replace(/\W/g, '-')}-${index}`,
      code: match[1]!.replace(/^ \* ?/gm, ''),
    })),
  );

/** A class, and two functions without arguments that take seconds. */
const WITHOUT_EXAMPLE = ['ResultStore', 'liquidThresholds', 'localEntropyThreshold'];

const fileOf = (name: string) => join(folder, `${name}.mts`);
for (const { name, code } of [...samples, ...examples]) writeFileSync(fileOf(name), `${code}\nexport {};\n`);
const problems = typeProblems(
  ts,
  [...samples, ...examples].map(({ name }) => fileOf(name)),
  { strict: true },
);

describe.each(samples)('the code in $name', ({ name, code }) => {
  test('has no type errors', () => {
    expect(problems.get(fileOf(name))).toEqual([]);
  });

  test('runs', () => {
    const script = join(folder, `${name}.mjs`);
    writeFileSync(script, javaScriptOf(code));
    const said = execFileSync(process.execPath, [script], { cwd: folder, encoding: 'utf8', ...LIMITED });
    expect(said.length).toBeGreaterThan(0);
  });
});

test('the examples of docstrings have no type errors, run, and print', () => {
  expect(examples.length).toBeGreaterThan(150);
  for (const { name } of examples) expect([name, problems.get(fileOf(name))]).toEqual([name, []]);
  for (const { name, code } of examples) writeFileSync(join(folder, `${name}.mjs`), javaScriptOf(code));
  // One process for all, because each takes a moment to load the package.
  writeFileSync(
    join(folder, 'examples.mjs'),
    examples.map(({ name }) => `console.log('\\0${name}');\nawait import('./${name}.mjs');`).join('\n'),
  );
  const said = execFileSync(process.execPath, [join(folder, 'examples.mjs')], {
    cwd: folder,
    encoding: 'utf8',
    ...LIMITED,
  });
  const [, ...outputs] = said.split('\0');
  expect(outputs.length).toBe(examples.length);
  for (const output of outputs) expect(output.split('\n').length, output).toBeGreaterThan(2);
});

test('every function has an example in the API reference, where all are shown as functions', async () => {
  const functions = Object.entries(await import('#src/index.js')).filter(([, value]) => typeof value === 'function');
  const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('kernel'))
    .map((name) => textOf(`src/${name}`))
    .join('\n');
  expect(functions.length).toBeGreaterThan(150);
  for (const [name] of functions) {
    if (WITHOUT_EXAMPLE.includes(name)) continue;
    const at = source.search(new RegExp(`^export (const|function|async function) ${name}\\b`, 'm'));
    expect(at, name).toBeGreaterThan(0);
    const docstring = source.slice(source.lastIndexOf('/**', at), at);
    expect(docstring, name).toMatch(/@example\n \* ```ts\n/);
    if (source.startsWith('export const', at)) expect(docstring, name).toContain('@function');
  }
});

function javaScriptOf(code: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}

test('the command that looks for type errors in a script works as it is written', () => {
  const [command] = /^node node_modules\/typescript\/bin\/tsc .*$/m.exec(textOf('docs/a-script-of-your-own.md'))!;
  const words = command.split(' ').map((word) => (word.endsWith('.mts') ? fileOf(samples[0]!.name) : word));
  expect(execFileSync(process.execPath, words.slice(1), { cwd: root, encoding: 'utf8' })).toBe('');
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
