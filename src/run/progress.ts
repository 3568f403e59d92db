/** What a computation tells of itself as it works. */
export interface ProgressDetail {
  /** Where in the task the computation is: 'learning, stage 7', 'production'. */
  readonly detail?: string;
  /** Levels found so far. */
  readonly levels?: number;
  /** The level that the present stage has visited least so far, and its visits in units of their mean. */
  readonly leastVisited?: { readonly level: number; readonly share: number };
  /** The same for the level visited most. */
  readonly mostVisited?: { readonly level: number; readonly share: number };
}

/** A finished run of a sweep, by column: its parameters, its seconds, whether to trust it. */
export interface ProgressRow {
  readonly [column: string]: string | number | boolean;
}

/** How far a long computation has come. */
export interface ProgressEvent extends ProgressDetail {
  /** What is being done, in a word or two. */
  readonly task: string;
  /** What `done` and `total` count: 'moves', say. */
  readonly unit?: string;
  readonly done: number;
  /** The task is finished when `done` reaches it. */
  readonly total: number;
  /** How much of `done` an earlier run did: taken from a checkpoint, or kept. Default 0. */
  readonly earlier?: number;
  /** Units done per second. */
  readonly rate?: number;
  /** Of a sweep: its finished runs, a row each. */
  readonly rows?: readonly ProgressRow[];
  /** True in the last event of a task that was stopped before its end. */
  readonly stopped?: boolean;
}

/** Is called several times a second with how far a computation has come. */
export type ProgressListener = (event: ProgressEvent) => void;
