import type { Dataset } from '../dataset/dataset.js';
import { asItIs, type Json } from '../dataset/dataset.js';
import { checkedNetwork } from '../network/checked-network.js';
import { checkFit } from '../network/energy.js';
import type { Network } from '../network/network.js';
import type { RunIdentity } from './checkpoint.js';

/** What a run is given. */
export interface Given {
  readonly network: Network;
  readonly data: Dataset;
}

/**
 * What a run is given, as it is when the run begins: the provenance says what is run, whatever it said before, and whatever
 * becomes of the caller's objects.
 *
 * @throws TypeError or RangeError if there is no network or no data set, or if they do not fit.
 */
export function asGiven(network: Network, data: Dataset): Given {
  checkFit(network, data);
  return { network: checkedNetwork(network), data: asItIs(data) };
}

/** All that the walks of a run depend on. `moves` is not part of it: a run may go on for longer than it was meant to. */
export function identityOf(
  sampler: string,
  { network, data }: Given,
  options: { readonly [name: string]: Json },
): RunIdentity {
  const { tie, layers, weights, committee = null } = network;
  const { moves, ...others } = options;
  return { sampler, dataset: data.provenance.checksum, layers, weights, tie, committee, ...others };
}
