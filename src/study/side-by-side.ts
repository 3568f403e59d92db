import { hasIdleThread } from '../kernel/thread.js';
import { threadCount } from '../run/options.js';

/** Milliseconds between two looks whether a thread is idle. */
const PAUSE = 5;

/** Milliseconds by which a look may be late: if it is later, this thread is computing, and another piece would only wait. */
const LATE = 20;

/**
 * Does pieces of work, at most `most` of them at once, until `next` has no other and all have ended. While one is in
 * progress, another begins only when a worker thread has nothing to do: large pieces keep all threads busy, so that few
 * of them share the memory; small ones leave threads to others. If a piece fails, no other begins, and the promise is
 * rejected with its error once all have ended.
 */
export function sideBySide(most: number, next: () => (() => Promise<void>) | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const failures: unknown[] = [];
    let inProgress = 0;
    let looked = performance.now();
    const begin = async (piece: () => Promise<void>) => {
      inProgress++;
      try {
        await piece();
      } catch (error) {
        failures.push(error);
      }
      inProgress--;
      goOn();
    };
    const goOn = () => {
      const mayBegin = inProgress === 0 || (inProgress < most && hasIdleThread(threadCount()));
      const piece = mayBegin && failures.length === 0 ? next() : undefined;
      if (piece !== undefined) void begin(piece);
      else if (inProgress === 0) end();
    };
    const look = () => {
      const now = performance.now();
      const isLate = now - looked > PAUSE + LATE;
      looked = now;
      if (!isLate) goOn();
    };
    const end = () => {
      clearInterval(timer);
      if (failures.length > 0) reject(failures[0]);
      else resolve();
    };
    // Pieces that wait for nothing must not keep the process alive.
    const timer = setInterval(look, PAUSE).unref();
    goOn();
  });
}
