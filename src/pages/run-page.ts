import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { escapeHtml } from '../base/escape.js';
import { namesIn, writeWhole } from '../base/files.js';
import { type ExecuteOptions, executeNotebook } from './execute.js';
import { type Exhibit, galleryHtml } from './gallery.js';
import { growPage } from './growing.js';
import { addressOf, type Neighbours, withNeighbours } from './navigation.js';
import { type Notebook, readNotebook, withParameters } from './notebook-file.js';
import { pageHtml, titleOf } from './page.js';

export interface RunPageOptions extends ExecuteOptions {
  /** The folder of the pages. */
  readonly folder: string;
  /** All notebooks in reading order. Pages link to those before and after as far as these have pages. */
  readonly paths: readonly string[];
}

/** Where the page of a notebook lies, and the notebook with its outputs; and where they lie unless it has run to its end. */
export function placesOf(folder: string, name: string) {
  const unfinished = `${name}.unfinished`;
  return {
    page: join(folder, `${name}.html`),
    notebook: join(folder, `${name}.ipynb`),
    unfinishedPage: join(folder, `${unfinished}.html`),
    unfinishedNotebook: join(folder, `${unfinished}.ipynb`),
    news: join(folder, `${unfinished}.js`),
    newsName: `${unfinished}.js`,
  };
}

/**
 * Runs a notebook and makes a page of it. While it runs, a page of another name grows, which in the end leads to the
 * finished one. If a cell fails or the run is stopped, that other page shows what has run and why it ended, and the page
 * of an earlier run remains. Returns a description of the failure, if there is one.
 *
 * @throws Error if the notebook cannot be read, or if the folder cannot be written.
 */
export async function runPage(path: string, options: RunPageOptions): Promise<string | undefined> {
  const { folder, paths, ...executeOptions } = options;
  const name = basename(path, '.ipynb');
  const places = placesOf(folder, name);
  const make = (state: Notebook, status?: string) =>
    pageHtml(state, {
      name,
      date: new Date(),
      neighbours: neighboursOf(folder, paths, name),
      pages: pagesOf(folder, paths),
      ...(status === undefined ? {} : { status }),
    });
  const start = withParameters(readNotebook(path), options.parameters ?? {});
  removeSignposts(folder);
  const growing = growPage({ ...places, page: places.unfinishedPage }, withoutOutputs(start), make);
  try {
    const { notebook, failure } = await executeNotebook(path, {
      ...executeOptions,
      onMessage: (message, cells, soFar) => {
        growing.follow(message, soFar);
        options.onMessage?.(message, cells, soFar);
      },
    });
    growing.stop();
    const text = `${JSON.stringify(notebook, null, 1)}\n`;
    if (failure === undefined) {
      writeWhole(places.notebook, text);
      writeWhole(places.page, make(notebook));
      writeWhole(places.unfinishedPage, signpost(name));
      rmSync(places.unfinishedNotebook, { force: true });
      refreshFolder(folder, paths);
    } else {
      writeWhole(places.unfinishedNotebook, text);
      writeWhole(
        places.unfinishedPage,
        make(notebook, failureHtml(failure, existsSync(places.page) ? name : undefined)),
      );
    }
    growing.end();
    return failure;
  } finally {
    growing.stop();
  }
}

function withoutOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return { ...notebook, cells };
}

function failureHtml(failure: string, finished: string | undefined): string {
  const cell = /^cell (\d+) failed/.exec(failure)?.[1];
  const why = cell === undefined ? escapeHtml(failure) : `<a href="#cell-${cell}">cell ${cell} failed</a>`;
  const link = finished === undefined ? '' : ` <a href="${addressOf(finished)}">The page of an earlier run</a>`;
  return `<p class="run failed">This run did not finish: ${why}.${link}</p>`;
}

/** The largest size in bytes of a page that only leads to another one, and how many milliseconds it remains at least. */
const SIGNPOST = { size: 1000, age: 60_000 };

/** What takes the place of a page that grew: readers who have it open are led to the finished one. */
function signpost(name: string): string {
  const address = addressOf(name);
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}"><a href="${address}">finished</a>\n`;
}

/** Removes what earlier runs left to lead readers to their finished pages. */
function removeSignposts(folder: string): void {
  for (const name of namesIn(folder).filter((one) => one.endsWith('.unfinished.html'))) {
    const path = join(folder, name);
    const { size, mtimeMs } = statSync(path);
    if (size > SIGNPOST.size || Date.now() - mtimeMs < SIGNPOST.age) continue;
    if (readFileSync(path, 'utf8').includes('http-equiv="refresh"')) rmSync(path, { force: true });
  }
}

/** The names of the notebooks that have a page in a folder. */
function pagesOf(folder: string, paths: readonly string[]): string[] {
  return paths.map((path) => basename(path, '.ipynb')).filter((name) => existsSync(placesOf(folder, name).page));
}

function neighboursOf(folder: string, paths: readonly string[], name: string): Neighbours {
  const link = (path: string | undefined) => {
    const other = path === undefined ? '' : basename(path, '.ipynb');
    if (path === undefined || !existsSync(placesOf(folder, other).page)) return undefined;
    return { name: other, title: titleOf(readNotebook(path)) ?? other };
  };
  const place = paths.findIndex((path) => basename(path, '.ipynb') === name);
  const gallery = existsSync(join(folder, 'index.html'));
  return { before: link(paths[place - 1]), after: link(paths[place + 1]), gallery };
}

/** Writes the gallery of all notebooks with a page in a folder, and links these pages to one another. */
export function refreshFolder(folder: string, paths: readonly string[]): void {
  const exhibits = pagesOf(folder, paths).flatMap((name) => exhibitOf(folder, name) ?? []);
  writeWhole(join(folder, 'index.html'), galleryHtml(exhibits));
  linkPages(folder, paths);
}

/** Links the pages of a folder to one another and to the gallery, as far as these exist there. */
export function linkPages(folder: string, paths: readonly string[]): void {
  for (const name of pagesOf(folder, paths)) {
    const { page } = placesOf(folder, name);
    const before = readFileSync(page, 'utf8');
    const after = withNeighbours(before, neighboursOf(folder, paths, name));
    if (after !== before) writeWhole(page, after);
  }
}

/** A notebook that was run into a folder; `undefined` if its file is missing or damaged. */
function exhibitOf(folder: string, name: string): Exhibit | undefined {
  try {
    return { name, notebook: readNotebook(placesOf(folder, name).notebook) };
  } catch {
    return undefined;
  }
}
