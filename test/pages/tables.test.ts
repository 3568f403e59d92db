import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { frame } from '#src/base/frame.js';
import { tableCsv } from '#src/notebook/table.js';
import type { Notebook } from '#src/pages/notebook-file.js';
import { writeTables } from '#src/pages/tables.js';

test('a table as CSV has all rows and columns, and the digits that count', () => {
  const many = Array.from({ length: 40 }, (_, k) => k / 7);
  const unknown = many.map(() => Number.NaN);
  const lines = tableCsv(frame({ 'a, b': many.map(() => 'x "y"'), peak: many, 'peak ±': unknown })).split('\n');
  expect(lines).toHaveLength(42);
  expect(lines[0]).toBe('"a, b",peak,peak ±');
  expect(lines[2]).toBe('"x ""y""",0.142857,');
});

test('tables are written with the sections in which they stand, and replace older ones', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  const text = (source: string) => ({ cell_type: 'markdown', source, metadata: {} }) as const;
  const code = (...tables: string[]) =>
    ({
      cell_type: 'code',
      source: '',
      metadata: {},
      outputs: tables.map((csv) => ({ output_type: 'display_data', data: { 'text/csv': csv }, metadata: {} }) as const),
    }) as const;
  const notebook: Notebook = {
    cells: [text('# Title\n\nWords.'), code('a\n1\n', 'b\n2\n'), text('More.'), text('## Later'), code('c\n3\n')],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  const { tables } = writeTables(notebook, 'one.ipynb', { size: 'paper' }, folder);
  expect(tables).toEqual([
    { file: 'table-1.csv', section: 'Title' },
    { file: 'table-2.csv', section: 'Title' },
    { file: 'table-3.csv', section: 'Later' },
  ]);
  expect(readFileSync(join(folder, 'table-3.csv'), 'utf8')).toBe('c\n3\n');
  writeTables({ ...notebook, cells: notebook.cells.slice(3) }, 'one.ipynb', { size: 'paper' }, folder);
  expect(readdirSync(folder).sort()).toEqual(['table-1.csv', 'tables.json']);
  expect(JSON.parse(readFileSync(join(folder, 'tables.json'), 'utf8'))).toMatchObject({
    notebook: 'one.ipynb',
    parameters: { size: 'paper' },
    tables: [{ file: 'table-1.csv', section: 'Later' }],
  });
  rmSync(folder, { recursive: true });
});
