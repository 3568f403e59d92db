import type { Dataset } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import type { LongRunOptions } from '../run/long-run.js';
import type { DensityOfStates } from '../sampling/density-of-states.js';
import * as exact from '../sampling/enumerate.js';
import type { Moves } from '../sampling/one-over-t.js';
import * as sampled from '../sampling/wang-landau.js';
import { checkStore, type ResultStore, stored } from './result-store.js';

let store: ResultStore | undefined;

/**
 * Has `wangLandau` and `enumerate` keep their results in `next`, and take them from there; `undefined` ends that.
 *
 * @throws TypeError if `next` is no store.
 */
export function keepResults(next: ResultStore | undefined): void {
  if (next !== undefined) checkStore(next);
  store = next;
}

/**
 * The density of states by Wang–Landau sampling, over all energies: learns the entropies, then counts with fixed weights, with
 * error bars from independent walkers. The same seed gives the same result on every machine. Cancelled, it gives what has been
 * counted so far, and the verdict says so.
 *
 * Where `keepResults` has named a store, a result is computed once, and an interrupted run goes on where it was; a run with a
 * `checkpoint` of its own is left alone.
 *
 * Throws a sentence where an option is bad and where network and data set do not fit.
 */
export const wangLandau: typeof sampled.wangLandau = (network, data, options) =>
  kept(sampled.wangLandau, network, data, options);

/**
 * The exact density of states: the energy of every one of the 2^M configurations. Kept in a store as by `wangLandau`.
 *
 * Throws a sentence where it would take longer than `maximumSeconds`, with the time that it would take, and where network and
 * data set do not fit. A cancelled enumeration throws the reason of the signal: a part of it is no density of states.
 */
export const enumerate: typeof exact.enumerate = (network, data, options = {}) =>
  kept(exact.enumerate, network, data, options);

async function kept<Options extends LongRunOptions & { readonly moves?: Moves }>(
  sampler: (network: Network, data: Dataset, options: Options) => Promise<DensityOfStates>,
  network: Network,
  data: Dataset,
  options: Options,
): Promise<DensityOfStates> {
  // Bad options are the sampler's to refuse, and moves in addition to others name no result to keep.
  const isDefinite = typeof options === 'object' && options !== null && !isMore(options.moves);
  if (store === undefined || !isDefinite || options.checkpoint !== undefined) return sampler(network, data, options);
  return stored(store, { sampler: sampler.name, network, data, options }, (run) =>
    sampler(network, data, { ...options, ...run }),
  );
}

function isMore(moves: Moves | undefined): boolean {
  return typeof moves === 'object' && moves !== null && 'more' in moves;
}
