import {
  checkInteger,
  checkNumbers,
  checkPositive,
  checkWithin,
  inWords,
  isList,
  type NameOf,
  requireOptions,
} from '../base/check.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import { type PSpinRule, startPSpinDynamics } from '../theory/p-spin-dynamics.js';
import { checkP } from '../theory/spherical-p-spin.js';

export interface PSpinDescentOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** p, from 2 to 100. Default 3. */
  readonly p?: number;
  /** η. Default 0.1. */
  readonly learningRate?: number;
  /** T, 0 or more. Default 0. */
  readonly temperature?: number;
  /** n, the number of steps, from 1 to 8000: time runs from 0 to ηn. Takes 8n² bytes. */
  readonly steps: number;
}

/** What both kinds of descent take. */
export const P_SPIN = ['p', 'learningRate', 'temperature', 'steps', 'signal', 'onProgress'] as const;

/** Gradient descent in a spherical p-spin model: plain data. */
export interface PSpinDescent extends PSpinRule {
  /** t, the time of each step: η times its number, from 0. */
  readonly times: Float64Array;
  /** E(t) per spin. */
  readonly energy: Float64Array;
  /** |∇⊥|²/N at each time: the square of the gradient along the sphere. */
  readonly gradient: Float64Array;
  /** C(t, s) = s(t)·s(s)/N: row t holds all earlier steps s = 0 … t. See `pSpinCorrelation`. */
  readonly correlation: readonly Float64Array[];
}

/** The same for infinitely many spins. */
export interface ExactPSpinDescent extends PSpinDescent {
  /** R(t, s), the response of s(t) to a field in step s: row t holds s = 0 … t. See `pSpinSusceptibility`. */
  readonly response: readonly Float64Array[];
}

const MOST_STEPS = 8000;

/**
 * Gradient descent in the spherical p-spin model from a random start, for infinitely many spins: ℋ = −Σ J s…s with
 * covariance N q^p/2 between configurations of overlap q, and s(t + 1) = a s(t) − η∇ℋ (+ √(2Tη) noise), where a keeps
 * |s|² = N. Solved exactly at any learning rate, not only for η → 0 (Cugliandolo and Kurchan, Phys. Rev. Lett. 71, 173,
 * 1993). The energy falls to the threshold, `pSpinThreshold`, and the older the slower. The time taken grows with n³: a
 * second for 1000 steps, about a minute for 4000.
 *
 * @example
 * ```ts
 * import { pSpinDescent, pSpinThreshold } from 'weightspace';
 *
 * const descent = await pSpinDescent({ steps: 100 });
 * console.log(descent.times.at(-1), descent.energy.at(-1), pSpinThreshold().energy);
 * ```
 * @throws TypeError if an option is unknown or of the wrong type.
 * @throws RangeError if an option is out of range, or if the learning rate is so large that a step leaves the sphere.
 * @throws Error if the computation is stopped: the reason of the signal.
 */
export async function pSpinDescent(options: PSpinDescentOptions): Promise<ExactPSpinDescent> {
  requireOptions('pSpinDescent', options, P_SPIN satisfies readonly NameOf<PSpinDescentOptions>[]);
  const rule = checkedRule(options);
  const dynamics = startPSpinDynamics(rule, options.steps);
  await runDescent('p-spin descent', options, dynamics.step);
  return { ...rule, times: timesOf(rule, options.steps), ...dynamics.history };
}

/**
 * The rule with its defaults; the other options are checked too.
 *
 * @throws TypeError if `signal` or `onProgress` is of the wrong type.
 * @throws RangeError if an option is out of range.
 */
export function checkedRule(options: PSpinDescentOptions): PSpinRule {
  const { p = 3, learningRate = 0.1, temperature = 0 } = options;
  checkP(p);
  checkPositive('learningRate', learningRate);
  checkWithin('temperature', temperature, 0, Number.MAX_VALUE);
  checkInteger('steps', options.steps, 1, MOST_STEPS);
  checkWatch(options);
  return { p, learningRate, temperature };
}

export function timesOf({ learningRate }: PSpinRule, steps: number): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, step) => learningRate * step);
}

/** Makes all steps; they return the energy per spin. */
export async function runDescent(
  task: string,
  options: PSpinDescentOptions,
  step: (time: number) => number,
): Promise<void> {
  const { steps } = options;
  const watch = new Watch({ task, unit: 'steps', total: steps }, options);
  try {
    for (let time = 0; time <= steps; time++) {
      const energy = step(time);
      if (Watch.isDue()) await watch.turn(time, `E = ${energy.toFixed(4)}`);
    }
    watch.complete();
  } finally {
    watch.release();
  }
}

/**
 * C(t, t'), the overlap of the configurations at two times, in either order. Times, not steps: each is that of the
 * nearest step.
 *
 * @example
 * ```ts
 * import { pSpinCorrelation, pSpinDescent } from 'weightspace';
 *
 * const descent = await pSpinDescent({ steps: 100 });
 * console.log(pSpinCorrelation(descent, 10, 5)); // overlap of the states at t = 10 and t = 5
 * ```
 * @throws TypeError if `descent` is not one of `pSpinDescent` or `pSpinSimulation`.
 * @throws RangeError if a time is not from 0 to the last.
 */
export function pSpinCorrelation(descent: PSpinDescent, time: number, other: number): number {
  const steps = [stepAt(descent, 'time', time), stepAt(descent, 'other', other)];
  return rowAt(descent, 'correlation', descent.correlation, Math.max(...steps))[Math.min(...steps)]!;
}

/**
 * χ(t, t_w) = Σ R(t, s) over s from t_w on: the response at time t to a field that was switched on at `since` = t_w. In
 * equilibrium χ = (1 − C)/T. Times, not steps: each is that of the nearest step.
 *
 * @example
 * ```ts
 * import { pSpinDescent, pSpinSusceptibility } from 'weightspace';
 *
 * const descent = await pSpinDescent({ steps: 100 });
 * console.log(pSpinSusceptibility(descent, 10, 5)); // at t = 10, of a field since t = 5
 * ```
 * @throws TypeError if `descent` is not one of `pSpinDescent`.
 * @throws RangeError if a time is not from 0 to the last, or if `since` is after `time`.
 */
export function pSpinSusceptibility(descent: ExactPSpinDescent, time: number, since: number): number {
  const [end, start] = [stepAt(descent, 'time', time), stepAt(descent, 'since', since)];
  if (start > end) throw new RangeError(`\`since\` is ${since}, after time ${time}; give an earlier time`);
  const row = rowAt(descent, 'response', descent.response, end);
  let sum = 0;
  for (let step = start; step <= end; step++) sum += row[step]!;
  return sum;
}

function stepAt(descent: PSpinDescent, name: string, time: number): number {
  const { times } = descent ?? {};
  if (!isList(times)) throw new TypeError(`the descent is ${inWords(descent)}; give one of \`pSpinDescent\``);
  const steps = times.length - 1;
  const last = times[steps]!;
  checkPositive('the last time of the descent', last);
  // 0.7 · 3 is below 2.1.
  checkWithin(name, time, 0, Math.max(last, Number(last.toPrecision(12))));
  return Math.round((time / last) * steps);
}

function rowAt(descent: PSpinDescent, name: string, rows: readonly Float64Array[], step: number): Float64Array {
  const row = isList(rows) ? rows[step] : undefined;
  if (!isList(row) || row.length !== step + 1) {
    throw new TypeError(`the descent is ${inWords(descent)} without \`${name}\`; give one of \`pSpinDescent\``);
  }
  checkNumbers(`${name}[${step}]`, row);
  return row;
}
