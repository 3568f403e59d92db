import { surround } from '../run/surroundings.js';
import { progressBar } from './progress-bar.js';
import { stopButton } from './stop-button.js';

/**
 * Shows the progress of long runs where none is asked for: in the notebook cell that runs, or on the terminal. In a notebook the
 * stop button stops them. Importing `weightspace` does this; `weightspace/core` does not.
 */
export function watchLongRuns(): void {
  surround({ openProgress: progressBar, openStop: stopButton });
}
