import { AsyncLocalStorage } from 'node:async_hooks';
import { inWords } from '../base/check.js';
import type { ProgressListener } from './progress.js';
import type { Engine, Keep } from './stored-task.js';

/** What may stop a run besides its own `signal`. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Must be called when the run is over. */
  release(): void;
}

/** The environment of a run: a terminal, the cell of a notebook, a folder of results. */
export interface Surroundings {
  /** Makes the listener of a run that has no `onProgress`. Default: one that shows nothing. */
  readonly openProgress: () => ProgressListener;
  /** Returns what may stop a run that begins now. Default: nothing. */
  readonly openStop: () => Stop;
  /** Default: everything is computed, and nothing is kept. */
  readonly keep: Keep;
  /** The folder in which `keep` keeps results. Default: none is set. */
  readonly folder?: string | undefined;
  /** Where kept results are computed. Default: in this process. */
  readonly engine?: Engine | undefined;
  /** The title of the only task to compute: a run then throws `EndOfPart`. Default: all are computed. */
  readonly part?: string;
}

/** An environment that shows, stops and keeps nothing. */
export const NOTHING_AROUND: Surroundings = {
  openProgress: () => () => {},
  openStop: () => ({ signal: new AbortController().signal, release() {} }),
  keep: (_, compute) => compute({}),
};

let present = NOTHING_AROUND;

/** What is different for the runs inside another computation. */
const inside = new AsyncLocalStorage<Partial<Surroundings>>();

/** The surroundings of a run that begins now. */
export function surroundings(): Surroundings {
  return { ...present, ...inside.getStore() };
}

/** Changes a part of the surroundings for all runs that begin from now on. */
export function surround(part: Partial<Surroundings>): void {
  present = { ...present, ...part };
}

/** Does work in surroundings that differ in a part. */
export function within<Result>(part: Partial<Surroundings>, work: () => Promise<Result>): Promise<Result> {
  return inside.run({ ...inside.getStore(), ...part }, work);
}

/**
 * Returns the kept result of a task, or has it computed where its option `engine` says; without one, where the surroundings
 * say.
 *
 * @throws TypeError if the engine is not one.
 */
export const keepResult: Keep = (task, compute) => {
  const around = surroundings();
  const { engine = around.engine }: { engine?: Engine } = task.options ?? {};
  checkEngine(engine);
  return (engine ?? around).keep(task, compute);
};

/** @throws TypeError if `engine` is neither an engine nor undefined. */
export function checkEngine(engine: Engine | undefined): void {
  if (engine === undefined || typeof engine?.keep === 'function') return;
  throw new TypeError(`\`engine\` is ${inWords(engine)}; make one, as in slurm({ time: '2:00:00' })`);
}
