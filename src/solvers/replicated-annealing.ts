import { checkInteger, checkWithin, inWords, isList } from '../base/check.js';
import { type RandomStream, randomStream } from '../base/seed.js';
import { randomWeights } from './draws.js';
import { makeSolver, SOLVER, type SolverOptions } from './solver.js';
import { countErrors, fieldOf, learningUnits, type Units } from './units.js';

/** A first and a last value. */
type Range = readonly [first: number, last: number];

const MAXIMUM_SWEEPS = 2000;

export interface ReplicatedAnnealingOptions extends SolverOptions {
  /** y, the replicas: 1 to 1000. Default 5. */
  readonly replicas?: number;
  /** β, the inverse temperature, in the first sweep and in the last; it grows linearly. Default [1, 10]. */
  readonly betas?: Range;
  /** γ, the coupling of the replicas, in the first sweep and in the last; it grows linearly. Default [0.5, 1.5]. */
  readonly couplings?: Range;
}

/**
 * Replicated simulated annealing (Baldassi, Borgs, Chayes, Ingrosso, Lucibello, Saglietti and Zecchina, PNAS 113, E7655,
 * 2016), for perceptrons and committees: y copies of the weights w^a, attracted to a common centre that is summed over,
 *
 *     p(w¹ … w^y) ∝ exp(−β Σ_a E(w^a)) Π_i cosh(γ Σ_a w_i^a).
 *
 * Single flips are accepted by Metropolis's rule while β and γ grow, so that the copies gather where many solutions are
 * close together. A step is a sweep: M proposals for each copy. The result is the first copy with energy 0, or the
 * centre, the majority of the copies, if that solves. Default of `maximumSteps`, over which β and γ grow: 2000.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, replicatedAnnealing } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 51, patterns: 20, seed: 'patterns' });
 * const found = await replicatedAnnealing(perceptron(51), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is neither a perceptron with one output nor a committee, if it does not fit the data
 * set, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const replicatedAnnealing = makeSolver<ReplicatedAnnealingOptions>({
  solver: 'replicatedAnnealing',
  unit: 'sweeps',
  maximumSteps: MAXIMUM_SWEEPS,
  known: [...SOLVER, 'replicas', 'betas', 'couplings'],
  begin: ({ network, data }, options) => {
    const { seed, replicas = 5, betas = [1, 10], couplings = [0.5, 1.5], maximumSteps = MAXIMUM_SWEEPS } = options;
    checkInteger('replicas', replicas, 1, 1000);
    checkRange('betas', betas);
    checkRange('couplings', couplings);
    const units = learningUnits('replicatedAnnealing', network, data);
    const columns = columnsOf(units);
    const start = randomStream(seed, 'start');
    const noise = randomStream(seed, 'noise');
    const copies = Array.from(
      { length: replicas },
      () => new Copy(units, columns, randomWeights(network.weights, start)),
    );
    const weights = copies[0]!.weights.slice();
    /** For each weight the sum over the copies. */
    const sums = Int32Array.from(weights, (_, i) => copies.reduce((sum, copy) => sum + copy.weights[i]!, 0));
    let sweeps = 0;

    return {
      weights,
      step() {
        const progress = Math.min(1, sweeps / Math.max(1, maximumSteps - 1));
        const present = ([first, last]: Range) => first + (last - first) * progress;
        const [beta, coupling] = [present(betas), present(couplings)];
        const attraction = Float64Array.from({ length: 2 * replicas + 1 }, (_, k) => lnCosh(coupling * (k - replicas)));
        let lowest = Infinity;
        for (const copy of copies) {
          const energy = copy.sweep({ beta, attraction, sums, noise });
          if (energy >= lowest) continue;
          lowest = energy;
          weights.set(copy.best);
        }
        sweeps++;
        if (lowest === 0) return 0;
        const centre = Int8Array.from(sums, (sum) => (sum > 0 ? 1 : -1));
        const energy = countErrors(units, centre);
        if (energy < lowest) weights.set(centre);
        return Math.min(energy, lowest);
      },
    };
  },
});

interface Surrounding {
  readonly beta: number;
  /** ln cosh(γ s) for s = −y … y. */
  readonly attraction: Float64Array;
  /** For each weight the sum over the copies. */
  readonly sums: Int32Array;
  readonly noise: RandomStream;
}

