import { readFileSync } from 'node:fs';

import type { Bundle } from './tslab.js';

/** What a cell has put out, as nbformat 4 keeps it. */
export type Output =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { output_type: 'display_data'; data: Bundle; metadata: object }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

export interface Cell {
  readonly id?: string;
  readonly cell_type: 'markdown' | 'code' | 'raw';
  readonly source: string | readonly string[];
  readonly metadata: object;
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
}

/** A Jupyter notebook: nbformat 4. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: object;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

export function readNotebook(path: string): Notebook {
  let notebook: Partial<Notebook>;
  try {
    notebook = JSON.parse(readFileSync(path, 'utf8')) as Partial<Notebook>;
  } catch (error) {
    throw new Error(`${path} cannot be read as a notebook (${(error as Error).message}); check the path and the file`);
  }
  if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new Error(`${path} is not a notebook of format 4; save it again with a current Jupyter`);
  }
  return notebook as Notebook;
}

/** The source of a cell as one text. */
export function sourceOf(cell: Cell): string {
  return joined(cell.source);
}

/** A text that notebooks keep whole or line by line. */
export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : String(text);
}
