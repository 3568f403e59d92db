import { checkEach, requireOptions } from '../base/check.js';
import { type EntropyCurve, logSumExp } from '../base/curve.js';
import { logProbabilities } from './distances.js';
import { linearError } from './moments.js';

export interface ThermodynamicsOptions {
  /** Temperatures T above 0, in units of one error (Boltzmann's constant is 1). */
  readonly temperatures: ArrayLike<number>;
}

/** What a network in thermal equilibrium shows, one number per temperature. */
export interface Observables {
  /** U = ⟨E⟩, in errors. */
  readonly energy: Float64Array;
  /** C = dU/dT = (⟨E²⟩ − ⟨E⟩²)/T². */
  readonly heatCapacity: Float64Array;
  /** F = −T ln Z = U − T S, in errors. */
  readonly freeEnergy: Float64Array;
  /** S = ln Z + U/T, in nats: M ln 2 at T = ∞, ln g of the lowest level at T = 0. */
  readonly entropy: Float64Array;
  /** The probability of the lowest level, from 0 to 1: that of the solutions, if the curve reaches E = 0. */
  readonly lowestShare: Float64Array;
}

/** The canonical ensemble of a density of states. */
export interface Thermodynamics extends Observables {
  /** The temperatures T, in errors, as they were given. */
  readonly temperature: Float64Array;
  /** The lowest energy at which the curve has configurations. */
  readonly lowestLevel: number;
  /**
   * One standard error of each number: ∞ if it depends on a level whose error is unknown. Absent if the curve has no
   * errors.
   */
  readonly standardError?: Observables;
}

/**
 * The canonical ensemble p(E) = g(E) e^(−E/T) / Z of a network whose energy is its number of errors, at all
 * temperatures from one curve. Errors follow from those of S by linear propagation, treated as independent from level
 * to level. A sampled curve knows nothing of levels that it has not found; if these would carry the weight, at the
 * lowest temperatures, the result does not know it either.
 *
 * @example
 * ```ts
 * import { enumerate, perceptron, randomPatterns, thermodynamics } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(thermodynamics(dos, { temperatures: [0.5, 1, 2] }).energy);
 * ```
 * @throws TypeError if `curve` is not an entropy curve, `temperatures` is not an array, or an option is unknown.
 * @throws RangeError if there is no temperature, one is not from 1e-300 to 1e300, or the curve has fractional levels or
 * no configurations.
 */
export function thermodynamics(curve: EntropyCurve, options: ThermodynamicsOptions): Thermodynamics {
  requireOptions('thermodynamics', options, ['temperatures']);
  const { temperatures } = options;
  const isTemperature = (value: number) => value >= 1e-300 && value <= 1e300;
  checkEach('temperatures', temperatures, isTemperature, 'give temperatures above 0, from 1e-300 to 1e300');
  if (temperatures.length === 0) throw new RangeError('`temperatures` is empty; give at least one');
  const temperature = Float64Array.from(temperatures);
  const logShares = logProbabilities(curve);
  const total = logSumExp(curve.entropy);
  const lowestLevel = logShares.findIndex((value) => value > -Infinity);
  const observables = Array.from(temperature, (value) => canonical(curve, logShares, total, lowestLevel, value));
  const column = (of: 'value' | 'error'): Observables => {
    const numbers = (name: keyof Observables) => Float64Array.from(observables, (state) => state[name][of]);
    return {
      energy: numbers('energy'),
      heatCapacity: numbers('heatCapacity'),
      freeEnergy: numbers('freeEnergy'),
      entropy: numbers('entropy'),
      lowestShare: numbers('lowestShare'),
    };
  };
  return {
    temperature,
    lowestLevel,
    ...column('value'),
    ...(curve.standardError === undefined ? {} : { standardError: column('error') }),
  };
}

/** The probability of each level in equilibrium, p_T(E) = g(E) e^(−E/T) / Z. */
export interface LevelProbabilities {
  /** From E = 0 to P. */
  readonly probability: Float64Array;
  /** One standard error of each: ∞ if it depends on a level whose error is unknown, NaN for a curve without errors. */
  readonly standardError: Float64Array;
}

/** The distribution of the energy at one temperature, with errors as those of `thermodynamics`. */
export function levelProbabilities(curve: EntropyCurve, temperature: number): LevelProbabilities {
  const logShares = logProbabilities(curve);
  const lowestLevel = logShares.findIndex((value) => value > -Infinity);
  const { probability } = weighted(logShares, lowestLevel, temperature);
  const standardError = probability.map((p, energy) =>
    linearError(curve, (level) => p * ((level === energy ? 1 : 0) - probability[level])),
  );
  return { probability, standardError };
}

/** Energies are measured from the lowest: at low temperatures E/T is large and would cost the entropy its digits. */
function weighted(logShares: Float64Array, lowestLevel: number, temperature: number) {
  const logWeights = logShares.map((value, energy) => value - (energy - lowestLevel) / temperature);
  const logSum = logSumExp(logWeights);
  return { logSum, probability: logWeights.map((value) => Math.exp(value - logSum)) };
}

interface Estimate {
  readonly value: number;
  readonly error: number;
}

/**
 * The observables at one temperature; each error follows from the derivatives by S(E), which are all simple in p(E).
 */
function canonical(
  curve: EntropyCurve,
  logShares: Float64Array,
  total: number,
  lowestLevel: number,
  temperature: number,
): Record<keyof Observables, Estimate> {
  const { logSum, probability: p } = weighted(logShares, lowestLevel, temperature);
  const energy = p.reduce((sum, weight, level) => sum + weight * level, 0);
  const variance = p.reduce((sum, weight, level) => sum + weight * (level - energy) ** 2, 0);
  const logZ = logSum + total;
  const estimate = (value: number, slope: (level: number) => number) => ({ value, error: linearError(curve, slope) });
  return {
    energy: estimate(energy, (level) => p[level] * (level - energy)),
    heatCapacity: estimate(
      variance / temperature / temperature,
      (level) => (p[level] * ((level - energy) ** 2 - variance)) / temperature / temperature,
    ),
    freeEnergy: estimate(lowestLevel - temperature * logZ, (level) => -temperature * p[level]),
    entropy: estimate(
      logZ + (energy - lowestLevel) / temperature,
      (level) => p[level] * (1 + (level - energy) / temperature),
    ),
    lowestShare: estimate(p[lowestLevel], (level) => p[lowestLevel] * ((level === lowestLevel ? 1 : 0) - p[level])),
  };
}
