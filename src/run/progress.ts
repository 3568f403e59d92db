/** What a computation reports as it works. */
export interface ProgressDetail {
  /** Where in the task the computation is: 'learning, stage 7', 'production'. */
  readonly detail?: string;
  /** Levels found so far. */
  readonly levels?: number;
  /** The level that the present stage has visited least so far, and its visits relative to the mean. */
  readonly leastVisited?: { readonly level: number; readonly share: number };
  /** The level visited most, likewise. */
  readonly mostVisited?: { readonly level: number; readonly share: number };
  /**
   * S(E) as learned so far, in nats, E = 0, 1, …, normalised to 2^M configurations; −∞ where no walk has been. Of a joint
   * run it is that of all Q together, with `energies` up to the highest of them. Only for a listener with `curveInterval`.
   */
  readonly entropy?: Float64Array;
}

/** A finished run of a sweep, by column: its parameters, its seconds, whether it is reliable. */
export interface ProgressRow {
  readonly [column: string]: string | number | boolean;
}

/** The progress of a long computation. */
export interface ProgressEvent extends ProgressDetail {
  /** The name of the computation, in a word or two. */
  readonly task: string;
  /** What `done` and `total` count: 'moves', for example. */
  readonly unit?: string;
  /** How many are done. */
  readonly done: number;
  /** The task is finished when `done` reaches it. */
  readonly total: number;
  /** The part of `done` that comes from a checkpoint or a stored result. Default 0. */
  readonly earlier?: number;
  /** Units done per second. */
  readonly rate?: number;
  /** For a sweep: its finished runs, a row each. */
  readonly rows?: readonly ProgressRow[];
  /** True in the last event of a task that was stopped before its end. */
  readonly stopped?: boolean;
}

/** Called several times a second with the progress of a computation. */
export interface ProgressListener {
  (event: ProgressEvent): void;
  /** The least milliseconds between two snapshots of S(E) while it is being learned. Default: none are made. */
  readonly curveInterval?: number;
}
