import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, writeWhole } from '../base/files.js';
import { version } from '../base/version.js';
import { samplerChecksum } from '../run/build.js';
import { joined, type Notebook, type Parameters, sourceOf } from './notebook-file.js';

/** A table of a notebook: its file, and the section where it stands. */
interface TableFile {
  readonly file: string;
  readonly section: string;
}

/** The content of `tables.json`: what the tables of a notebook were computed with. */
export interface TablesRecord {
  readonly format: 'weightspace/tables';
  readonly formatVersion: 1;
  readonly notebook: string;
  readonly parameters: Parameters;
  readonly version: string;
  /** The SHA-256 of the compiled samplers: equal ones compute equal numbers. */
  readonly samplers: string;
  readonly machine: string;
  readonly date: string;
  /** Where each table stands. */
  readonly tables: readonly TableFile[];
}

/**
 * Writes every table that a notebook shows as CSV, with all rows and digits, and `tables.json`, which says what they were
 * computed with. Older tables in the folder are replaced.
 *
 * @throws Error if the folder cannot be written.
 */
export function writeTables(notebook: Notebook, name: string, parameters: Parameters, folder: string): TablesRecord {
  const tables = tablesOf(notebook);
  const files = tables.map(({ section }, k) => ({ file: `table-${k + 1}.csv`, section }));
  for (const [k, { csv }] of tables.entries()) writeWhole(join(folder, files[k]!.file), csv);
  const record: TablesRecord = {
    format: 'weightspace/tables',
    formatVersion: 1,
    notebook: name,
    parameters,
    version,
    samplers: samplerChecksum(),
    machine: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    date: new Date().toISOString(),
    tables: files,
  };
  writeWhole(join(folder, 'tables.json'), `${JSON.stringify(record, null, 1)}\n`);
  const written = files.map(({ file }) => file);
  for (const old of namesIn(folder)) {
    if (/^table-\d+\.csv$/.test(old) && !written.includes(old)) rmSync(join(folder, old));
  }
  return record;
}

/** The tables in the order of the page, each with the heading above it. */
function tablesOf({ cells }: Notebook): { readonly csv: string; readonly section: string }[] {
  let section = '';
  return cells.flatMap((cell) => {
    if (cell.cell_type === 'markdown') section = /^#+ +(.*)$/m.exec(sourceOf(cell))?.[1] ?? section;
    const here = section;
    return (cell.outputs ?? []).flatMap((output) => {
      const csv = output.output_type === 'display_data' ? output.data['text/csv'] : undefined;
      return csv === undefined ? [] : [{ csv: joined(csv), section: here }];
    });
  });
}
