import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeWhole } from '#src/base/files.js';
import { executeNotebook } from '#src/pages/execute.js';
import { type Output, readNotebook } from '#src/pages/notebook-file.js';
import { pageHtml } from '#src/pages/page.js';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}.ipynb`, import.meta.url));
const printed = (outputs: readonly Output[] = []) =>
  outputs.map((output) => (output.output_type === 'stream' ? output.text : '')).join('');

describe('a notebook that works', async () => {
  const { notebook, failure } = await executeNotebook(fixture('works'));
  const outputs = notebook.cells.map((cell) => cell.outputs ?? []);
  const data = (cell: number) =>
    outputs[cell]!.map((output) => (output.output_type === 'display_data' ? output.data : {}));

  test('ends without failure, its cells counted', () => {
    expect(failure).toBeUndefined();
    expect(notebook.cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4]);
  });

  test('keeps what cells print, their last value included', () => {
    expect(printed(outputs[1])).toBe('the answer is 42\n42\n');
  });

  test('keeps the last state of each progress bar alone', () => {
    expect(data(2).map((bundle) => bundle['text/plain'])).toEqual([
      expect.stringMatching(/^enumeration: 100 % · done in/),
      expect.stringMatching(/^Wang–Landau: 100 % · done in/),
    ]);
  });

  test('keeps figures and tables in all their representations', () => {
    const [first, second, table, text] = data(3);
    const figureTypes = ['application/vnd.plotly.v1+json', 'text/html', 'image/svg+xml', 'text/plain'];
    expect(Object.keys(first!)).toEqual(figureTypes);
    expect(Object.keys(second!)).toEqual(figureTypes);
    // Plotly itself comes along once for each run of a cell.
    expect(String(first!['text/html']).length).toBeGreaterThan(500_000);
    expect(String(second!['text/html']).length).toBeLessThan(20_000);
    expect(table!['text/html']).toMatch(/^<table class="dataframe">.*standardError/);
    expect(text!['text/markdown']).toBe('**done**');
  });

  test('becomes a page that needs nothing else', () => {
    const page = pageHtml(notebook, { name: 'works', date: new Date('2030-01-02') });
    expect(page.match(/Plotly\.newPlot\("weightspace-/g)).toHaveLength(2);
    expect(page).toContain('the answer is 42');
    expect(page).toContain('<table class="dataframe">');
    expect(page).toContain('<strong>done</strong>');
    expect(page).toContain('on 2030-01-02');
    expect(/<(script|link|img)[^>]+(src|href)="(?!data:)/.exec(page)).toBeNull();
    expect(page.length).toBeLessThan(6e6);
  });
});

describe('a notebook that fails says where and why, and stops there', () => {
  const cases: [string, number, string, RegExp][] = [
    ['type-error', 1, "cell 2 failed:\n\n  const wrong: number = 'text';", /Type 'string' is not assignable/],
    ['exception', 1, 'cell 2 failed:\n\n  function thrower()', /RangeError: out of range/],
    ['rejection', 0, 'cell 1 failed:\n\n  await Promise.reject', /Error: rejected on purpose/],
    ['forgotten-rejection', 0, 'cell 1 failed:\n\n  void Promise.reject', /Error: nobody waits for this/],
  ];
  test.each(cases)('%s', async (name, cell, where, why) => {
    const { notebook, failure } = await executeNotebook(fixture(name));
    expect(failure).toContain(where);
    expect(failure).toMatch(why);
    expect(notebook.cells[cell]!.outputs!.at(-1)).toMatchObject({ output_type: 'error' });
    expect(notebook.cells.flatMap(({ outputs }) => printed(outputs)).join('')).not.toContain('never reached');
    expect(pageHtml(notebook, { name, date: new Date() })).toContain('<pre class="error">');
  });

  test('when it is interrupted', async () => {
    const { failure } = await executeNotebook(fixture('works'), { signal: AbortSignal.abort() });
    expect(failure).toBe('interrupted');
  });
});

describe('a notebook file', () => {
  test('that is none gives a sentence', () => {
    const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
    const path = join(folder, 'a.ipynb');
    expect(() => readNotebook(path)).toThrow(/cannot be read as a notebook .*check the path/);
    writeFileSync(path, '{"nbformat": 3}');
    expect(() => readNotebook(path)).toThrow(/is not a notebook of format 4/);
    rmSync(folder, { recursive: true });
  });

  test('is written whole or not at all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
    writeWhole(join(folder, 'new', 'a.txt'), 'text');
    expect(readFileSync(join(folder, 'new', 'a.txt'), 'utf8')).toBe('text');
    // A file stands where the folder should be.
    expect(() => writeWhole(join(folder, 'new', 'a.txt', 'b.txt'), 'text')).toThrow(
      /b\.txt cannot be written .*choose another folder/,
    );
    rmSync(folder, { recursive: true });
  });
});

test('a parent that dies while the cells are being loaded leaves nobody running', async () => {
  const entry = fileURLToPath(new URL('../../dist/src/pages/execute-cells.js', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  const notebook = join(folder, 'waits.ipynb');
  const source = 'await new Promise((next) => setTimeout(next, 600_000));';
  const cell = { cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source };
  writeFileSync(notebook, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  const code =
    "const { fork } = require('node:child_process');" +
    `const child = fork(${JSON.stringify(entry)}, [${JSON.stringify(notebook)}, '{}'], { stdio: 'ignore' });` +
    'console.log(child.pid); child.disconnect(); child.unref();';
  const pid = Number(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }));
  const isAlive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (let waited = 0; isAlive() && waited < 60; waited++) await new Promise((next) => setTimeout(next, 500));
  const leftAlive = isAlive();
  if (leftAlive) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
  expect(leftAlive).toBe(false);
});
