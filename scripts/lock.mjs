// A lock between processes that holds even if any of them is killed. Each process has a file with its own name in a folder: none
// ever takes over the file of another, and whichever comes second sees the file of the first.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process on another machine cannot be probed; it counts as dead after this many milliseconds. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Runs `work` while no other process has the lock of this folder; calls `onWait` for each process that it waits for.
 */
export async function withLock(folder, work, { onWait }) {
  // One by one: a recursive mkdir hides why a folder cannot be written.
  for (const one of [dirname(folder), folder]) if (!existsSync(one)) makeFolder(one);
  let release = () => {};
  let last;
  for (;;) {
    let other = otherIn(folder);
    if (other === undefined) {
      release = claim(folder, process.pid);
      // Two may have come at once: both write their files before they check again, so at least one sees the other.
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

/** Records that a process is at work, until the returned function is called. */
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
  // After a restart, the number of a process may belong to another.
  if (since.getTime() < Date.now() - 1000 * uptime()) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** True where a process has ended and nobody has asked for its exit status, which leaves it its number. */
function isZombie(pid) {
  try {
    return / Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
