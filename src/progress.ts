/** How far a long computation has come. */
export interface ProgressEvent {
  readonly task: string;
  readonly done: number;
  readonly total: number;
  readonly detail?: string;
}

export type ProgressListener = (event: ProgressEvent) => void;

let listener: ProgressListener = () => {};

/** Who is told of progress where no `onProgress` is given. */
export function defaultProgress(): ProgressListener {
  return listener;
}

export function setDefaultProgress(next: ProgressListener): void {
  listener = next;
}
