import type { Keep, KeptRun, StoredTask } from '../run/stored-task.js';
import { NOTHING_AROUND, surround } from '../run/surroundings.js';
import type { Result } from '../sampling/results.js';
import { checkStore, type ResultStore } from './result-store.js';

/**
 * The result of a task, from the store if it is there, otherwise from `compute`, and then stored. The result is the
 * same in both cases, to the last bit. A task is identified by its network and the numbers of its data at the time of
 * the call.
 *
 * `compute` receives options to pass on to the sampler: with their `checkpoint` an interrupted run resumes, and the
 * file is removed when the result is stored. The partial result of a cancelled run is returned but not stored.
 *
 * ```ts
 * const options = { seed: 'walk-1' };
 * const dos = await stored(store, { sampler: 'wangLandau', network, data, options }, (run) =>
 *   wangLandau(network, data, { ...options, ...run }),
 * );
 * ```
 *
 * A damaged entry is reported and computed again. If the folder cannot be written, this is reported once, and results
 * are returned anyway. Errors of `compute` are passed on.
 *
 * @throws TypeError if the store or the task is of the wrong type, or if its options define no unique result.
 * @throws RangeError if network and data set do not fit.
 */
export async function stored<Kind extends Result>(
  store: ResultStore,
  task: StoredTask,
  compute: (kept: KeptRun) => Promise<Kind>,
): Promise<Kind> {
  checkStore(store);
  return store.get(task, compute);
}

/**
 * Makes the samplers keep their results in `store`, and read them from there; `undefined` ends this. It does not apply
 * to runs with their own `checkpoint`, or with `moves` in addition to those of another run.
 *
 * @example
 * ```ts
 * import { enumerate, keepResults, perceptron, randomPatterns, ResultStore } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const store = new ResultStore('results'); // a folder
 * keepResults(store);
 * await enumerate(perceptron(15), data); // computed
 * await enumerate(perceptron(15), data); // read from the folder
 * keepResults(undefined);
 * console.log(store.folder);
 * ```
 * @throws TypeError if `store` is not a store.
 */
export function keepResults(store: ResultStore | undefined): void {
  if (store !== undefined) checkStore(store);
  surround({ keep: store === undefined ? NOTHING_AROUND.keep : keepIn(store), folder: store?.folder });
}

function keepIn(store: ResultStore): Keep {
  return (task, compute) => (isKept(task) ? store.getOnce(task, compute) : compute({}));
}

/** False for a run with its own checkpoint, and for one with moves in addition to those of another run. */
export function isKept({ options = {} }: StoredTask): boolean {
  const { checkpoint, moves }: { checkpoint?: unknown; moves?: unknown } = options;
  const isMore = typeof moves === 'object' && moves !== null && 'more' in moves;
  return checkpoint === undefined && !isMore;
}
