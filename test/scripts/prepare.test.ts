import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIMITED } from '../limited.js';

const scripts = fileURLToPath(new URL('../../scripts', import.meta.url));
let project: string;
const at = (...names: string[]) => join(project, ...names);

/** Stands for a program that takes a moment; it writes a line into `log` when it begins and when it ends. */
const program = (name: string, work: string) => `
  const fs = require('node:fs');
  const log = (line) => fs.appendFileSync('log', line + '\\n');
  log('begin ${name}');
  setTimeout(() => { ${work}; log('end ${name}'); }, Number(process.env.SLOW ?? 0));`;

const tsc = program(
  'tsc',
  `if (fs.readFileSync('src/a.ts', 'utf8').includes('wrong')) { console.error('a.ts is wrong'); process.exit(2); }
   fs.mkdirSync('dist.new/src', { recursive: true }); fs.copyFileSync('src/a.ts', 'dist.new/src/a.js')`,
);
const asc = program(
  'asc',
  `fs.mkdirSync('dist.new/src', { recursive: true }); fs.writeFileSync('dist.new/src/kernel.wasm', '')`,
);
const lock = {
  packages: {
    '': {},
    'node_modules/marked': { version: '1.0.0' },
    'node_modules/mac-only': { version: '1.0.0', optional: true },
  },
};
/** Like npm, it writes its own record last. */
const npm = program(
  'npm',
  `fs.rmSync('node_modules', { recursive: true, force: true });
   const put = (name, text) => { fs.mkdirSync(require('node:path').dirname(name), { recursive: true }); fs.writeFileSync(name, text); };
   put('node_modules/marked/package.json', '{}');
   put('node_modules/typescript/bin/tsc', ${JSON.stringify(tsc)});
   put('node_modules/assemblyscript/bin/asc.js', ${JSON.stringify(asc)});
   const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
   delete packages['node_modules/mac-only'];
   if (process.env.INCOMPLETE === undefined) put('node_modules/.package-lock.json', JSON.stringify({ packages }))`,
);

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'weightspace-'));
  mkdirSync(at('scripts'));
  for (const name of readdirSync(scripts).filter((file) => file.endsWith('.mjs')))
    cpSync(join(scripts, name), at('scripts', name));
  for (const [name, text] of Object.entries({
    'src/a.ts': 'one',
    'package.json': '{}',
    'tsconfig.json': '{}',
    'package-lock.json': JSON.stringify(lock),
  })) {
    mkdirSync(join(at(name), '..'), { recursive: true });
    writeFileSync(at(name), text);
  }
  mkdirSync(at('bin'));
  writeFileSync(at('bin', 'npm.cjs'), npm);
  writeFileSync(at('bin', 'npm'), `#!/bin/sh\nexec "${process.execPath}" "${at('bin', 'npm.cjs')}" "$@"\n`, {
    mode: 0o755,
  });
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const environment = (more: NodeJS.ProcessEnv) => ({
  ...process.env,
  PATH: `${at('bin')}${delimiter}${process.env.PATH}`,
  ...more,
});
const prepare = (more: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [at('scripts', 'prepare.mjs')], {
    ...LIMITED,
    cwd: project,
    env: environment(more),
    encoding: 'utf8',
  });
