import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** A worker thread or a child process: it receives messages, and emits `message`, `error` and `exit`. */
export interface Launched {
  readonly events: NodeJS.EventEmitter;
  post(message: object): void;
  /** Whether it keeps this process alive. */
  hold(alive: boolean): void;
  stop(): Promise<unknown>;
}

/**
 * Address space for the kernels of one thread. V8 reserves 10 GiB for every WebAssembly memory, so that it need not check
 * bounds, and releases them only at the next garbage collection: room for two.
 */
const BYTES_PER_THREAD = 20 * 2 ** 30;

/**
 * Starts the thread with this number, counted from 0: a worker thread of this process or, where the batch system limits the
 * address space of a process (`ulimit -v`) to less than that takes, a child process in which V8 checks bounds. That costs up to
 * half of the speed, and can be chosen only when a process starts.
 */
export function launch(number: number): Launched {
  const file = new URL('./worker.js', import.meta.url);
  if (addressSpace() >= (number + 1) * BYTES_PER_THREAD) {
    // Without the options of this process: those of `node --input-type=module --eval …` would apply to the worker's file too.
    const worker = new Worker(file, { execArgv: [] });
    return {
      events: worker,
      post: (message) => worker.postMessage(message),
      hold: (alive) => (alive ? worker.ref() : worker.unref()),
      stop: () => worker.terminate(),
    };
  }
  const child = fork(file, { execArgv: ['--disable-wasm-trap-handler'], serialization: 'advanced' });
  return {
    events: child,
    post: (message) => void child.send(message),
    hold(alive) {
      if (alive) child.ref();
      else child.unref();
      if (alive) child.channel?.ref();
      else child.channel?.unref();
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGKILL');
      }),
  };
}

/** The limit of the address space of this process in bytes; Infinity where there is none, or where it cannot be read. */
export function addressSpace(): number {
  try {
    const [, bytes] = /^Max address space +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return bytes === undefined ? Infinity : Number(bytes);
  } catch {
    return Infinity;
  }
}
