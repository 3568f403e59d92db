import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { LIMITED } from '../limited.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('a build made after the first import is there at the next one, in the same process, and no sooner', () => {
  cpSync(join(root, 'dist/src'), join(project, 'dist/src'), { recursive: true });
  cpSync(join(root, 'package.json'), join(project, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  const script = `
    const { writeFileSync, readFileSync, utimesSync } = require('node:fs');
    const cell = () => require('./dist/src/notebook/cell-import.cjs');
    const coreCell = () => require('./dist/src/notebook/cell-import-core.cjs');
    const mark = (time) => { writeFileSync('dist/.built', ''); utimesSync('dist/.built', time, time); };
    mark(1);
    const first = cell();
    const path = 'dist/src/index.js';
    writeFileSync(path, readFileSync(path, 'utf8') + "export const news = 'new';");
    const same = cell() === first && coreCell().enumerate === first.enumerate;
    mark(2);
    const { news, enumerate, perceptron, randomPatterns } = cell();
    const isCoreNew = coreCell().enumerate === enumerate && enumerate !== first.enumerate;
    const data = randomPatterns({ inputs: 5, patterns: 3, seed: 1 });
    enumerate(perceptron(5), data).then((dos) => console.log(JSON.stringify([same, isCoreNew, first.news ?? null, news, dos.weights])));
  `;
  const said = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', script], {
    ...LIMITED,
    cwd: project,
    encoding: 'utf8',
  });
  const [notice, result] = said.trim().split('\n');
  expect(notice).toMatch(/has been rebuilt/);
  expect(JSON.parse(result!)).toEqual([true, true, null, 'new', 5]);
  expect(existsSync(join(project, 'output')) ? readdirSync(join(project, 'output')) : []).toEqual([]);
});