const start = (more: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, [at('scripts', 'prepare.mjs')], { cwd: project, env: environment(more) });
  let stdout = '';
  child.stdout.on('data', (text) => (stdout += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, stdout: () => stdout };
};
/** What has been run since the last call, each program by its name. */
function ran(): string[] {
  const lines = existsSync(at('log')) ? readFileSync(at('log'), 'utf8').trim().split('\n') : [];
  rmSync(at('log'), { force: true });
  return lines
    .filter((line) => line.startsWith('begin'))
    .map((line) => line.slice(6))
    .sort();
}
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('`node scripts/prepare.mjs`', () => {
  test('installs and builds once; then it is a matter of contents, not of times', () => {
    expect(prepare().status).toBe(0);
    expect(ran()).toEqual(['asc', 'npm', 'tsc']);
    expect(readFileSync(at('dist/src/a.js'), 'utf8')).toBe('one');
    for (const name of ['src/a.ts', 'package-lock.json']) utimesSync(at(name), new Date(), new Date(Date.now() + 1e6));
    writeFileSync(at('src/.a.ts.swp'), 'of an editor');
    expect(prepare()).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(ran()).toEqual([]);
    writeFileSync(at('src/a.ts'), 'two');
    utimesSync(at('src/a.ts'), 0, 0);
    expect(prepare().status).toBe(0);
    expect(ran()).toEqual(['asc', 'tsc']);
    expect(readFileSync(at('dist/src/a.js'), 'utf8')).toBe('two');
  });

  test('repairs what is missing or damaged', () => {
    prepare();
    ran();
    writeFileSync(at('dist/src/a.js'), 'on');
    prepare();
    expect(ran()).toEqual(['asc', 'tsc']);
    rmSync(at('dist/src/kernel.wasm'));
    prepare();
    expect(ran()).toEqual(['asc', 'tsc']);
    writeFileSync(at('dist/src/left-over.js'), 'of a source that is gone');
    prepare();
    expect(ran()).toEqual(['asc', 'tsc']);
    expect(existsSync(at('dist/src/left-over.js'))).toBe(false);
    rmSync(at('node_modules/marked'), { recursive: true });
    expect(prepare().stdout).toMatch(/node_modules\/marked differs from package-lock\.json/);
    expect(ran()).toEqual(['npm']);
    rmSync(at('node_modules/.package-lock.json'));
    prepare();
    expect(ran()).toEqual(['npm']);
    const other = { packages: { ...lock.packages, 'node_modules/marked': { version: '1.0.1' } } };
    writeFileSync(at('package-lock.json'), JSON.stringify(other));
    prepare();
    expect(ran()).toEqual(['asc', 'npm', 'tsc']);
    expect(prepare()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  test('two at once: one installs and builds, the other waits and finds it done', async () => {
    const both = [start({ SLOW: '400' }), start({ SLOW: '400' }), start({ SLOW: '400' })];
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0, 0]);
    expect(ran()).toEqual(['asc', 'npm', 'tsc']);
    const said = both.map(({ stdout }) => stdout());
    expect(said.filter((text) => text.includes('Building'))).toHaveLength(1);
    expect(said.filter((text) => /^Waiting for process \d+, which/.test(text)).length).toBeGreaterThan(0);
    expect(readdirSync(at('output/preparing'))).toEqual([]);
  });

  test.each([
    'npm',
    'tsc',
  ])('killed while %s runs: the next one waits for that to end, and makes it whole', async (name) => {
    const killed = start({ SLOW: '2500' });
    await until(() => existsSync(at('log')) && readFileSync(at('log'), 'utf8').includes(`begin ${name}`));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const { status, stdout } = prepare();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Waiting for process \d+/);
    // Nothing began before what was running had ended.
    const lines = readFileSync(at('log'), 'utf8').trim().split('\n');
    const first = lines.indexOf(`begin ${name}`);
    expect(lines.slice(first + 1).filter((line) => line.endsWith(name))[0]).toBe(`end ${name}`);
    ran();
    expect(prepare()).toMatchObject({ status: 0, stdout: '' });
    expect(ran()).toEqual([]);
  });

  test('what a dead process has left does not stand in the way, whatever its number is now', () => {
    mkdirSync(at('output/preparing'), { recursive: true });
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(at('output/preparing', `${dead}@${hostname()}`), '');
    writeFileSync(at('output/preparing', `${process.pid}@${hostname()}`), '');
    utimesSync(at('output/preparing', `${process.pid}@${hostname()}`), 1e9, 1e9);
    writeFileSync(at('output/preparing', '1@elsewhere'), '');
    utimesSync(at('output/preparing', '1@elsewhere'), 1e9, 1e9);
    expect(prepare().stdout).not.toMatch(/Waiting/);
    expect(readdirSync(at('output/preparing'))).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux')(
    'nor does a process that has ended and that its parent forgot',
    async () => {
      mkdirSync(at('output/preparing'), { recursive: true });
      const parent = spawn('bash', ['-c', 'sleep 0.3 & echo $!; exec sleep 60']);
      const ended = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
      writeFileSync(at('output/preparing', `${ended}@${hostname()}`), '');
      await until(() => readFileSync(`/proc/${ended}/stat`, 'utf8').includes(') Z '));
      expect(prepare().stdout).not.toMatch(/Waiting/);
      parent.kill();
    },
  );

  test('a build that fails is an error, each time, and leaves the one before', () => {
    prepare();
    writeFileSync(at('src/a.ts'), 'wrong');
    for (const _ of [1, 2]) {
      const { status, stderr } = prepare();
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /^a\.ts is wrong\n`node node_modules\/typescript\/bin\/tsc .*` ended with 2; its messages above say why/,
      );
    }
    expect(readFileSync(at('dist/src/a.js'), 'utf8')).toBe('one');
    expect(readdirSync(at('output/preparing'))).toEqual([]);
  });

  test('says in a sentence what stands in its way', () => {
    expect(prepare({ PATH: '' })).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^`npm ci .*` could not be started \(.*ENOENT\)/),
    });
    expect(prepare({ INCOMPLETE: '1' })).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^npm has ended, but node_modules\/marked differs/),
    });
    rmSync(at('output'), { recursive: true });
    writeFileSync(at('output'), 'a file');
    expect(prepare()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/output\/preparing cannot be written \(ENOTDIR\)/),
    });
    rmSync(at('output'));
    writeFileSync(at('package-lock.json'), '{ "packages":');
    expect(prepare()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^package-lock\.json is missing or damaged/),
    });
  });
});

test.each(['prepare.mjs', 'weightspace.mjs'])('%s says that Node is too old, where it is', (name) => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '20.18.9' });`;
  writeFileSync(at('old.mjs'), old);
  const { status, stderr } = spawnSync(process.execPath, ['--import', at('old.mjs'), at('scripts', name)], {
    ...LIMITED,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'Node 20.18.9 is too old; install Node 20.19 or newer from https://nodejs.org\n',
  });
  // An old Node knows neither `node:` nor await outside of functions: all of what it links must do without.
  for (const file of [name, 'check-node.mjs']) {
    expect(readFileSync(at('scripts', file), 'utf8')).not.toMatch(/from '|^await|\?\.|\?\?/m);
  }
});

test('the command says where it is not built', () => {
  const { status, stderr } = spawnSync(process.execPath, [at('scripts/weightspace.mjs')], {
    ...LIMITED,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^weightspace is not completely installed and built; run `npm run build` in its folder \(.*\)\n$/,
  );
});
