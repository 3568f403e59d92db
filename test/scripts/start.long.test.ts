import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findChromium, startChromium } from '#src/figures/chromium.js';
import { notebookFolder } from '../pages/notebooks.js';

const wait = 'await new Promise((next) => setTimeout(next, 700));';
const cells = [
  '# One',
  "const size = 'quick' as 'quick' | 'paper';",
  'console.log("begins");',
  wait,
  'console.log(size);',
  wait,
];
const { root, folder, output } = notebookFolder({ '01-one': cells, '02-two': ['# Two', 'console.log(2);'] });
const results = join(root, 'results');
afterAll(() => rmSync(root, { recursive: true }));

function start(...more: string[]) {
  const script = join('dist', 'scripts', 'start.js');
  const env = { ...process.env, WEIGHTSPACE_RESULTS: results };
  const child = spawn(process.execPath, [script, '--notebooks', folder, '--output', output, ...more], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (printed += String(data)));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return { child, ended, printed: () => printed };
}

const pause = (milliseconds: number) => new Promise((next) => setTimeout(next, milliseconds));
const text = (name: string) => readFileSync(join(output, name), 'utf8');
const isWhole = (name: string) =>
  name.endsWith('.ipynb') ? JSON.parse(text(name)).nbformat === 4 : /(<\/html>|<\/a>|\}\);)\n$/.test(text(name));

describe('npm start', { timeout: 600_000 }, () => {
  let seconds = 0;

  test('makes a page', async () => {
    const begin = performance.now();
    const { ended, printed } = start('1');
    expect(await ended).toBe(0);
    seconds = (performance.now() - begin) / 1000;
    expect(printed()).toMatch(/grows at\n {2}file:.*01-one\.unfinished\.html/);
    expect(printed()).toMatch(/Open the page in a browser:\n {2}file:.*01-one\.html/);
    expect(text('01-one.html')).toContain('quick');
  });

  test.each([
    'SIGINT',
    'SIGTERM',
    'SIGKILL',
  ] as const)('interrupted at ten moments by %s never loses a page', async (signal) => {
    for (let moment = 0; moment < 10; moment++) {
      const before = text('01-one.html');
      const { child, ended } = start('01', '--size', 'paper');
      await pause((1000 * seconds * (moment + 0.5)) / 10);
      child.kill(signal);
      await ended;
      for (const name of readdirSync(output).filter((file) => !file.endsWith('.part'))) {
        expect(isWhole(name), `${name} after ${signal} at moment ${moment}`).toBe(true);
      }
      // The finished page is the earlier one, unless the run came to its end.
      const after = text('01-one.html');
      if (after !== before) expect(after).toContain('paper');
      expect(after).not.toContain('id="run"');
      expect(existsSync(join(output, 'index.html'))).toBe(true);
    }
    // What was left behind is in nobody's way.
    const { ended } = start('01');
    expect(await ended).toBe(0);
    expect(readdirSync(output).sort()).toEqual(['01-one.html', '01-one.ipynb', '01-one.unfinished.html', 'index.html']);
  });

  test.skipIf(findChromium() === undefined)(
    'a reader who opens the growing page sees it grow, and then the finished one',
    async () => {
      const { ended, printed } = start('01');
      const isGrowing = () =>
        printed().includes('.unfinished.html') && existsSync(join(output, '01-one.unfinished.js'));
      await expect.poll(isGrowing, { timeout: 60_000 }).toBe(true);
      const browser = await startChromium();
      const tab = await browser.newPage();
      await tab.goto(/file:\S+/.exec(printed())![0]);
      await ended;
      await expect.poll(() => tab.url(), { timeout: 60_000 }).toMatch(/01-one\.html$/);
      await browser.close();
    },
  );

  test('results are kept and used again, unless it is told not to; tables are written as CSV', async () => {
    const [pages, tables] = [join(root, 'pages'), join(root, 'tables')];
    const table = () => readFileSync(join(tables, 'a-study', 'table-1.csv'), 'utf8');
    const run = async (...more: string[]) => {
      const folders = ['--notebooks', join('test', 'scripts', 'studies'), '--output', pages, '--tables', tables];
      const { ended, printed } = start('a-study', ...folders, '--size', 'quick', ...more);
      expect(await ended, printed()).toBe(0);
      return readFileSync(join(pages, 'a-study.ipynb'), 'utf8');
    };
    const kept = () => {
      const [build] = readdirSync(results);
      const paths = readdirSync(join(results, build!)).map((name) => join(results, build!, name));
      return paths.map((path) => [path, statSync(path).mtimeMs]);
    };
    await run();
    const before = kept();
    expect(before.length).toBeGreaterThan(0);
    const csv = table();
    expect(csv).toMatch(/^energy,entropy,standardError,visits/);
    expect(JSON.parse(readFileSync(join(tables, 'a-study', 'tables.json'), 'utf8'))).toMatchObject({
      notebook: 'a-study.ipynb',
      parameters: { size: 'quick' },
      tables: [{ file: 'table-1.csv' }],
    });
    rmSync(tables, { recursive: true });
    expect(await run()).toContain('kept');
    expect(table()).toBe(csv);
    expect(await run('--force')).not.toContain('kept');
    expect(table()).toBe(csv);
    expect(kept()).toEqual(before);
  });

  test('several notebooks and ranges', async () => {
    const { ended, printed } = start('02', '01-02', 'one');
    expect(await ended).toBe(0);
    expect([...printed().matchAll(/Running \S*\/(\S+)\.ipynb/g)].map(([, name]) => name)).toEqual(['02-two', '01-one']);
    expect(printed()).toMatch(/index\.html/);
  });

  test('what it does not know is a sentence, and nothing is written', async () => {
    const before = readdirSync(output).map((name) => [name, text(name)]);
    const refused = async (...more: string[]) => {
      const { ended, printed } = start(...more);
      expect(await ended).toBe(1);
      return printed();
    };
    const names = /matches 0 notebooks; choose one of these:\n {2}01-one\.ipynb\n {2}02-two\.ipynb\n$/;
    expect(await refused('01', '07')).toMatch(names);
    expect(await refused('07-09')).toMatch(names);
    expect(await refused('01', '--size', 'huge')).toBe('"huge" is not a size of 01-one; it has quick and paper\n');
    expect(await refused('02', '--size', 'quick')).toMatch(/02-two; it has no sizes; leave --size out\n$/);
    expect(await refused('--fast')).toBe(
      "Unknown option '--fast'; the options are --size, --output, --tables, --engine, --force, --notebooks, --help\n",
    );
    expect(readdirSync(output).map((name) => [name, text(name)])).toEqual(before);
  });
});
