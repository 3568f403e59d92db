// What `npm run figures` records of a notebook that it has run, and how it knows that the record is still valid.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../src/base/hash.js';
import { projectFolder } from '../src/base/project.js';
import { dataFiles } from '../src/dataset/pictures/data-files.js';
import { dataFolder } from '../src/dataset/pictures/locate.js';
import { COLUMNS } from '../src/figures/draw-figure.js';
import { type Parameters, readNotebook, sourceOf, withParameters } from '../src/pages/notebook-file.js';
import { buildChecksum } from '../src/run/build.js';

/** The content of `figures.json`, next to the figures of a notebook at one column width. */
export interface FigureRecord {
  readonly format: 'weightspace/figures';
  readonly formatVersion: 2;
  readonly notebook: string;
  readonly parameters: Parameters;
  /** Equal keys mean equal figures. */
  readonly key: string;
  readonly version: string;
  readonly machine: string;
  readonly date: string;
  /** How long the notebook took. */
  readonly seconds: number;
  readonly column: keyof typeof COLUMNS;
  /** False if the titles are left to the captions of the paper. */
  readonly title: boolean;
  /** Whether names stand beside their curves, where there is room, or in a legend. */
  readonly labels: 'curves' | 'legend';
  /** The title of each figure, with its files. */
  readonly figures: readonly { readonly title: string; readonly files: readonly string[] }[];
  /** SHA-256 of every file and of the notebook with its outputs, by name. */
  readonly checksums: { readonly [name: string]: string };
}

/** The folder of a notebook's figures at one width. */
export function columnFolder(folder: string, column: string): string {
  return join(folder, column);
}

export function recordPath(folder: string): string {
  return join(folder, 'figures.json');
}

/** The records of all widths in the folder of a notebook; those that cannot be read are left out. */
export function recordsIn(folder: string): FigureRecord[] {
  return Object.keys(COLUMNS).flatMap((column) => {
    try {
      const record = JSON.parse(readFileSync(recordPath(columnFolder(folder, column)), 'utf8')) as FigureRecord;
      return record.format === 'weightspace/figures' && record.formatVersion === 2 ? [record] : [];
    } catch {
      return [];
    }
  });
}

/** True if all these files are as they were written. */
export function areWhole(folder: string, { checksums }: FigureRecord, names: readonly string[]): boolean {
  return names.every((name) => existsSync(join(folder, name)) && checksumOf(join(folder, name)) === checksums[name]);
}

export function checksumOf(path: string): string {
  return sha256(readFileSync(path));
}

/**
 * Everything that the figures of a notebook depend on: its code with its parameters, this build, and the data on this
 * machine.
 */
export function keyOf(path: string, parameters: Parameters): string {
  const { cells } = withParameters(readNotebook(path), parameters);
  const code = cells.filter((cell) => cell.cell_type === 'code').map(sourceOf);
  const packages = checksumOf(join(projectFolder(), 'package-lock.json'));
  return sha256(JSON.stringify([code, buildChecksum(), packages, dataHere()]));
}

/** The files on this machine: drawn digits stand in for missing ones, which makes other data and other figures. */
function dataHere(): string[] {
  const folders = [process.env.WEIGHTSPACE_DATA, dataFolder()].filter((folder) => folder);
  return dataFiles
    .filter(({ collection, name }) => folders.some((folder) => existsSync(join(folder!, collection, name))))
    .map(({ sha256 }) => sha256);
}
