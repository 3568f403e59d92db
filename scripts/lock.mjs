// A lock between processes that holds where any of them is killed. Each process has a file of its own name in a folder: nobody
// ever takes over the file of another, and whoever comes second sees the file of the first.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process on another machine cannot be asked whether it lives; it counts as dead after this many milliseconds. */
const PATIENCE_MS = 30 * 60_000;

/** Does `work` while no other process has the lock of this folder; `onWait` is called for each process that is waited for. */
export async function withLock(folder, work, { onWait }) {
  // One by one: a recursive mkdir hides why a folder cannot be written.
  for (const one of [dirname(folder), folder]) if (!existsSync(one)) makeFolder(one);
  let release = () => {};
  let last;
  for (;;) {
    let other = otherIn(folder);
    if (other === undefined) {
      release = claim(folder, process.pid);
      // Two may have come at once: both have written their files before they look again, so one at least sees the other.
      other = otherIn(folder);
      if (other === undefined) break;
      release();
    }
    if (other.pid !== last) onWait(other);
    last = other.pid;
    await sleep(200 + 300 * Math.random());
  }
  try {
    return await work();
  } finally {
    release();
  }
}

function makeFolder(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}

/** Writes that a process is at work, until the function that this gives is called. */
export function claim(folder, pid) {
  const path = join(folder, `${pid}@${hostname()}`);
  writeFileSync(path, '');
  return () => rmSync(path, { force: true });
}

/** Another process that is at work here; files of dead ones are removed. */
function otherIn(folder) {
  for (const name of readdirSync(folder)) {
    const [pid, host] = [Number.parseInt(name, 10), name.slice(name.indexOf('@') + 1)];
    const path = join(folder, name);
    const since = statSync(path, { throwIfNoEntry: false })?.mtime;
    if (since === undefined || (pid === process.pid && host === hostname())) continue;
    if (isAlive(pid, host, since)) return { pid, since, ...(host === hostname() ? {} : { host }) };
    rmSync(path, { force: true });
  }
  return undefined;
}

function isAlive(pid, host, since) {
  if (host !== hostname()) return Date.now() - since.getTime() < PATIENCE_MS;
  // The number of a process from before a restart may be another's now.
  if (since.getTime() < Date.now() - 1000 * uptime()) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
