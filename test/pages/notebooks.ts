import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with small notebooks, by name, and one for their pages. Cells are code; those that begin with # are text. */
export function notebookFolder(notebooks: { readonly [name: string]: readonly string[] }) {
  const root = mkdtempSync(join(tmpdir(), 'weightspace-'));
  const folder = join(root, 'notebooks');
  mkdirSync(folder);
  const write = (name: string, sources: readonly string[]) => {
    const cells = sources.map((source) =>
      source.startsWith('#')
        ? { cell_type: 'markdown', metadata: {}, source }
        : {
            cell_type: 'code',
            metadata: source.startsWith('const size') ? { tags: ['parameters'] } : {},
            execution_count: null,
            outputs: [],
            source,
          },
    );
    const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(folder, `${name}.ipynb`), JSON.stringify(notebook));
  };
  for (const [name, sources] of Object.entries(notebooks)) write(name, sources);
  return { root, folder, output: join(root, 'output'), write };
}
