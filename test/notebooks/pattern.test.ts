import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasTag, readNotebook, sourceOf } from '#src/pages/notebook-file.js';
import { titleOf } from '#src/pages/page.js';

const names = readdirSync('notebooks').filter((name) => /^\d\d-.*\.ipynb$/.test(name));

describe.each(names)('%s has what the other commands look for', (name) => {
  const notebook = readNotebook(join('notebooks', name));
  const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code');

  test('a title, a question, and no outputs', () => {
    expect(titleOf(notebook)).toBeDefined();
    expect(notebook.cells.map(sourceOf).join('\n')).toMatch(/^\*\*Question\.\*\* /m);
    for (const { outputs } of code) expect(outputs).toEqual([]);
  });

  test('one cell of parameters with a size, and one main figure', () => {
    const parameters = code.filter((cell) => hasTag(cell, 'parameters')).map(sourceOf);
    expect(parameters).toHaveLength(1);
    expect(parameters[0]).toMatch(/^const size = 'quick' as 'quick' \| 'paper';/m);
    expect(code.filter((cell) => hasTag(cell, 'main-figure'))).toHaveLength(1);
  });
});

// What is wider wraps or is cut on a page.
test.each(names.filter((name) => /^0[1-4]/.test(name)))('%s has no line of code wider than 84 characters', (name) => {
  const lines = readNotebook(join('notebooks', name))
    .cells.filter(({ cell_type }) => cell_type === 'code')
    .flatMap((cell) => sourceOf(cell).split('\n'));
  expect(lines.filter((line) => [...line].length > 84)).toEqual([]);
});
