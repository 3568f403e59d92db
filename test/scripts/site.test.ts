import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readLinks } from '#scripts/site-links.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-site-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, body: string) => writeFileSync(join(folder, name), `<html><body>${body}</body></html>`);

test('every link of a site is followed, on its pages and to places on them', () => {
  mkdirSync(join(folder, 'api'));
  write(
    'index.html',
    '<a href="study one.html">1</a> <a href="api/index.html#top">2</a> <a href="https://a.org/b#c">3</a>',
  );
  write(
    'study one.html',
    '<a href="#there">1</a><h2 id="there">x</h2><script>var s = \'<a href="text.html">\'</script>',
  );
  write(
    'api/index.html',
    '<h1 id="top">x</h1><a class="up" href="../index.html">2</a><img src="data:image/png;base64,">',
  );
  const { inside, outside, broken } = readLinks(folder);
  expect({ inside, outside, broken }).toEqual({ inside: 4, outside: ['https://a.org/b'], broken: [] });

  write('index.html', '<a href="lost.html">1</a> <img src="lost.png"> <a href="api">2</a> <a href="../x">3</a>');
  write('study one.html', '<a href="#lost">1</a> <a href="api/index.html#lost">2</a>');
  expect([...readLinks(folder).broken].sort()).toEqual([
    'index.html → ../x',
    'index.html → api',
    'index.html → lost.html',
    'index.html → lost.png',
    'study one.html → #lost',
    'study one.html → api/index.html#lost',
  ]);
});

test('the workflows use actions of a fixed major version, and publish what `npm run site` makes', () => {
  const root = new URL('../../', import.meta.url);
  for (const name of ['ci', 'pages']) {
    const text = readFileSync(new URL(`.github/workflows/${name}.yml`, root), 'utf8');
    const used = [...text.matchAll(/uses: (\S+)/g)].map((match) => match[1]!);
    expect(used.length).toBeGreaterThan(2);
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
  }
  const pages = readFileSync(new URL('.github/workflows/pages.yml', root), 'utf8');
  expect(pages).toContain('run: npm run site');
  expect(pages).toContain('path: output/site');
});

test('the configuration of Binder pins its versions, with the Node of the workflows, and runs what there is', () => {
  const root = new URL('../../', import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
  const [, list = ''] = /^dependencies:\n((?: {2}- .*\n)+)/m.exec(read('binder/environment.yml')) ?? [];
  const versions = new Map(
    list
      .trim()
      .split('\n')
      .map((line) => /- (\S+?)=([\d.]+)$/.exec(line)!.slice(1) as [string, string]),
  );
  expect([...versions.keys()].sort()).toEqual(['jupyterlab', 'nodejs', 'python']);
  for (const name of ['ci', 'pages']) {
    expect(read(`.github/workflows/${name}.yml`)).toContain(`node-version: ${versions.get('nodejs')}\n`);
  }
  expect(statSync(new URL('binder/postBuild', root)).mode & 0o111).toBe(0o111);
  const commands = [...read('binder/postBuild').matchAll(/npm run (\w+)/g)].map((match) => match[1]!);
  expect(commands).toEqual(['lab']);
  const { scripts } = JSON.parse(read('package.json'));
  for (const command of commands) expect(Object.keys(scripts)).toContain(command);
});
