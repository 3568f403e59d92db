// `npm run data`: finds the files of MNIST and Fashion-MNIST, and fetches into data/ what this machine lacks.
import { dataFiles } from '../src/dataset/data-files.js';
import { type FetchProgress, locate } from '../src/dataset/locate.js';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort(new Error('stopped; nothing half-fetched was kept')));

for (const file of dataFiles) {
  try {
    const { path, fetchedFrom } = await locate(file, { signal: stop.signal, onProgress: progressLine() });
    console.log(`${path}  ${fetchedFrom === undefined ? 'is here' : `fetched from ${fetchedFrom}`}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    if (stop.signal.aborted) break;
  }
}

/** Draws a bar that overwrites itself on a terminal, and writes a line at every quarter elsewhere. */
function progressLine(): (event: FetchProgress) => void {
  let quarters = 0;
  return ({ task, done, total }) => {
    if (process.stdout.isTTY) {
      const filled = Math.round((20 * done) / total);
      const end = done === total ? '\r\x1b[K' : '';
      process.stdout.write(
        `\r${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${Math.round((100 * done) / total)} % ${task}${end}`,
      );
    } else if (Math.floor((4 * done) / total) > quarters) {
      quarters = Math.floor((4 * done) / total);
      console.log(`${task}: ${25 * quarters} %`);
    }
  };
}
