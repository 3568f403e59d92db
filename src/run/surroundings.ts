import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dataset, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import type { LongRunOptions } from './options.js';
import type { ProgressListener } from './progress.js';

/** What may stop a run besides its own `signal`. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Must be called when the run is over. */
  release(): void;
}

/** A computation whose result can be kept: a network, its data, and the sampler with its options. */
export interface StoredTask {
  /** The name of the sampler: `'wangLandau'`, `'jointEnumerate'`, … */
  readonly sampler: string;
  /** The network that was sampled. */
  readonly network: Network;
  /** Its data. */
  readonly data: Dataset;
  /** The sampler's options, including the seed. Options that change no number (`workers`, `signal`, …) are allowed. */
  readonly options?: object;
  /** What else the result depends on: the second axis of a joint density of states, for example. */
  readonly about?: { readonly [name: string]: Json };
}

/** The options that a store adds to a run whose result it keeps. */
export type KeptRun = Pick<LongRunOptions, 'checkpoint' | 'onCheckpointFailure'>;

/** Returns a kept result, or computes it and keeps it. */
export type Keep = <Result>(task: StoredTask, compute: (kept: KeptRun) => Promise<Result>) => Promise<Result>;

/** The environment of a run: a terminal, the cell of a notebook, a folder of results. */
export interface Surroundings {
  /** Makes the listener of a run that has no `onProgress`. Default: one that shows nothing. */
  readonly openProgress: () => ProgressListener;
  /** Returns what may stop a run that begins now. Default: nothing. */
  readonly openStop: () => Stop;
  /** Default: everything is computed, and nothing is kept. */
  readonly keep: Keep;
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

/** Does work whose runs show nothing by default: the computation that they are part of has a progress bar. */
export function withoutProgress<Result>(work: () => Promise<Result>): Promise<Result> {
  return inside.run({ openProgress: NOTHING_AROUND.openProgress }, work);
}
