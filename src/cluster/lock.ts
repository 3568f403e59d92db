import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST, isAlive, namesIn } from '../base/files.js';

/** A process on another machine cannot be probed; it counts as dead after this many milliseconds. */
const PATIENCE = 10 * 60_000;

let tickets = 0;

/**
 * Does work while no other process, on this machine or another, has the lock of a folder. Each process has a file with its
 * own name there: none takes over that of another, and whichever comes second sees the file of the first. Files of dead
 * processes are removed.
 */
export async function withLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(folder, { recursive: true });
  const own = `${process.pid}-${tickets++}@${HOST}`;
  while (!tryLock(folder, own)) await sleep(100 + 200 * Math.random());
  try {
    return await work();
  } finally {
    rmSync(join(folder, own), { force: true });
  }
}

/** Two may come at once: both write their files before they look again, so that at least one sees the other. */
function tryLock(folder: string, own: string): boolean {
  if (isHeld(folder, own)) return false;
  writeFileSync(join(folder, own), '');
  if (!isHeld(folder, own)) return true;
  rmSync(join(folder, own), { force: true });
  return false;
}

/** True if another has its file there. */
function isHeld(folder: string, own: string): boolean {
  return namesIn(folder).some((name) => {
    if (name === own) return false;
    const pid = Number.parseInt(name, 10);
    const isHere = name.endsWith(`@${HOST}`);
    const path = join(folder, name);
    const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (since === undefined) return false;
    if (isHere ? isAlive(pid) : Date.now() - since < PATIENCE) return true;
    rmSync(path, { force: true });
    return false;
  });
}
