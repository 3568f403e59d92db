import { findRoot } from './find-root.js';
import { replicaEntropy } from './replica-entropy.js';

let known: number | undefined;

/**
 * α_c ≈ 0.833, the load up to which a ±1 perceptron can learn random labels without error: where the replica-symmetric
 * entropy at E = 0 vanishes (Krauth & Mézard 1989). Computed once, to 1e-10.
 */
export function replicaCapacity(): number {
  known ??= findRoot((load) => replicaEntropy({ load }).entropy, 0.5, 1, 1e-10);
  return known;
}
