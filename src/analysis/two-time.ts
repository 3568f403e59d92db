import { checkCount, checkEach, checkList, checkNumbers, inWords, requireOptions } from '../base/check.js';

/** Waiting times t_w and the times t that pass after them. */
export interface WaitsAndLags {
  /** t_w, at least 0. */
  readonly waits: readonly number[];
  /** t, at least 1. */
  readonly lags: readonly number[];
}

/**
 * The times at which two-time correlations need the state of a system: all t_w and all t_w + t, each once and in
 * ascending order.
 *
 * @example
 * ```ts
 * import { snapshotTimes } from 'weightspace';
 *
 * console.log(snapshotTimes({ waits: [16, 128], lags: [1, 4, 16, 64] })); // for `snapshots` of `anneal`
 * ```
 * @throws TypeError if one of the lists is not an array of numbers, or an option is unknown.
 * @throws RangeError if a list is empty, or a time is not a whole number in its range.
 */
export function snapshotTimes(grid: WaitsAndLags): number[] {
  const { waits, lags } = checkedGrid('snapshotTimes', grid);
  const times = new Set(waits.flatMap((wait) => [wait, ...lags.map((lag) => wait + lag)]));
  return [...times].sort((one, other) => one - other);
}

/** The state of a system at one time. */
export interface StateAt {
  /** When it was, in the units of the grid: sweeps or steps, for example. */
  readonly time: number;
  /** Weights ±1, or real parameters. */
  readonly values: ArrayLike<number>;
}

/** What two times have in common. */
export interface TwoTimes {
  /** t_w. */
  readonly wait: number;
  /** t. */
  readonly lag: number;
  /** C(t_w + t, t_w) = Σ_i w_i(t_w) w_i(t_w + t)/M: 1 where no weight ±1 has changed. */
  readonly overlap: number;
  /** Δ(t_w, t_w + t) = Σ_i (w_i(t_w) − w_i(t_w + t))²/M; for weights ±1 it is 2(1 − C). */
  readonly displacement: number;
}

/**
 * The overlap and the mean square displacement between the states of a system at t_w and t_w + t, for all waiting times
 * and all lags of which both states are there (Baity-Jesi et al., PMLR 80, 314 (2018)).
 *
 * @example
 * ```ts
 * import { anneal, perceptron, randomPatterns, snapshotTimes, twoTimes } from 'weightspace';
 *
 * const grid = { waits: [16, 128], lags: [1, 4, 16, 64] };
 * const data = randomPatterns({ inputs: 101, patterns: 80, seed: 'patterns' });
 * const walk = await anneal(perceptron(101), data, {
 *   schedule: [{ beta: 0.5, sweeps: 192 }],
 *   snapshots: snapshotTimes(grid),
 *   seed: 'walk',
 * });
 * console.log(twoTimes(walk.snapshots.map(({ sweep, weights }) => ({ time: sweep, values: weights })), grid));
 * ```
 * @throws TypeError if the states or one of the lists of the grid is not an array.
 * @throws RangeError if the states differ in length, a value is not finite, two states have the same time, a time of the
 * grid is not a whole number in its range, or no pair of times is there.
 */
export function twoTimes(states: readonly StateAt[], grid: WaitsAndLags): TwoTimes[] {
  const { waits, lags } = checkedGrid('twoTimes', grid);
  const valuesAt = indexed(states);
  const pairs = waits.flatMap((wait) => lags.map((lag) => ({ wait, lag })));
  const known = pairs.filter(({ wait, lag }) => valuesAt.has(wait) && valuesAt.has(wait + lag));
  if (known.length === 0) {
    throw new RangeError('there are no states at both times of any pair; keep those that snapshotTimes(grid) names');
  }
  return known.map(({ wait, lag }) => ({ wait, lag, ...compare(valuesAt.get(wait)!, valuesAt.get(wait + lag)!) }));
}

function indexed(states: readonly StateAt[]): Map<number, ArrayLike<number>> {
  checkList('states', states, 'states, each { time, values }');
  for (const [index, state] of states.entries()) {
    if (Object(state) !== state) throw new TypeError(`state ${index} is ${inWords(state)}; give { time, values }`);
    checkNumbers('values', state.values);
    if (state.values.length === 0 || state.values.length !== states[0]!.values.length) {
      throw new RangeError(
        `state ${index} has ${state.values.length} values and the first ${states[0]!.values.length}; give states of one system`,
      );
    }
  }
  const valuesAt = new Map(states.map(({ time, values }) => [time, values]));
  if (valuesAt.size < states.length) throw new RangeError('two states have the same time; give each time once');
  return valuesAt;
}

function compare(one: ArrayLike<number>, other: ArrayLike<number>): Pick<TwoTimes, 'overlap' | 'displacement'> {
  let [product, square] = [0, 0];
  for (let i = 0; i < one.length; i++) {
    product += one[i]! * other[i]!;
    square += (one[i]! - other[i]!) ** 2;
  }
  return { overlap: product / one.length, displacement: square / one.length };
}

function checkedGrid(of: string, grid: WaitsAndLags): WaitsAndLags {
  requireOptions(of, grid, ['waits', 'lags']);
  const { waits, lags } = grid;
  checkCount('the number of waits', waits?.length, 'give at least one waiting time');
  checkCount('the number of lags', lags?.length, 'give at least one lag');
  checkEach('waits', waits, (time) => Number.isSafeInteger(time) && time >= 0, 'give whole numbers of at least 0');
  checkEach('lags', lags, (time) => Number.isSafeInteger(time) && time >= 1, 'give whole numbers of at least 1');
  return { waits: [...waits], lags: [...lags] };
}
