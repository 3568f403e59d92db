import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkCount, checkText, requireOptions } from '../base/check.js';
import { type EntropyCurve, normalise } from '../base/curve.js';

export interface PublishedRunOptions {
  /**
   * M, the number of ±1 weights of the run, which its files do not contain: 784 for MNIST, 100 for MNIST100, 41 in
   * SILICO.
   */
  readonly weights: number;
  /** For a legend. Default 'published'. */
  readonly name?: string;
}

const HISTOGRAM = /^Histo_final_f_(\d+\.\d+)\.dat$/;

/**
 * Reads a result that the authors of the paper published (Mele et al., TMLR 2025) from your own clone of
 * https://github.com/potestiolab/NaNDoS, to compare with your own. `folder` is the folder of one run, such as
 * 'NaNDoS/results/MNIST/01_a01u_P1_39', or the folder of its histograms. Of several stages the last is read. Each line
 * of a file has an energy, the share of visits and ln g up to a constant; levels that were not visited, rows of zeros,
 * become −∞. A single run has no error estimate: read several and use `averageCurves`.
 *
 * @throws TypeError if `folder` or `name` is not a string, or if an option is unknown.
 * @throws RangeError if `weights` is not a whole number of at least 1.
 * @throws Error if the folder or its histograms are missing, or if a file does not have this format.
 */
export function readPublishedRun(folder: string, options: PublishedRunOptions): EntropyCurve {
  checkText('folder', folder);
  requireOptions('readPublishedRun', options, ['weights', 'name']);
  const { weights, name = 'published' } = options;
  checkText('name', name);
  checkCount('weights', weights, 'give the number of weights of the network');
  const file = lastHistogram(folder);
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, energy) => row(line, energy, file));
  if (rows.length < 2)
    throw new Error(`${file} has ${rows.length} lines; a histogram has one for each energy from 0 to P`);
  const entropy = rows.map(({ visits, logCount }) => (visits === 0 && logCount === 0 ? -Infinity : logCount));
  return {
    name,
    kind: 'sampled',
    patterns: rows.length - 1,
    weights,
    levels: Float64Array.from(rows.keys()),
    entropy: normalise(entropy, weights),
  };
}

/** The histogram of the smallest modification factor. */
function lastHistogram(folder: string): string {
  const inner = join(folder, 'Histograms_final');
  const histograms = existsSync(inner) ? inner : folder;
  if (!existsSync(histograms) || !statSync(histograms).isDirectory()) {
    throw new Error(
      `${folder} is not a folder; clone https://github.com/potestiolab/NaNDoS and give a run of its results folder`,
    );
  }
  const factorOf = (file: string) => Number(HISTOGRAM.exec(file)?.[1]);
  const files = readdirSync(histograms).filter((file) => HISTOGRAM.test(file));
  if (files.length === 0) {
    throw new Error(
      `${folder} has no Histograms_final/Histo_final_f_….dat; give the folder of one run of NaNDoS/results`,
    );
  }
  return join(histograms, files.sort((a, b) => factorOf(a) - factorOf(b))[0]);
}

function row(line: string, expected: number, file: string): { visits: number; logCount: number } {
  const [energy, visits, logCount, ...more] = line.trim().split(/\s+/).map(Number);
  if (energy === expected && Number.isFinite(visits) && Number.isFinite(logCount) && more.length === 0) {
    return { visits, logCount };
  }
  throw new Error(
    `line ${expected + 1} of ${basename(file)} is '${line.slice(0, 60)}'; it should be three numbers: energy ${expected}, share of visits, ln g`,
  );
}
