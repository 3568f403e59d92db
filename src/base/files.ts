import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * Writes a temporary file and renames it, so that the file is never half-written. Makes missing folders. If this fails,
 * an older file is unharmed. Also removes the temporary files of processes that died while writing.
 *
 * @throws Error if the file cannot be written.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  let temporary: string | undefined;
  try {
    const folder = dirname(targetOf(path));
    makeFolder(folder);
    removeStale(folder);
    temporary = join(folder, temporaryName());
    writeToDisk(temporary, content);
    renameSync(temporary, resolve(path));
  } catch (error) {
    if (temporary !== undefined) removeQuietly(temporary);
    throw writeError(path, error);
  }
}

/**
 * Checks that `writeWhole` can write a file, so that a long computation does not end in an error: writes and removes a
 * temporary file in the folder, or in the nearest existing one above it. Leaves nothing behind and does not touch the
 * file itself.
 *
 * @throws Error if the file cannot be written.
 */
export function checkWritable(path: string): void {
  let temporary: string | undefined;
  try {
    temporary = join(nearestFolder(dirname(targetOf(path))), temporaryName());
    // Not empty: a full disk takes an empty file.
    writeToDisk(temporary, '\n');
    rmSync(temporary);
  } catch (error) {
    if (temporary !== undefined) removeQuietly(temporary);
    throw writeError(path, error);
  }
}

function writeError(path: string, error: unknown): Error {
  return new Error(
    `${path} cannot be written (${(error as Error).message}); free space on the disk or choose another folder`,
  );
}

/** The absolute path. Only a file may be replaced: not a folder, nor a device such as /dev/null. */
function targetOf(path: string): string {
  const target = resolve(path);
  const found = statOf(target);
  if (found?.isDirectory()) throw new Error('there is a folder of this name');
  if (found !== undefined && !found.isFile()) throw new Error('this is a device, not a file');
  return target;
}

/** Folder by folder: `mkdirSync` with `recursive` never returns below /proc, where every folder is reported missing. */
function makeFolder(folder: string): void {
  if (nearestFolder(folder) === folder) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in between.
    if (!statOf(folder)?.isDirectory()) throw error;
  }
}

/**
 * The folder, or the nearest existing one above it.
 *
 * @throws Error if a file is in the way.
 */
function nearestFolder(folder: string): string {
  const found = statOf(folder);
  if (found === undefined && dirname(folder) !== folder) return nearestFolder(dirname(folder));
  if (!found?.isDirectory()) throw new Error(`${folder} is not a folder`);
  return folder;
}

/** What is at a path; `undefined` if there is nothing, or if a file is taken for a folder on the way. */
function statOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** This machine. Several may share a folder, and a later process may have the same number. */
export const HOST = `${hostname()}-${processSpace()}`.replace(/[^\w-]/g, '_');
const TEMPORARY = /^weightspace-([\w-]+)-(\d+)-[0-9a-f]{12}\.part$/;
const DAY = 86_400_000;

/** Containers may share a machine's name and still number their processes separately; Linux tells them apart. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '';
  }
}

function temporaryName(): string {
  return `weightspace-${HOST}-${process.pid}-${randomBytes(6).toString('hex')}.part`;
}

/** Removes the temporary files of dead processes of this machine, and any that are older than a day. */
function removeStale(folder: string): void {
  for (const name of namesIn(folder)) {
    const [, host, pid] = TEMPORARY.exec(name) ?? [];
    if (host === undefined) continue;
    const path = join(folder, name);
    const isAbandoned = host === HOST && !isAlive(Number(pid));
    if (isAbandoned || Date.now() - (statOf(path)?.mtimeMs ?? Infinity) > DAY) removeQuietly(path);
  }
}

/** The names in a folder; none if there is no such folder, or if it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** True if this machine has a process with this number. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What prevents writing may prevent removing too; the first error is the one to report. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

/** The content must be on the disk before the rename makes it the file. */
function writeToDisk(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
