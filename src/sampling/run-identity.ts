import type { Dataset, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import type { RunIdentity } from './checkpoint.js';

/** All that the walks of a run depend on. `moves` is not part of it: a run may go on for longer than it was meant to. */
export function identityOf(
  sampler: string,
  network: Network,
  data: Dataset,
  options: { readonly [name: string]: Json },
): RunIdentity {
  const { tie, layers, committee = null } = network;
  const { moves, ...others } = options;
  return { sampler, dataset: data.provenance.checksum, layers, tie, committee, ...others };
}
