import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOST } from '#src/base/files.js';
import { withLock } from '#src/cluster/lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('one at a time has the lock, and a failure gives it back', async () => {
  let holders = 0;
  const most: number[] = [];
  const hold = () =>
    withLock(folder, async () => {
      most.push(++holders);
      await sleep(5);
      holders--;
    });
  await expect(
    withLock(folder, async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await Promise.all([hold(), hold(), hold()]);
  expect(most).toEqual([1, 1, 1]);
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a dead process, and an old one of another machine, are removed', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(join(folder, `${pid}-0@${HOST}`), '');
  const old = join(folder, '1-0@elsewhere');
  writeFileSync(old, '');
  utimesSync(old, new Date(0), new Date(0));
  expect(await withLock(folder, async () => readdirSync(folder))).toHaveLength(1);
});
