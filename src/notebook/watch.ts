import { setDefaultProgress } from '../progress.js';
import { progressBar } from './progress-bar.js';

/** Shows the progress of long runs where none is asked for: in the notebook cell that runs, or on the terminal. */
export function watchLongRuns(): void {
  setDefaultProgress(progressBar());
}

watchLongRuns();
