import { checkWithin, requireOptions } from '../base/check.js';
import { surroundingFields, surroundingSpins } from './franz-parisi-averages.js';
import { fixedPair, type Pair } from './numerics/roots.js';
import { checkMargin, type ReplicaState, replicaEntropy } from './replicas.js';

/** Solutions at a distance from a typical solution, on the same random patterns and labels. */
export interface FranzParisiPoint {
  /** α = P/N. */
  readonly load: number;
  /** δ = d/N, the fraction of weights in which the two differ, from 0.002 to 0.6. */
  readonly distance: number;
  /** κ of the solutions that are counted, from −3 to 3. Default 0. */
  readonly margin?: number;
  /** κ̃ of the typical solution that they surround, from −3 to 3. Default 0. */
  readonly referenceMargin?: number;
}

/** The number of solutions around a typical one, and the saddle point that gives it. */
export interface FranzParisiState extends Required<FranzParisiPoint> {
  /** s in nats per weight: the number of solutions at this distance is exp(N s). Below 0 there are none. */
  readonly entropy: number;
  /** p = 1 − 2δ, the overlap with the reference. */
  readonly overlap: number;
  /** Q, the overlap of two of these solutions. */
  readonly mutualOverlap: number;
  /** r, the overlap of one of these solutions with any other typical solution at the margin of the reference. */
  readonly outerOverlap: number;
  /** p̂, conjugate to p. */
  readonly conjugate: number;
  /** Q̂, conjugate to Q. */
  readonly mutualConjugate: number;
  /** r̂, conjugate to r. */
  readonly outerConjugate: number;
  /** q and q̂ of the reference, as `replicaEntropy` gives them. */
  readonly reference: ReplicaState;
}

/**
 * The Franz–Parisi entropy of the ±1 perceptron: how many solutions of margin κ lie at distance δ from a typical
 * solution of margin κ̃, on random patterns with random labels, replica symmetric (Huang & Kabashima 2014, Phys. Rev. E
 * 90, 052813, for κ = κ̃ = 0). With q and q̂ of the reference, ũ = (κ̃ − √q t)/√(1−q), u = (κ − M)/√(1−Q) and M =
 * (p−r)y/√(1−q) + r t/√q + ω√(Q − (p−r)²/(1−q) − r²/q),
 *
 * s(p) = extr { −p̂p + r̂r − ½(1−Q)Q̂ + ∫DzDω Σ_± e^(±√q̂ z)/(2cosh √q̂ z) ln 2cosh[r̂ z/√q̂ + ω√(Q̂−r̂²/q̂) ± (p̂−r̂)] + α ∫Dt
 * ∫_ũ^∞ Dy ∫Dω ln Φ(−u) / Φ(−ũ) }.
 *
 * At p = q it is the entropy of all solutions. Accurate to about 1e-6; takes about a tenth of a second.
 *
 * @example
 * ```ts
 * import { franzParisi } from 'weightspace';
 *
 * console.log(franzParisi({ load: 0.5, distance: 0.1 }));
 * ```
 * @throws TypeError if an option is unknown.
 * @throws RangeError if `load` is not a finite number above 0, `distance` is not from 0.002 to 0.6, or a margin is not
 * from −3 to 3. Also if there are no references at this load, that is, none without errors at `referenceMargin`, or if
 * the entropy is so far below zero that its integrands are too steep for the grid.
 * @throws Error if the saddle point does not converge.
 */
export function franzParisi(point: FranzParisiPoint): FranzParisiState {
  requireOptions('franzParisi', point, ['load', 'distance', 'margin', 'referenceMargin']);
  const { load, distance, margin = 0, referenceMargin = 0 } = point;
  checkWithin('distance', distance, 0.002, 0.6);
  checkMargin('margin', margin);
  checkMargin('referenceMargin', referenceMargin);
  const reference = replicaEntropy({ load, margin: referenceMargin });
  if (reference.entropy < -1e-6) {
    throw new RangeError(
      `\`load\` is ${load}, where no typical solution has margin ${referenceMargin}; give a smaller load or \`referenceMargin\``,
    );
  }
  const overlap = 1 - 2 * distance;
  const fields = surroundingFields(overlap, margin, reference);
  const spins = surroundingSpins(overlap, reference);
  // Both ends of the curve, p = q and p = 1, have r = q and Q = p.
  const start: Pair = overlap > reference.overlap ? [reference.overlap, overlap] : [overlap, reference.overlap];
  const [outerOverlap, mutualOverlap] = fixedPair(
    (pair) => spins.overlaps(fields.conjugates(pair)),
    start,
    ([, mutual]) => mutual > 0 && mutual < 1,
    `solutions at distance ${distance} and load ${load}`,
  );
  const [outerConjugate, mutualConjugate] = fields.conjugates([outerOverlap, mutualOverlap]);
  const { shift, logWeights } = spins.freeEntropy([outerConjugate, mutualConjugate]);
  const conjugate = shift + outerConjugate;
  const entropy =
    outerConjugate * outerOverlap -
    conjugate * overlap -
    (mutualConjugate * (1 - mutualOverlap)) / 2 +
    logWeights +
    fields.energy([outerOverlap, mutualOverlap]);
  return {
    ...{ load, distance, margin, referenceMargin, entropy, overlap, mutualOverlap, outerOverlap },
    ...{ conjugate, mutualConjugate, outerConjugate, reference },
  };
}
