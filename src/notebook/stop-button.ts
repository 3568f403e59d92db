import type { Stop } from '../run/surroundings.js';
import { cellWriter, type DisplayWriter, interruptListeners } from './tslab.js';

/** The controller of each run of a cell: once a cell has been stopped, its later runs stop at once. */
const cells = new WeakMap<DisplayWriter, AbortController>();

/** The controllers of the cells with runs in progress, once for each run. */
const busy: AbortController[] = [];

/** tslab's own listeners, set aside while a run is in progress. */
let aside: NodeJS.SignalsListener[] = [];

/**
 * Lets the stop button of Jupyter (SIGINT) stop a run: it ends within milliseconds, and the cell continues with the
 * result so far. Without this, tslab would give up the cell and leave the run going. A second press does what tslab
 * does. Outside a kernel it does not listen: there SIGINT ends the process.
 */
export function stopButton(): Stop {
  const cell = cellWriter();
  if (cell === undefined || interruptListeners() === undefined) {
    return { signal: new AbortController().signal, release() {} };
  }
  const controller = cells.get(cell) ?? new AbortController();
  cells.set(cell, controller);
  busy.push(controller);
  if (busy.length === 1) setImmediate(listen);
  return {
    signal: controller.signal,
    release() {
      busy.splice(busy.indexOf(controller), 1);
      if (busy.length === 0) endListening();
    },
  };
}

function listen(): void {
  if (busy.length === 0 || process.listeners('SIGINT').includes(press)) return;
  aside = interruptListeners() ?? [];
  const others = process
    .rawListeners('SIGINT')
    .filter((listener) => !aside.includes(listener as NodeJS.SignalsListener));
  // All are registered anew: those registered in the first part of a cell are not called (see run/signals.ts).
  process.removeAllListeners('SIGINT');
  for (const listener of [press, ...others]) process.on('SIGINT', listener as NodeJS.SignalsListener);
}

function endListening(): void {
  process.off('SIGINT', press);
  for (const listener of aside.splice(0)) process.on('SIGINT', listener);
}

function press(signal: NodeJS.Signals): void {
  const running = busy.filter((controller) => !controller.signal.aborted);
  for (const controller of running) controller.abort(new Error('the run was stopped; run the cell again'));
  if (running.length === 0) for (const listener of aside) listener(signal);
}
