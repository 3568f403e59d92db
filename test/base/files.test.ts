import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { checkWritable, writeWhole } from '#src/base/files.js';

const root = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'folder-'));
});

describe('a file', () => {
  test('is written whole, in folders that are made, in place of an older one', () => {
    const path = join(folder, 'a', 'b', 'file');
    writeWhole(path, 'one');
    writeWhole(path, new Uint8Array([116, 119, 111]));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['file']);
    const linked = join(root, 'linked');
    symlinkSync(folder, linked);
    writeWhole(join(linked, 'c', 'file'), 'three');
    expect(readFileSync(join(folder, 'c', 'file'), 'utf8')).toBe('three');
  });

  test('may have the longest name that there can be', () => {
    const path = join(folder, 'x'.repeat(255));
    checkWritable(path);
    writeWhole(path, 'long');
    expect(readFileSync(path, 'utf8')).toBe('long');
  });
});

describe('a path that cannot be written gives an error, before a run and after it, and leaves nothing behind', () => {
  const paths: [string, () => string, RegExp][] = [
    ['through a file', () => join(folder, 'file', 'in', 'it'), /\(.*file is not a folder\)/],
    ['below /proc', () => '/proc/weightspace/results/file', /\((ENOENT|EACCES|EPERM).*\)/],
    ['in /proc', () => '/proc/weightspace', /\((ENOENT|EACCES|EPERM).*\)/],
    ['of a folder', () => folder, /\(there is a folder of this name\)/],
    ['with too long a name', () => join(folder, 'x'.repeat(256)), /\(ENAMETOOLONG.*\)/],
    ['in a folder with too long a name', () => join(folder, 'x'.repeat(256), 'file'), /\(ENAMETOOLONG.*\)/],
    ['with a zero in it', () => join(folder, 'a\0b'), /without null bytes/],
    ['of a device', () => '/dev/null', /\(this is a device, not a file\)/],
    ['that is none', () => undefined as never, /undefined cannot be written/],
  ];
  test.each(paths)('%s', { timeout: 10_000 }, (_, pathOf, reason) => {
    writeFileSync(join(folder, 'file'), 'here');
    for (const attempt of [checkWritable, (path: string) => writeWhole(path, 'content')]) {
      expect(() => attempt(pathOf())).toThrow(reason);
      expect(() => attempt(pathOf())).toThrow(
        /^.* cannot be written \(.*\); free space on the disk or choose another folder$/s,
      );
      expect(readdirSync(folder)).toEqual(['file']);
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('here');
    }
    expect(statSync('/dev/null').isFile()).toBe(false);
  });
});

describe('checkWritable', () => {
  test('makes no folder and touches no file', () => {
    checkWritable(join(folder, 'a', 'b', 'file'));
    expect(readdirSync(folder)).toEqual([]);
    const path = join(folder, 'file');
    writeFileSync(path, 'here');
    utimesSync(path, 1, 1);
    checkWritable(path);
    expect([readFileSync(path, 'utf8'), statSync(path).mtimeMs]).toEqual(['here', 1000]);
  });
});

describe('temporary files', () => {
  /** What a process leaves that is killed in the middle of writing. */
  function leaveOne(): string {
    const module = new URL('../../dist/src/base/files.js', import.meta.url).href;
    const code = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      import { writeWhole } from '${module}';
      fs.fsyncSync = () => process.kill(process.pid, 'SIGKILL');
      syncBuiltinESMExports();
      writeWhole(process.argv[1], 'content');`;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', code, join(folder, 'file')]);
    expect(signal).toBe('SIGKILL');
    const names = readdirSync(folder);
    expect(names).toEqual([expect.stringMatching(/^weightspace-.*\.part$/)]);
    return names[0]!;
  }

  test('of dead processes are removed, and of other machines after a day; those that are written now, and other files, are not', () => {
    const removed = [leaveOne()];
    const [, host, pid] = /^weightspace-(.+)-(\d+)-[0-9a-f]{12}\.part$/.exec(removed[0]!)!;
    expect(host).toContain(hostname().replace(/[^\w-]/g, '_'));
    const elsewhere = (name: string) => name.replace(host!, 'elsewhere');
    const now = removed[0]!.replace(`-${pid}-`, `-${process.pid}-`);
    const kept = [now, elsewhere(removed[0]!), 'thesis.part', `results.json.${pid}.part`, 'file'];
    removed.push(elsewhere(now));
    for (const one of [...kept, ...removed]) writeFileSync(join(folder, one), 'part');
    const old = new Date(Date.now() - 25 * 3_600_000);
    for (const one of ['thesis.part', `results.json.${pid}.part`, removed[1]!]) utimesSync(join(folder, one), old, old);
    writeWhole(join(folder, 'file'), 'whole');
    expect(readdirSync(folder).sort()).toEqual([...kept].sort());
  });

  test('are removed by the next that writes there', () => {
    leaveOne();
    writeWhole(join(folder, 'file'), 'whole');
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