class Copy {
  readonly weights: Int8Array;
  /** The weights after the last sweep, or its first solution. */
  readonly best: Int8Array;
  readonly #units: Units;
  readonly #columns: Int8Array | Int32Array;
  /** The field of each unit on each pattern, times the label: unit after unit. */
  readonly #fields: Int32Array;
  /** How many units more would have to be right, for each pattern: wrong above 0. */
  readonly #missing: Int32Array;
  #energy = 0;

  constructor(units: Units, columns: Int8Array | Int32Array, weights: Int8Array) {
    this.weights = weights;
    this.best = weights.slice();
    this.#units = units;
    this.#columns = columns;
    this.#missing = units.needed.slice();
    this.#fields = new Int32Array(units.count * units.patterns);
    this.#fields.forEach((_, k) => {
      const pattern = k % units.patterns;
      const field = fieldOf(units, weights, (k - pattern) / units.patterns, pattern);
      this.#fields[k] = field;
      if (field > units.thresholds[pattern]!) this.#missing[pattern]!--;
    });
    for (const missing of this.#missing) if (missing > 0) this.#energy++;
  }

  /** Proposes to flip each weight once; returns the energy of `best`. */
  sweep({ beta, attraction, sums, noise }: Surrounding): number {
    const { weights } = this;
    const middle = (attraction.length - 1) / 2;
    let solved = false;
    for (let i = 0; i < weights.length; i++) {
      const sum = sums[i]! + middle;
      const flipped = sum - 2 * weights[i]!;
      const change = this.#change(i);
      const gain = attraction[flipped]! - attraction[sum]! - beta * change;
      if (gain < 0 && noise.uniform() >= Math.exp(gain)) continue;
      sums[i] = flipped - middle;
      this.#flip(i, change);
      if (this.#energy > 0 || solved) continue;
      solved = true;
      this.best.set(weights);
    }
    if (solved) return 0;
    this.best.set(weights);
    return this.#energy;
  }

  /** The change of the energy if weight i flips. */
  #change(i: number): number {
    const { patterns, thresholds, fanIn, stride } = this.#units;
    const [columns, fields, missing] = [this.#columns, this.#fields, this.#missing];
    const unit = Math.floor(i / fanIn);
    const column = (i - unit * fanIn + unit * stride) * patterns;
    const row = unit * patterns;
    const twice = 2 * this.weights[i]!;
    let change = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const field = fields[row + pattern]!;
      const threshold = thresholds[pattern]!;
      const isRight = field > threshold;
      const isThen = field - twice * columns[column + pattern]! > threshold;
      if (isRight === isThen) continue;
      const votes = missing[pattern]!;
      if (isRight && votes === 0) change++;
      else if (!isRight && votes === 1) change--;
    }
    return change;
  }

  #flip(i: number, change: number): void {
    const { patterns, thresholds, fanIn, stride } = this.#units;
    const [columns, fields, missing] = [this.#columns, this.#fields, this.#missing];
    const unit = Math.floor(i / fanIn);
    const column = (i - unit * fanIn + unit * stride) * patterns;
    const row = unit * patterns;
    const twice = 2 * this.weights[i]!;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const field = fields[row + pattern]!;
      const after = field - twice * columns[column + pattern]!;
      const threshold = thresholds[pattern]!;
      fields[row + pattern] = after;
      if (field > threshold) missing[pattern]!++;
      if (after > threshold) missing[pattern]!--;
    }
    this.weights[i] = -this.weights[i]!;
    this.#energy += change;
  }
}

/** The values by input: those of input i on all patterns, one after the other. */
function columnsOf({ values, inputs, patterns }: Units): Int8Array | Int32Array {
  return values.map((_, k) => values[(k % patterns) * inputs + Math.floor(k / patterns)]!);
}

/** ln cosh x, without overflow. */
function lnCosh(x: number): number {
  return Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.LN2;
}

/** @throws RangeError if `range` is not two numbers of at least 0. */
function checkRange(name: string, range: Range): void {
  if (!isList(range) || range.length !== 2) {
    throw new RangeError(`\`${name}\` is ${inWords(range)}; give the first and the last value, as in [1, 10]`);
  }
  range.forEach((value, k) => {
    checkWithin(`${name}[${k}]`, value, 0, 1e6);
  });
}
