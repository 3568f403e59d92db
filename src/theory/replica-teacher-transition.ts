import { findRoot } from './find-root.js';
import { learningState } from './replica-teacher.js';

/**
 * α ≈ 1.245, the load at which a ±1 perceptron suddenly knows its ±1 teacher perfectly: the entropy of all other networks
 * vanishes (Györgyi 1990). To 1e-10.
 */
export function replicaTeacherTransition(): number {
  return findRoot((load) => learningState(load).entropy, 1, 1.4, 1e-10);
}
