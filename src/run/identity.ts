import type { Dataset } from '../dataset/dataset.js';
import { asItIs, type Json } from '../dataset/dataset.js';
import { checkedNetwork } from '../network/checked-network.js';
import { checkFit } from '../network/energy.js';
import type { Network } from '../network/network.js';
import type { RunIdentity } from './checkpoint.js';

/** The network and the data set of a run. */
export interface System {
  readonly network: Network;
  readonly data: Dataset;
}

/**
 * Checked copies of the network and the data set, as they are when the run begins. The provenance of the copy describes
 * these numbers, whatever happens to the caller's objects.
 *
 * @throws TypeError if network or data set is missing, or if a part of it is of the wrong type.
 * @throws RangeError if network and data set do not fit, or if a number in one of them is out of range.
 */
export function checkedSystem(network: Network, data: Dataset): System {
  checkFit(network, data);
  return { network: checkedNetwork(network), data: asItIs(data) };
}

/** The identity of a run. `moves` and `accuracy` are not part of it, because a run may be extended. */
export function identityOf(
  sampler: string,
  { network, data }: System,
  options: { readonly [name: string]: Json },
): RunIdentity {
  const { tie, layers, weights, committee = null, margin, selfCoupling } = network;
  const { moves, accuracy, ...others } = options;
  const kind = {
    layers,
    weights,
    tie,
    committee,
    ...(margin !== undefined && { margin }),
    ...(selfCoupling !== undefined && { selfCoupling }),
  };
  return { sampler, dataset: data.provenance.checksum, ...kind, ...others };
}
