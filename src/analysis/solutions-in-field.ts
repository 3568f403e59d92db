import { checkEach, checkInteger, requireOptions } from '../base/check.js';
import { logSumExp } from '../base/curve.js';
import { atEnergy, checkJointDensity, DISTANCE_AXIS, type JointDensityOfStates } from '../sampling/joint-density.js';

export interface SolutionsInFieldOptions {
  /** h, the strengths of the field towards the reference. */
  readonly fields: ArrayLike<number>;
  /** The energy of the configurations that are counted. Default 0. */
  readonly energy?: number;
}

/** The solutions that one field selects. */
export interface SolutionsInField {
  /** h: configurations count with e^(h w·w̃). */
  readonly field: number;
  /** ln Z = ln Σ_d g(0, d) e^(h (M − 2d)), in nats. */
  readonly logPartition: number;
  /** ⟨d⟩, the mean number of weights that differ from the reference. */
  readonly distance: number;
  /** S = ln Z − h (M − 2⟨d⟩), in nats. */
  readonly entropy: number;
  /** One standard error of `entropy`; ∞ where a bin that matters has none. */
  readonly standardError: number;
}

/** Distances with a smaller share of the weight do not count in errors: the last solutions far out have none. */
const NEGLIGIBLE = 0.01;

/**
 * The solutions around a reference in a field towards it, for any field from one joint density of states g(E, d). These
 * are the numbers that `localEntropy` estimates by message passing, at the same fields. As a field selects solutions at
 * several distances, S exceeds ln g(0, ⟨d⟩) by the entropy of their distribution. Its standard error is the larger of
 * two: with independent errors in all bins, and with the same error in all.
 *
 * @example
 * ```ts
 * import { jointEnumerate, perceptron, solutionsInField, teacherPatterns, teacherWeights } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const from = teacherWeights({ inputs: 21, seed: 'patterns' });
 * const joint = await jointEnumerate(perceptron(21), data, { of: 'distance', from });
 * console.log(solutionsInField(joint, { fields: [0, 0.5, 1] })); // nearer and nearer to the teacher
 * ```
 * @throws TypeError if `joint` is not a joint density of states, or if an option is unknown or of the wrong type.
 * @throws RangeError if the second axis is not the distance, a field is not from −20 to 20, there is none, `energy` is
 * not from 0 to P or was not found, or a bin has more than two distances.
 */
export function solutionsInField(joint: JointDensityOfStates, options: SolutionsInFieldOptions): SolutionsInField[] {
  requireOptions('solutionsInField', options, ['fields', 'energy']);
  const { fields, energy = 0 } = options;
  checkJointDensity(joint);
  if (joint.axis.name !== DISTANCE_AXIS) {
    throw new RangeError(`the second axis is of ${joint.axis.name}; sample with { of: 'distance', from }`);
  }
  checkEach('fields', fields, (field) => Math.abs(field) <= 20, 'give fields from −20 to 20');
  if (fields.length === 0) throw new RangeError('`fields` is empty; give at least one');
  checkInteger('energy', energy, 0, joint.patterns);
  const distances = countsByDistance(joint, energy);
  return Array.from(fields, (field) => select(distances, field, joint.weights));
}

interface CountAtDistance {
  readonly distance: number;
  readonly entropy: number;
  readonly error: number;
}

/** A bin of two distances is divided between them as its mean distance says. */
function countsByDistance(joint: JointDensityOfStates, energy: number): CountAtDistance[] {
  const { axis, visits, sums } = joint;
  const bins = axis.values.length;
  const { entropy, standardError } = atEnergy(joint, energy);
  const found = [...entropy.keys()].filter((bin) => entropy[bin]! > -Infinity);
  if (found.length === 0) {
    throw new RangeError(`no configuration with energy ${energy} was found; choose an energy that was`);
  }
  return found.flatMap((bin) => {
    const [nearest, farthest] = [axis.lowest[bin]!, axis.highest[bin]!];
    if (farthest - nearest > 1) {
      throw new RangeError(
        `a bin has ${farthest - nearest + 1} distances; sample with at least ${Math.ceil((joint.weights + 1) / 2)} \`bins\``,
      );
    }
    const level = energy * bins + bin;
    const [count, error] = [entropy[bin]!, standardError[bin]!];
    if (nearest === farthest) return [{ distance: nearest, entropy: count, error }];
    const mean = visits[level]! > 0 ? sums[level]! / visits[level]! : (nearest + farthest) / 2;
    const shares = [farthest - mean, mean - nearest];
    return shares.flatMap((share, k) =>
      share > 0 ? [{ distance: nearest + k, entropy: count + Math.log(share), error }] : [],
    );
  });
}

function select(distances: readonly CountAtDistance[], field: number, weights: number): SolutionsInField {
  const terms = distances.map(({ distance, entropy }) => entropy + field * (weights - 2 * distance));
  const logPartition = logSumExp(terms);
  const shares = terms.map((term) => Math.exp(term - logPartition));
  const distance = shares.reduce((sum, share, k) => sum + share * distances[k]!.distance, 0);
  const errors = distances
    .map(({ error }, k) => ({ error, share: shares[k]!, from: distances[k]!.distance - distance }))
    .filter(({ share }) => share >= NEGLIGIBLE)
    .map(({ error, share, from }) => (error === Infinity ? error : share * (1 + 2 * field * from) * error));
  const independent = Math.hypot(...errors);
  const same = Math.abs(errors.reduce((sum, error) => sum + error, 0));
  const standardError = Math.max(independent, same);
  return { field, logPartition, distance, entropy: logPartition - field * (weights - 2 * distance), standardError };
}
