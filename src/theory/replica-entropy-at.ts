import { checkWithin, requireOptions } from '../check.js';
import type { EnergyPoint } from './annealed-entropy-density.js';
import { findRoot } from './find-root.js';
import { type ReplicaState, replicaEntropy } from './replica-entropy.js';
import { replicaGroundState } from './replica-ground-state.js';

/**
 * The replica-symmetric state of random labels at error rate ε = E/P: `replicaEntropy` at the β that has this ε.
 * @throws where the load is not above 0, or ε is not between the ground state's error rate and 1 minus it: no network
 * of the ensemble makes so few or so many errors.
 */
export function replicaEntropyAt(point: EnergyPoint): ReplicaState {
  requireOptions('replicaEntropyAt', point, ['load', 'energyFraction']);
  const { load, energyFraction } = point;
  const ground = replicaGroundState(load);
  checkWithin('energyFraction', energyFraction, ground.energyFraction, 1 - ground.energyFraction);
  const mirrored = energyFraction > 0.5;
  const wanted = mirrored ? 1 - energyFraction : energyFraction;
  const beta = -Math.log(boltzmannOf(load, wanted, Math.exp(-ground.beta)));
  return replicaEntropy({ load, beta: mirrored ? -beta : beta });
}

/** The e^−β of ε ≤ ½: unlike β it has a finite range, and ε is nearly linear in it. */
function boltzmannOf(load: number, energyFraction: number, lowest: number): number {
  const excess = (boltzmann: number) =>
    replicaEntropy({ load, beta: -Math.log(boltzmann) }).energyFraction - energyFraction;
  if (excess(lowest) >= 0) return lowest;
  if (excess(1) <= 0) return 1;
  return findRoot(excess, lowest, 1);
}
