import { checkEach, checkInteger, checkList, inWords, requireOptions } from '../base/check.js';
import { randomStream, type Seed } from '../base/seed.js';
import { shuffle } from '../dataset/random.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import { SeparatingVector } from './separating-vector.js';

export interface RowCapacitiesOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** The units whose rows are examined, counted from 0. Default: all. */
  readonly rows?: ArrayLike<number>;
  /** Steps of the search, all states together, after which a row is given up as unresolved. Default 20 000. */
  readonly maximumSteps?: number;
}

/** How many states one unit can learn to keep. */
export interface RowCapacity {
  /** i, from 0. */
  readonly row: number;
  /** The states, from the first on, that one row of couplings keeps together. */
  readonly learned: number;
  /**
   * Why there are no more: `'all'`: there were no more states; `'unlearnable'`: no couplings keep the next one too, with
   * a margin of more than a 30 000th of their length; `'unresolved'`: the search took too many steps.
   */
  readonly end: 'all' | 'unlearnable' | 'unresolved';
}

/**
 * The capacity of representations: for each row i, how many of the states η, in their order, could be fixed points of a
 * network without self-coupling, sgn(Σ_{j≠i} J_ij η_j) = η_i. The couplings are real and only serve this row: those of
 * the network in which the states are fixed points have no part. For independent states the mean is 2(N − 1) (Cover,
 * IEEE Trans. Electron. Comput. EC-14, 326, 1965); fixed points of one network are easier.
 *
 * Decided, not estimated: a row is learned when couplings are found, and unlearnable when a convex combination of the
 * vectors η_i η is found that vanishes (Gordan's theorem; active sets of Lawson and Hanson, 1974).
 *
 * @example
 * ```ts
 * import { prototypes, rowCapacities } from 'weightspace';
 *
 * const states = prototypes({ inputs: 20, classes: 60, seed: 'states' }); // independent random states
 * console.log(await rowCapacities(states, { rows: [0, 1, 2] })); // about 2 · 19 each
 * ```
 * @throws TypeError if `states` is not an array of arrays, or if an option is unknown or of the wrong type.
 * @throws RangeError if there are no states, they differ in length or have less than 2 units, a state is not −1 or +1, or
 * an option is out of range.
 * @throws Error if the computation is stopped: the reason of the signal.
 */
export async function rowCapacities(
  states: readonly ArrayLike<number>[],
  options: RowCapacitiesOptions = {},
): Promise<RowCapacity[]> {
  const units = checkStates(states);
  requireOptions('rowCapacities', options, ['rows', 'maximumSteps', 'signal', 'onProgress']);
  const { rows = Array.from({ length: units }, (_, i) => i), maximumSteps = 20_000 } = options;
  const isRow = (row: number) => Number.isInteger(row) && row >= 0 && row < units;
  checkEach('rows', rows, isRow, `give units from 0 to ${units - 1}`);
  checkInteger('maximumSteps', maximumSteps, 1, Number.MAX_SAFE_INTEGER);
  checkWatch(options);
  const total = rows.length * states.length;
  const watch = new Watch({ task: 'rowCapacities', unit: 'states', total: Math.max(1, total) }, options);
  const capacities: RowCapacity[] = [];
  try {
    for (const row of Array.from(rows)) {
      const separating = new SeparatingVector(units - 1, states.length, maximumSteps);
      let end: RowCapacity['end'] = 'all';
      for (const state of states) {
        const verdict = separating.add(conditionOf(state, row));
        if (verdict !== 'separable') {
          end = verdict === 'inseparable' ? 'unlearnable' : 'unresolved';
          break;
        }
        if (Watch.isDue()) {
          await watch.turn(capacities.length * states.length + separating.separated, `row ${row}`);
        }
      }
      capacities.push({ row, learned: separating.separated, end });
    }
    watch.complete();
    return capacities;
  } finally {
    watch.release();
  }
}

/** η_i η without η_i. */
function conditionOf(state: ArrayLike<number>, row: number): Float64Array {
  const others = new Float64Array(state.length - 1);
  for (let j = 0; j < others.length; j++) others[j] = state[row]! * state[j < row ? j : j + 1]!;
  return others;
}

/**
 * States with the values of each unit permuted over all states, independently of the other units: each unit keeps its
 * mean, and all correlations are lost. What distinguishes representations from these is their structure.
 *
 * @example
 * ```ts
 * import { pairOverlaps, prototypes, shuffleUnits } from 'weightspace';
 *
 * const states = prototypes({ inputs: 20, classes: 60, seed: 'states' });
 * console.log(pairOverlaps(shuffleUnits(states, { seed: 'shuffle' })).mean);
 * ```
 * @throws TypeError if `states` is not an array of arrays, `seed` is missing, or an option is unknown.
 * @throws RangeError if there are no states, they differ in length or have less than 2 units, or a state is not −1 or +1.
 */
export function shuffleUnits(states: readonly ArrayLike<number>[], options: { readonly seed: Seed }): Int8Array[] {
  const units = checkStates(states);
  requireOptions('shuffleUnits', options, ['seed']);
  const stream = randomStream(options.seed, 'shuffled units');
  const shuffled = states.map((state) => Int8Array.from(state));
  for (let i = 0; i < units; i++) {
    const values = shuffle(
      states.map((state) => state[i]!),
      stream,
    );
    for (const [k, value] of values.entries()) shuffled[k]![i] = value;
  }
  return shuffled;
}

/** Checks a list of states and returns N. */
function checkStates(states: readonly ArrayLike<number>[]): number {
  if (!Array.isArray(states)) throw new TypeError(`\`states\` is ${inWords(states)}; give an array of states`);
  if (states.length === 0) throw new RangeError('there are no states; give at least 1');
  checkList('states[0]', states[0], 'states');
  const units = states[0]!.length;
  if (units < 2) throw new RangeError(`\`states[0]\` has ${units} units; give at least 2`);
  for (const [k, state] of states.entries()) {
    checkEach(`states[${k}]`, state, (value) => value === 1 || value === -1, 'states are −1 or +1');
    if (state.length === units) continue;
    throw new RangeError(`\`states[${k}]\` has ${state.length} units and \`states[0]\` has ${units}; give equal ones`);
  }
  return units;
}
