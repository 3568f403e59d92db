import { type Cell, type Notebook, sourceOf } from './notebook-file.js';

/** Values for the constants of a notebook's parameter cell, by name. */
export interface Parameters {
  readonly [name: string]: string | number | boolean;
}

/**
 * The notebook with other values in its parameter cell, the one tagged 'parameters': for each name the line
 * `const name = value;` gets the new value, and keeps its type (`as …`) and comment.
 * @throws RangeError if the notebook has no such line.
 */
export function withParameters(notebook: Notebook, parameters: Parameters): Notebook {
  const place = notebook.cells.findIndex((cell) => hasTag(cell, 'parameters'));
  let source = place < 0 ? '' : sourceOf(notebook.cells[place]!);
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
  return { ...notebook, cells: notebook.cells.map((cell, index) => (index === place ? { ...cell, source } : cell)) };
}

/** Whether a cell has a tag, as Jupyter keeps them in its metadata. */
export function hasTag({ metadata }: Cell, tag: string): boolean {
  const { tags } = metadata as { readonly tags?: unknown };
  return Array.isArray(tags) && tags.includes(tag);
}
