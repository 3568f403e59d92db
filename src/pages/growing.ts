import { rmSync } from 'node:fs';
import { escapeHtml } from '../base/escape.js';
import { writeWhole } from '../base/files.js';
import type { CellMessage } from './execute.js';
import { type Notebook, sourceOf } from './notebook-file.js';

/** Milliseconds between two looks at whether there is news. */
const INTERVAL = 1000;

/** After so many milliseconds without news the page says so: its process may have been killed. */
const SILENCE = 30_000;

/** The page of a running notebook, which grows cell by cell. */
export interface GrowingPage {
  /** Hears what the cells do. */
  follow(message: CellMessage, soFar: () => Notebook): void;
  /** Ends the growth. The page's last state is for the caller to write: a reader's browser loads it when `end` is called. */
  stop(): void;
  end(): void;
}

/**
 * Writes a page again when a cell has ended or shown something, at most once a second. Beside it lies a script with the
 * state of the run, for which the page asks every second: it shows the progress, and loads itself again when it has grown
 * or when the script is gone.
 *
 * @throws Error if the page cannot be written.
 */
export function growPage(
  places: { readonly page: string; readonly news: string; readonly newsName: string },
  notebook: Notebook,
  make: (notebook: Notebook, status: string) => string,
): GrowingPage {
  const codeCells = [...notebook.cells.keys()].filter((index) => notebook.cells[index]!.cell_type === 'code');
  let [version, line, picture, told] = [0, 'running', '', 0];
  let grown: (() => Notebook) | undefined;

  const tell = () => {
    told = Date.now();
    writeWhole(places.news, `weightspaceNews(${JSON.stringify({ version, line, picture, time: told })});\n`);
  };
  const write = (state: Notebook) => writeWhole(places.page, make(state, statusHtml(line, version, places.newsName)));
  // The script comes first: a page without it is taken for one whose run has ended.
  tell();
  write(notebook);
  let lastLine = line;
  const timer = setInterval(() => {
    // A page that cannot be written for a while must not end the run.
    try {
      if (grown !== undefined) {
        version += 1;
        write(grown());
        grown = undefined;
      } else if (line === lastLine && Date.now() - told < SILENCE / 6) return;
      lastLine = line;
      tell();
    } catch {}
  }, INTERVAL);

  return {
    follow(message, soFar) {
      const place = `running: cell ${codeCells.indexOf(message.cell) + 1} of ${codeCells.length}`;
      if (message.do === 'start') line = `${place} · ${firstLine(sourceOf(notebook.cells[message.cell]!))}`;
      const isProgress = message.do === 'display' && message.id !== null;
      if (isProgress) line = `${place} · ${String(message.data['text/plain'] ?? '')}`;
      // What a run that learns shows below its bar.
      picture = isProgress ? (/<svg.*<\/svg>/s.exec(String(message.data['text/html']))?.[0] ?? '') : '';
      if (message.do === 'end' || (message.do === 'display' && !isProgress)) grown = soFar;
    },
    stop: () => clearInterval(timer),
    end: () => rmSync(places.news, { force: true }),
  };
}

function firstLine(source: string): string {
  const line = source.trim().split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function statusHtml(line: string, version: number, newsName: string): string {
  return `<noscript><meta http-equiv="refresh" content="5"></noscript>
<div class="run"><span id="run">${escapeHtml(line)}</span><div id="run-picture"></div></div>
<script>(function () {
  window.weightspaceNews = function (news) {
    if (news.version > ${version}) return location.reload();
    var silent = Date.now() - news.time > ${SILENCE};
    var since = new Date(news.time).toLocaleTimeString();
    document.getElementById("run").textContent =
      silent ? "no news since " + since + ": the run was ended, or the computer slept" : news.line;
    document.getElementById("run-picture").innerHTML = silent ? "" : news.picture;
  };
  setInterval(function () {
    var script = document.createElement("script");
    script.src = ${JSON.stringify(encodeURIComponent(newsName))} + "?" + Date.now();
    script.onload = function () { script.remove(); };
    script.onerror = function () { location.reload(); };
    document.body.append(script);
  }, ${INTERVAL});
})();</script>`;
}
