import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { growPage } from '#src/pages/growing.js';
import { readNotebook } from '#src/pages/notebook-file.js';
import { runPage } from '#src/pages/run-page.js';
import { notebookFolder } from './notebooks.js';

const good = ['# First\n\n## What we see\n\n- It works.', 'console.log("good");'];
const { root, folder, output, write } = notebookFolder({ '01-first': good, '02-second': ['# Second', 'let a = 1;'] });
afterAll(() => rmSync(root, { recursive: true }));

const paths = ['01-first', '02-second'].map((name) => join(folder, `${name}.ipynb`));
const text = (name: string) => readFileSync(join(output, name), 'utf8');
const files = () => readdirSync(output).sort();
const wait = 'await new Promise((next) => setTimeout(next, 1800));';

test('a page grows under another name, leads to the finished page in the end, and is never in its way', {
  timeout: 60_000,
}, async () => {
  write('01-first', ['# First', 'console.log("good");', wait]);
  const seen: string[] = [];
  const failure = await runPage(paths[0]!, {
    folder: output,
    paths,
    onMessage: ({ do: what, cell }) => {
      if (what === 'start' && cell === 1) {
        // Before anything has run there is something to open.
        expect(files()).toEqual(['01-first.unfinished.html', '01-first.unfinished.js']);
        expect(text('01-first.unfinished.html')).toContain('class="cell waiting"');
      }
      if (what !== 'end' || cell !== 2) return;
      seen.push(text('01-first.unfinished.html'), text('01-first.unfinished.js'));
      expect(existsSync(join(output, '01-first.html'))).toBe(false);
    },
  });
  expect(failure).toBeUndefined();
  expect(seen[0]).toContain('<pre class="stdout">good');
  expect(seen[1]).toMatch(/^weightspaceNews\(\{"version":[1-9].*cell 2 of 2/);
  expect(files()).toEqual(['01-first.html', '01-first.ipynb', '01-first.unfinished.html', 'index.html']);
  expect(text('01-first.html')).toContain('<pre class="stdout">good');
  expect(text('01-first.html')).not.toContain('id="run"');
  expect(text('01-first.unfinished.html')).toContain('url=01-first.html"');
});

test('a run that fails leaves the page and the notebook of the last good one, and a page with its error', {
  timeout: 60_000,
}, async () => {
  const before = [text('01-first.html'), text('01-first.ipynb'), text('index.html')];
  write('01-first', ['# First', 'console.log("as far as here");', 'throw new Error("on purpose");']);
  expect(await runPage(paths[0]!, { folder: output, paths })).toMatch(/^cell 2 failed:.*on purpose/s);
  expect([text('01-first.html'), text('01-first.ipynb'), text('index.html')]).toEqual(before);
  const page = text('01-first.unfinished.html');
  expect(page).toContain('This run did not finish: <a href="#cell-2">cell 2 failed</a>.');
  expect(page).toContain('<a href="01-first.html">The page of an earlier run</a>');
  expect(page).toContain('as far as here');
  expect(page).toContain('id="cell-2"');
  expect(text('01-first.unfinished.ipynb')).toContain('on purpose');
  expect(existsSync(join(output, '01-first.unfinished.js'))).toBe(false);

  const stopped = await runPage(paths[1]!, { folder: output, paths, signal: AbortSignal.abort() });
  expect(stopped).toBe('interrupted');
  expect(text('02-second.unfinished.html')).toContain('This run did not finish: interrupted.');
  expect(existsSync(join(output, '02-second.html'))).toBe(false);
  expect(text('01-first.html')).toBe(before[0]);
});

test('pages link to one another as soon as they exist, and to the gallery', { timeout: 60_000 }, async () => {
  const links = (name: string) => [...text(name).matchAll(/href="([^":#]+)"/g)].map(([, address]) => address!);
  expect(links('01-first.html')).not.toContain('02-second.html');
  await runPage(paths[1]!, { folder: output, paths });
  expect(links('01-first.html')).toEqual(['index.html', '02-second.html', 'index.html', '02-second.html']);
  expect(links('02-second.html')).toContain('01-first.html');
  expect(links('index.html')).toEqual(['01-first.html', '02-second.html']);
  for (const name of files().filter((file) => file.endsWith('.html'))) {
    for (const address of links(name)) expect(existsSync(join(output, address)), `${name} → ${address}`).toBe(true);
  }
});

test('a folder that cannot be written is found before anything runs', async () => {
  await expect(runPage(paths[0]!, { folder: paths[1]!, paths })).rejects.toThrow(/cannot be written .*another folder/);
});

test('a growing page shows what a run that learns shows below its bar, until the run has ended', () => {
  const news = join(root, 'news.js');
  const notebook = readNotebook(paths[1]!);
  vi.useFakeTimers();
  const page = growPage({ page: join(root, 'page.html'), news, newsName: 'news.js' }, notebook, (_, status) => status);
  try {
    const show = (html: string) =>
      page.follow(
        { do: 'display', cell: 1, id: 'bar', update: true, data: { 'text/html': html, 'text/plain': 'run: 5 %' } },
        () => notebook,
      );
    show('<div>run</div><svg>\n<path/></svg><table></table>');
    vi.advanceTimersByTime(1000);
    expect(readFileSync(news, 'utf8')).toContain('"picture":"<svg>\\n<path/></svg>"');
    show('<div>run: done</div>');
    vi.advanceTimersByTime(10_000);
    expect(readFileSync(news, 'utf8')).toContain('"picture":""');
  } finally {
    page.stop();
    vi.useRealTimers();
  }
});
