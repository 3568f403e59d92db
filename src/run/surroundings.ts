import type { Dataset, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import type { LongRunOptions } from './options.js';
import type { ProgressListener } from './progress.js';

/** What may stop a run besides its own `signal`. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Call it when the run is over. */
  release(): void;
}

/** What is to be computed: a network, its data, and the sampler with its options. */
export interface StoredTask {
  /** The name of the sampler: `'wangLandau'`, `'jointEnumerate'`, … */
  readonly sampler: string;
  readonly network: Network;
  readonly data: Dataset;
  /** The sampler's options, seed included. What changes no number (`workers`, `signal`, `checkpoint`, …) may be among them. */
  readonly options?: object;
  /** What the result depends on besides: the second axis of a joint density of states, say. */
  readonly about?: { readonly [name: string]: Json };
}

/** Options of a run whose result is kept. */
export type KeptRun = Pick<LongRunOptions, 'checkpoint' | 'onCheckpointFailure'>;

/** Gives a result that was kept, or has it computed and keeps it. */
export type Keep = <Result>(task: StoredTask, compute: (kept: KeptRun) => Promise<Result>) => Promise<Result>;

/** What a run finds around it: a terminal, the cell of a notebook, a folder of results. */
export interface Surroundings {
  /** Makes the listener of a run that has no `onProgress`. Default: one that shows nothing. */
  readonly openProgress: () => ProgressListener;
  /** What may stop a run that begins now. Default: nothing. */
  readonly openStop: () => Stop;
  /** Default: everything is computed, and nothing is kept. */
  readonly keep: Keep;
}

/** Where nothing shows, stops or keeps anything. */
export const NOTHING_AROUND: Surroundings = {
  openProgress: () => () => {},
  openStop: () => ({ signal: new AbortController().signal, release() {} }),
  keep: (_, compute) => compute({}),
};

let present = NOTHING_AROUND;

/** The surroundings of a run that begins now. */
export function surroundings(): Surroundings {
  return present;
}

/** Changes a part of the surroundings for all runs that begin from now on. */
export function surround(part: Partial<Surroundings>): void {
  present = { ...present, ...part };
}
