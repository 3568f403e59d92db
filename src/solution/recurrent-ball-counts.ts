import type { Dataset } from '../dataset/dataset.js';
import { fields, marginThreshold } from '../network/energy.js';
import type { Network } from '../network/network.js';

/** The fixed-point conditions of a recurrent network, around states s: how far each is from being violated. */
interface Conditions {
  readonly units: number;
  /** s_i J_ij s_j on the grid, row after row. A flip of unit j takes twice that off the aligned field of unit i. */
  readonly aligned: Int32Array;
  /** s_i Σ_j J_ij s_j on the grid. */
  readonly fields: Int32Array;
  /** Condition i holds where its aligned field exceeds it. */
  readonly threshold: number;
  /** The units, those whose conditions the fewest flips violate first: they decide most cases. */
  readonly order: readonly number[];
}

/** The exact numbers of fixed points that differ from `states` in 0 … radius units. The arguments have been checked. */
export function recurrentBallCounts(
  network: Network,
  couplings: Dataset,
  states: ArrayLike<number>,
  radius: number,
): number[] {
  const conditions = conditionsAt(network, couplings, states);
  const counts = new Array<number>(radius + 1).fill(0);
  const flipped: number[] = [];
  const count = (first: number) => {
    if (isFixedPoint(conditions, flipped)) counts[flipped.length]!++;
    if (flipped.length === radius) return;
    for (let unit = first; unit < conditions.units; unit++) {
      flipped.push(unit);
      count(unit + 1);
      flipped.pop();
    }
  };
  count(0);
  return counts;
}

function conditionsAt(network: Network, couplings: Dataset, states: ArrayLike<number>): Conditions {
  const units = network.weights;
  const aligned = couplings.values.map((value, k) => states[Math.floor(k / units)]! * value * states[k % units]!);
  const alignedFields = fields(network, couplings, states).map((field, unit) => field * states[unit]!);
  const order = [...alignedFields.keys()].sort((one, other) => alignedFields[one]! - alignedFields[other]!);
  return { units, aligned, fields: alignedFields, threshold: marginThreshold(network, couplings), order };
}

/** True if all conditions hold after these units are flipped. The aligned field of a flipped unit changes its sign. */
function isFixedPoint({ units, aligned, fields, threshold, order }: Conditions, flipped: readonly number[]): boolean {
  const fieldAfter = (unit: number) => {
    let field = fields[unit]!;
    for (const other of flipped) field -= 2 * aligned[unit * units + other]!;
    return field;
  };
  for (const unit of flipped) if (-fieldAfter(unit) <= threshold) return false;
  for (const unit of order) if (fieldAfter(unit) <= threshold && !flipped.includes(unit)) return false;
  return true;
}
