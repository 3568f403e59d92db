/** How far a long computation has come. */
export interface ProgressEvent {
  /** What is being done, in a word or two. */
  readonly task: string;
  readonly done: number;
  /** The task is finished when `done` reaches it. */
  readonly total: number;
  /** Where in the task the computation is: 'production', say. */
  readonly detail?: string;
}

export type ProgressListener = (event: ProgressEvent) => void;

let listener: ProgressListener = () => {};

/** Who is told of progress where no `onProgress` is given. */
export function defaultProgress(): ProgressListener {
  return listener;
}

/** Has progress told to `next` where no `onProgress` is given. */
export function setDefaultProgress(next: ProgressListener): void {
  listener = next;
}
