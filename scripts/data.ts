// `npm run data`: finds the files of MNIST and Fashion-MNIST, and downloads missing ones to data/.
import { parseArgs } from 'node:util';
import { filledBar, statusLine } from '../src/base/terminal.js';
import { dataFiles } from '../src/dataset/pictures/data-files.js';
import { type FetchProgress, locate } from '../src/dataset/pictures/locate.js';
import { runScript } from './run-script.js';

const HELP = `npm run data

Finds the files of MNIST and Fashion-MNIST, and downloads missing ones to data/. It searches the folder that the environment
variable WEIGHTSPACE_DATA names, then data/; see data/README.md.`;

await runScript(HELP, async (signal) => {
  parseArgs({});
  const failures: string[] = [];
  for (const file of dataFiles) {
    try {
      const { path, fetchedFrom } = await locate(file, { signal, onProgress: progressLine() });
      console.log(`${path}  ${fetchedFrom === undefined ? 'found' : `downloaded from ${fetchedFrom}`}`);
    } catch (error) {
      if (signal.aborted) throw new Error('stopped; no incomplete file was kept');
      failures.push((error as Error).message);
    }
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
});

/** A bar on a terminal; elsewhere a line at every quarter. */
function progressLine(): (event: FetchProgress) => void {
  let quarters = 0;
  return ({ task, done, total }) => {
    const share = done / total;
    const isShown = statusLine(done === total ? '' : `${filledBar(share)} ${Math.round(100 * share)} % ${task}`);
    if (isShown || Math.floor(4 * share) <= quarters) return;
    quarters = Math.floor(4 * share);
    console.log(`${task}: ${25 * quarters} %`);
  };
}
