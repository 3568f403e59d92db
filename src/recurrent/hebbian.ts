import { checkEach, checkOptions, checkWithin, inWords, isList } from '../base/check.js';
import { checkDataset } from '../dataset/check-dataset.js';
import { type Dataset, makeDataset } from '../dataset/dataset.js';
import { INT32_REACH, largestReach } from '../dataset/grid.js';
import { checkFit } from '../network/energy.js';
import { recurrentNetwork } from '../network/recurrent-network.js';

export interface StrengthenOptions {
  /** How strongly each state is added, from −1000 to 1000; a negative strength weakens it. Default 1. */
  readonly strength?: number;
}

/**
 * Hebbian learning: couplings J_ij + strength · Σ_μ η_i^μ η_j^μ / N, off the diagonal, for one state η or a list of
 * them. With strength 1 the condition of each unit of a single η gains (N − 1)/N, in the units in which a local field is
 * of order 1.
 *
 * The new couplings are on the grid of the old ones, where the change of one coupling may be less than a point: rounding
 * is carried along each row, so that its changes add up to what they should, and each row keeps the parity of its sum,
 * and so its freedom from ties.
 *
 * @example
 * ```ts
 * import { energy, prototypes, randomCouplings, recurrentNetwork, strengthen } from 'weightspace';
 *
 * const couplings = randomCouplings({ units: 50, seed: 'couplings' });
 * const network = recurrentNetwork(50, { selfCoupling: 1 });
 * const [word] = prototypes({ inputs: 50, classes: 2, seed: 'words' });
 * console.log(energy(network, couplings, word), energy(network, strengthen(couplings, word), word)); // 0 after it
 * ```
 * @throws TypeError if `couplings` is not a data set, `states` is not an array, or an option is unknown.
 * @throws RangeError if the couplings are not those of a recurrent network, there is no state or one does not have N
 * entries ±1, `strength` is out of range or too small to change anything, or the grid cannot hold the couplings.
 */
export function strengthen(
  couplings: Dataset,
  states: ArrayLike<number> | readonly ArrayLike<number>[],
  options: StrengthenOptions = {},
): Dataset {
  checkOptions('strengthen', options, ['strength']);
  const { strength = 1 } = options;
  checkWithin('strength', strength, -1000, 1000);
  checkDataset(couplings);
  const units = couplings.inputs;
  checkFit(recurrentNetwork(units), couplings);
  const learned = listOfStates(states, units);
  const values = couplings.values.slice();
  let changed = 0;
  for (let i = 0; i < units; i++) {
    const change = changeOfRow(learned, i, (strength * couplings.scale) / units);
    for (let j = 0; j < units; j++) values[i * units + j]! += change[j]!;
    changed += change.reduce((sum, points) => sum + Math.abs(points), 0);
  }
  if (changed === 0 && strength !== 0) {
    throw new RangeError(
      `\`strength\` is ${strength}, less than the grid of the couplings resolves; give a larger one`,
    );
  }
  if (largestReach(values, units) > INT32_REACH) {
    throw new RangeError(`with \`strength\` ${strength} the couplings leave their grid; give a smaller one`);
  }
  const { source, parameters, notice } = couplings.provenance;
  return makeDataset({
    values,
    shape: [units, units],
    scale: couplings.scale,
    labels: couplings.labels.slice(),
    source: `${source}, ${learned.length} ${learned.length === 1 ? 'state' : 'states'} strengthened by ${strength}`,
    parameters: { ...parameters, strengthened: learned.length, strength },
    notice,
  });
}

/**
 * Whole numbers near `perState` · Σ_μ η_i η_j for all j, with an even sum of magnitudes: the parity of the row's sum stays
 * as it is. Each is the difference of two rounded sums, so no error accumulates.
 */
function changeOfRow(states: readonly ArrayLike<number>[], i: number, perState: number): Float64Array {
  const wanted = Float64Array.from({ length: states[0]!.length }, (_, j) =>
    i === j ? 0 : perState * states.reduce((sum, state) => sum + state[i]! * state[j]!, 0),
  );
  const total = wanted.reduce((sum, change) => sum + Math.abs(change), 0);
  const even = 2 * Math.round(total / 2);
  let sum = 0;
  let given = 0;
  return wanted.map((change) => {
    if (change === 0) return 0;
    sum += Math.abs(change);
    const points = Math.round((sum / total) * even) - given;
    given += points;
    return Math.sign(change) * points;
  });
}

function listOfStates(
  states: ArrayLike<number> | readonly ArrayLike<number>[],
  units: number,
): readonly ArrayLike<number>[] {
  if (!isList(states)) throw new TypeError(`\`states\` is ${inWords(states)}; give a state, or an array of states`);
  if (states.length === 0) throw new RangeError('there are no states; give at least 1');
  const list = (typeof states[0] === 'number' ? [states] : states) as readonly ArrayLike<number>[];
  for (const [k, state] of Array.from(list).entries()) {
    checkEach(`states[${k}]`, state, (value) => value === 1 || value === -1, 'states are −1 or +1');
    if (state.length === units) continue;
    throw new RangeError(
      `\`states[${k}]\` has ${state.length} units; give one for each of the ${units} of the couplings`,
    );
  }
  return list;
}
