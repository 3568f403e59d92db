import type { Dataset, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';

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
  /** The second axis itself, so that a joint density of states can be computed in another process. */
  readonly axis?: object;
}

/** How a run is kept and resumed: the options that a store adds to a run whose result it keeps. */
export interface KeptRun {
  /**
   * A file in which the state of the run is kept: written at once, then every `checkpointSeconds`, when the run is
   * cancelled, on SIGINT and SIGTERM, and at the end. A run that finds its file resumes from there, bit for bit as if
   * it had never been stopped. Default: none.
   */
  readonly checkpoint?: string | undefined;
  /**
   * Called with a message each time the checkpoint cannot be written; the run then continues. Default: the run ends
   * with an error.
   */
  readonly onCheckpointFailure?: (message: string) => void;
}

/** Returns a kept result, or computes it and keeps it. */
export type Keep = <Result>(task: StoredTask, compute: (kept: KeptRun) => Promise<Result>) => Promise<Result>;

/** Where the runs are computed whose results are kept, other than in this process: `slurm(…)` makes one. */
export interface Engine {
  /** Its name: 'slurm'. */
  readonly kind: string;
  /** Returns a kept result, or has it computed. A run with its own checkpoint is computed here. */
  readonly keep: Keep;
}
