import { join } from 'node:path';
import { samplerChecksum } from '../run/build.js';
import { setDefaultProgress } from '../run/progress.js';
import { setDefaultStop } from '../run/stop.js';
import { keepResults } from '../study/kept.js';
import { ResultStore } from '../study/result-store.js';
import { progressBar } from './progress-bar.js';
import { stopButton } from './stop-button.js';

/**
 * Shows the progress of long runs where none is asked for: in the notebook cell that runs, or on the terminal. In a notebook the
 * stop button stops them.
 */
export function watchLongRuns(): void {
  setDefaultProgress(progressBar);
  setDefaultStop(stopButton);
}

watchLongRuns();

// What starts this process may name a folder in which results are kept from one run to the next. After an edit of the samplers
// they would be another code's results, so each build of these has its own; an edit of a figure leaves them valid.
const folder = process.env.WEIGHTSPACE_RESULTS;
if (folder) keepResults(new ResultStore(join(folder, samplerChecksum().slice(0, 12))));
