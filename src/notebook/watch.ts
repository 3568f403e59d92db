import { surround } from '../run/surroundings.js';
import { progressBar } from './progress-bar.js';
import { stopButton } from './stop-button.js';

/**
 * Shows the progress of long runs that have no listener of their own, in the running notebook cell or on the terminal.
 * In a notebook the stop button stops them. Importing `weightspace` calls this; `weightspace/core` does not.
 */
export function watchLongRuns(): void {
  surround({ openProgress: progressBar, openStop: stopButton });
}
