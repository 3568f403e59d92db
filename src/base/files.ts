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
 * Writes a file beside and renames it, so that it is never half-written; folders that are missing are made. What stood there
 * before is unharmed where this fails. Temporary files that processes left which died in the middle of writing are removed
 * from the folder.
 *
 * @throws Error if the file cannot be written, with the path, the reason and what to do.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  let beside: string | undefined;
  try {
    const folder = dirname(targetOf(path));
    makeFolder(folder);
    removeLeftOvers(folder);
    beside = join(folder, temporaryName());
    writeToDisk(beside, content);
    renameSync(beside, resolve(path));
  } catch (error) {
    if (beside !== undefined) removeQuietly(beside);
    throw cannotBeWritten(path, error);
  }
}

/**
 * Finds out whether `writeWhole` can write a file, so that a long computation does not end in an error: writes and removes a
 * temporary file in the folder, or in the nearest one above that exists. Leaves nothing behind, no new folder either, and does
 * not touch the file itself.
 *
 * @throws Error if the file cannot be written: the same as `writeWhole` throws.
 */
export function checkWritable(path: string): void {
  let beside: string | undefined;
  try {
    beside = join(nearestFolder(dirname(targetOf(path))), temporaryName());
    // Not empty: a full disk takes an empty file.
    writeToDisk(beside, '\n');
    rmSync(beside);
  } catch (error) {
    if (beside !== undefined) removeQuietly(beside);
    throw cannotBeWritten(path, error);
  }
}

function cannotBeWritten(path: string, error: unknown): Error {
  return new Error(
    `${path} cannot be written (${(error as Error).message}); free space on the disk or choose another folder`,
  );
}

/** The path in full. What is there may be replaced if it is a file: neither a folder nor a device such as /dev/null. */
function targetOf(path: string): string {
  const target = resolve(path);
  const found = statOf(target);
  if (found?.isDirectory()) throw new Error('there is a folder of this name');
  if (found !== undefined && !found.isFile()) throw new Error('this is a device, not a file');
  return target;
}

/** One folder after the other: `mkdirSync` with `recursive` never returns below /proc, where each folder is said to be missing. */
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

/** The folder, or the nearest one above it that exists. Throws where a file is in the way. */
function nearestFolder(folder: string): string {
  const found = statOf(folder);
  if (found === undefined && dirname(folder) !== folder) return nearestFolder(dirname(folder));
  if (!found?.isDirectory()) throw new Error(`${folder} is not a folder`);
  return folder;
}

/** What a path leads to; `undefined` where there is nothing, or a file is taken for a folder on the way. */
function statOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

// Machines may share a folder, and one process may follow another under the same number.
const HOST = `${hostname()}-${processSpace()}`.replace(/[^\w-]/g, '_');
const TEMPORARY = /^weightspace-([\w-]+)-(\d+)-[0-9a-f]{12}\.part$/;
const DAY = 86_400_000;

/** Containers that share a machine's name have process numbers of their own, which Linux tells apart. */
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

/** Removes what processes of this machine that are dead were writing, and what has been lying about for a day. */
function removeLeftOvers(folder: string): void {
  for (const name of namesIn(folder)) {
    const [, host, pid] = TEMPORARY.exec(name) ?? [];
    if (host === undefined) continue;
    const path = join(folder, name);
    const isLeft = host === HOST && !isAlive(Number(pid));
    if (isLeft || Date.now() - (statOf(path)?.mtimeMs ?? Infinity) > DAY) removeQuietly(path);
  }
}

/** The names of what is in a folder; none where there is no such folder, or where it may not be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What stands in the way of writing may stand in the way of removing: the first error says what. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

/** The content is on the disk, not on its way there, before the rename makes it the file. */
function writeToDisk(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
