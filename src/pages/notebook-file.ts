import { readFileSync } from 'node:fs';
import type { Bundle } from '../notebook/tslab.js';

/** An output of a cell, as nbformat 4 stores it. */
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

/** @throws Error if the file cannot be read, or if it is not a notebook of format 4. */
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

/** A text that notebooks store whole or line by line. */
export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : String(text);
}

/** Values for the constants of a notebook's parameter cell, by name. */
export interface Parameters {
  readonly [name: string]: Parameter;
}

/** A value of plain data, as JSON writes it. */
export type Parameter = string | number | boolean | readonly Parameter[] | Parameters;

/**
 * The notebook with other values in its parameter cell, the one tagged 'parameters'. For each name, the line `const
 * name = value;` gets the new value and keeps its type (`as …`) and comment.
 *
 * @throws RangeError if the notebook has no such line.
 */
export function withParameters(notebook: Notebook, parameters: Parameters): Notebook {
  const parameterCell = notebook.cells.findIndex((cell) => hasTag(cell, 'parameters'));
  let source = parameterCell < 0 ? '' : sourceOf(notebook.cells[parameterCell]!);
  for (const [name, value] of Object.entries(parameters)) {
    const line = new RegExp(`^(const ${name} = )[^;]*?( as [^;]*)?;`, 'm');
    if (!line.test(source)) {
      const names = [...source.matchAll(/^const (\w+) = /gm)].map((match) => match[1]);
      throw new RangeError(
        `the notebook has no parameter \`${name}\`; ${names.length > 0 ? `it has ${names.join(', ')}` : 'it has none'}`,
      );
    }
    source = source.replace(line, (_, start: string, type = '') => `${start}${JSON.stringify(value)}${type};`);
  }
  return {
    ...notebook,
    cells: notebook.cells.map((cell, index) => (index === parameterCell ? { ...cell, source } : cell)),
  };
}

/** True if a cell has this tag in its metadata. */
export function hasTag({ metadata }: Cell, tag: string): boolean {
  const { tags } = metadata as { readonly tags?: unknown };
  return Array.isArray(tags) && tags.includes(tag);
}
