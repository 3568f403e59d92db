import { checkCount, checkFunction, checkInteger, checkNumber, inWords, requireOptions } from '../base/check.js';
import { normalise } from '../base/curve.js';
import { type RandomStream, randomStream, type Seed } from '../base/seed.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkFit, fields, isCorrect, marginThreshold } from '../network/energy.js';
import type { Network } from '../network/network.js';

/**
 * What Wang–Landau sampling needs of a system with integer energies: its energy, the energy after a random move, and to
 * make that move. A model of your own needs nothing more.
 */
export interface Model {
  /** Energies are 0 … levels − 1. */
  readonly levels: number;
  /** ln of the number of configurations, which fixes the constant of S(E). */
  readonly logConfigurations: number;
  /** The energy of the present configuration. */
  energy(): number;
  /** Draws a move and returns the energy after it, without making it. Each move must be as likely as its reverse. */
  propose(random: RandomStream): number;
  /** Makes the move that was proposed last. */
  accept(): void;
}

export interface ReferenceOptions {
  /** The same seed gives the same result, bit for bit. */
  readonly seed: Seed;
  /** Total moves. Default 10⁷. */
  readonly moves?: number;
  /** Moves between two checks of the visits. Default 1000 for each level. */
  readonly check?: number;
}

/**
 * Wang–Landau sampling with the 1/t schedule, in plain lines: the page to read first. Returns S(E) = ln g(E) in nats,
 * −∞ where never visited.
 *
 * A random walk that visits each energy with probability proportional to 1/g(E) visits all energies equally often. g is
 * not known, so the walk starts with any S, adds `logF` to S(E) at every step, and continues with smaller and smaller
 * `logF` (Wang and Landau, Phys. Rev. Lett. 86, 2050, 2001; the 1/t law: Belardinelli and Pereyra, Phys. Rev. E 75,
 * 046701, 2007).
 *
 * @example
 * ```ts
 * import { type RandomStream, referenceWangLandau } from 'weightspace';
 *
 * const coins = new Int8Array(10); // ten coins, whose energy is the number of heads
 * let [heads, drawn] = [0, 0];
 * const model = {
 *   levels: 11,
 *   logConfigurations: 10 * Math.LN2,
 *   energy: () => heads,
 *   propose: (random: RandomStream) => {
 *     drawn = random.integer(10);
 *     return heads + 1 - 2 * coins[drawn];
 *   },
 *   accept: () => {
 *     heads += 1 - 2 * coins[drawn];
 *     coins[drawn] = 1 - coins[drawn];
 *   },
 * };
 * const entropy = referenceWangLandau(model, { seed: 'coins', moves: 1e6 });
 * console.log(Math.exp(entropy[5])); // near 252, the number of ways to choose five of ten
 * ```
 * @throws RangeError if `moves` or `check` is not a whole number of at least 1, `check` is above `moves`, or an energy
 * of the model is not one of its levels.
 * @throws TypeError if the seed is missing, an option is unknown, or the model lacks a function.
 */
export function referenceWangLandau(model: Model, options: ReferenceOptions): Float64Array {
  checkModel(model);
  requireOptions('referenceWangLandau', options, ['seed', 'moves', 'check']);
  const { seed, moves = 1e7, check = 1000 * model.levels } = options;
  checkCount('moves', moves, 'give the total moves, a million or more');
  checkCount('check', check, 'give the moves between two checks of the visits');
  if (check > moves) {
    throw new RangeError(`\`moves\` is ${moves}; give at least ${check}, the moves between two checks of the visits`);
  }
  const random = randomStream(seed, 'reference');
  const entropy = new Float64Array(model.levels).fill(-Infinity);
  const visits = new Float64Array(model.levels);
  let energy = model.energy();
  checkInteger('energy()', energy, 0, model.levels - 1);
  entropy[energy] = 0;
  let logF = 1;

  for (let t = 1; t <= moves; t++) {
    const proposed = model.propose(random);
    checkInteger('propose(random)', proposed, 0, model.levels - 1);
    // A level seen for the first time has S = −∞ and is always entered.
    if (entropy[proposed] - entropy[energy] <= -Math.log(1 - random.uniform())) {
      model.accept();
      energy = proposed;
    }
    // A new level starts at the smallest known S: at 0, far below the others, it would hold the walk for ever.
    if (entropy[energy] === -Infinity) {
      entropy[energy] = Math.min(...entropy.filter((value) => value !== -Infinity));
      visits.fill(0);
    }
    // The present level is counted whether or not the walk has moved.
    entropy[energy] += logF;
    visits[energy] += 1;

    // First halve logF whenever all known levels have been visited, then let it fall as (levels)/t.
    const levels = t % check === 0 ? knownLevels(entropy) : [];
    if (levels.length > 0 && logF > levels.length / t && levels.every((level) => visits[level] > 0)) {
      logF /= 2;
      visits.fill(0);
    }
    if (levels.length > 0 && logF <= levels.length / t) logF = levels.length / t;
  }
  return normalise(entropy, model.logConfigurations / Math.LN2);
}

function knownLevels(entropy: Float64Array): number[] {
  return [...entropy.keys()].filter((level) => entropy[level] !== -Infinity);
}

function checkModel(model: Model): void {
  if (Object(model) !== model)
    throw new TypeError(`the model is ${inWords(model)}; make one, as in perceptronModel(…)`);
  checkInteger('levels', model.levels, 1, 1e8);
  checkNumber('logConfigurations', model.logConfigurations);
  checkFunction('energy', model.energy, 'energy() { return … }');
  checkFunction('propose', model.propose, 'propose(random) { return … }');
  checkFunction('accept', model.accept, 'accept() { … }');
}

/**
 * A perceptron on a data set as a model for `referenceWangLandau`: single flips, fields kept up to date.
 *
 * @throws RangeError if the network is not a perceptron, or if it does not fit the data set.
 * @throws TypeError if the seed is missing, or if network or data set is of the wrong type.
 */
export function perceptronModel(network: Network, data: Dataset, options: { readonly seed: Seed }): Model {
  requireOptions('perceptronModel', options, ['seed']);
  const { seed } = options;
  checkFit(network, data);
  if (network.layers.length > 2 || network.layers[1] !== 1) {
    throw new RangeError(
      `the network has layers ${inWords(network.layers)}; perceptronModel takes perceptrons only, use wangLandau`,
    );
  }
  const { inputs, patterns, values, labels } = data;
  const random = randomStream(seed, 'weights');
  const weights = Int8Array.from({ length: inputs }, () => random.sign());
  const field = fields(network, data, weights);
  const threshold = marginThreshold(network, data);
  const isRight = (value: number, pattern: number) => isCorrect(value, labels[pattern]!, network.tie, threshold);
  let energy = field.filter((value, pattern) => !isRight(value, pattern)).length;
  let flipped = 0;
  let proposed = energy;
  return {
    levels: patterns + 1,
    logConfigurations: network.weights * Math.LN2,
    energy: () => energy,
    propose(stream) {
      flipped = stream.integer(inputs);
      proposed = 0;
      for (let pattern = 0; pattern < patterns; pattern++) {
        const after = field[pattern] - 2 * weights[flipped] * values[pattern * inputs + flipped];
        if (!isRight(after, pattern)) proposed++;
      }
      return proposed;
    },
    accept() {
      for (let pattern = 0; pattern < patterns; pattern++) {
        field[pattern] -= 2 * weights[flipped] * values[pattern * inputs + flipped];
      }
      weights[flipped] *= -1;
      energy = proposed;
    },
  };
}
