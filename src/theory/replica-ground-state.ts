import { checkPositive } from '../check.js';
import { findRoot } from './find-root.js';
import { replicaCapacity } from './replica-capacity.js';
import { type ReplicaState, replicaEntropy } from './replica-entropy.js';

/**
 * The state of fewest errors at load α: no errors (β = ∞) up to capacity; above it the state of zero entropy, where the
 * replica-symmetric solution ends and freezes (Krauth & Mézard 1989). Its `energyFraction` is the least error rate.
 * @throws where the load is not above 0.
 */
export function replicaGroundState(load: number): ReplicaState {
  checkPositive('load', load);
  if (load <= replicaCapacity()) return replicaEntropy({ load });
  const entropy = (beta: number) => replicaEntropy({ load, beta }).entropy;
  let beta = 1 / Math.sqrt(load);
  while (entropy(beta) > 0) beta *= 2;
  return replicaEntropy({ load, beta: findRoot(entropy, 0, beta) });
}
