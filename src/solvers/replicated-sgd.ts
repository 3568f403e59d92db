import { checkCount, checkInteger, checkWithin } from '../base/check.js';
import { randomStream } from '../base/seed.js';
import { makeOrder, randomWeights, shuffleOrder } from './draws.js';
import { makeSolver, SOLVER, type SolverOptions } from './solver.js';
import { closestWrong, countErrors, learningUnits, missingVotes, type Units } from './units.js';

export interface ReplicatedSGDOptions extends SolverOptions {
  /** y, the replicas: 1 to 1000. Default 7. */
  readonly replicas?: number;
  /** Patterns of a batch. Default P/10, rounded up. */
  readonly batch?: number;
  /** λ, the step towards the centre. Default 0.75. */
  readonly pull?: number;
  /** γ, the strength of the coupling in the first epoch. Default 0.05. */
  readonly coupling?: number;
  /** What each epoch adds to γ. Default 0.001. */
  readonly couplingStep?: number;
}

/**
 * Replicated stochastic gradient descent (Baldassi, Borgs, Chayes, Ingrosso, Lucibello, Saglietti and Zecchina, PNAS
 * 113, E7655, 2016, equation C7 of its appendix, and the code that the authors published), for perceptrons and
 * committees. Each of y replicas has weights w that are the signs of hidden variables h. For each batch, each replica
 * adds 2x to the h of the hidden units that the least action rule names for every pattern x (times its label) that it
 * gets wrong, and then λ (tanh(γ y c) − w), where c is the mean of the w of all replicas: a common centre attracts them,
 * more strongly as γ grows. The replicas start alike and see the patterns in orders of their own. A step is an epoch;
 * the result is the centre, sgn c, or the replica with the lowest energy. Default of `maximumSteps`: 1000.
 *
 * @example
 * ```ts
 * import { perceptron, randomPatterns, replicatedSGD } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 101, patterns: 40, seed: 'patterns' });
 * const found = await replicatedSGD(perceptron(101), data, { seed: 'search' });
 * console.log(found.solved, found.energy, found.steps, found.unit);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if the network is neither a perceptron with one output nor a committee, if it does not fit the data
 * set, or if an option is out of range.
 * @throws Error if the search is stopped: the reason of the signal.
 * @function
 */
export const replicatedSGD = makeSolver<ReplicatedSGDOptions>({
  solver: 'replicatedSGD',
  unit: 'epochs',
  maximumSteps: 1000,
  known: [...SOLVER, 'replicas', 'batch', 'pull', 'coupling', 'couplingStep'],
  begin: ({ network, data }, options) => {
    const { seed, replicas: y = 7, batch = Math.ceil(data.patterns / 10), pull = 0.75, couplingStep = 0.001 } = options;
    let { coupling = 0.05 } = options;
    checkInteger('replicas', y, 1, 1000);
    checkCount('batch', batch, 'a batch needs at least 1 pattern');
    checkWithin('pull', pull, 0, Number.MAX_VALUE);
    checkWithin('coupling', coupling, 0, Number.MAX_VALUE);
    checkWithin('couplingStep', couplingStep, 0, Number.MAX_VALUE);
    const units = learningUnits('replicatedSGD', network, data);
    const start = randomWeights(network.weights, randomStream(seed, 'start'));
    const shuffling = randomStream(seed, 'order');
    const replicas = Array.from({ length: y }, () => new Replica(units, start));
    const turns = makeOrder(y);
    /** y c: the sum of the weights of all replicas. */
    const sum = Float64Array.from(start, (weight) => y * weight);
    const centre = start.slice();
    const weights = start.slice();

    return {
      weights,
      step() {
        for (const { order } of replicas) shuffleOrder(order, shuffling);
        for (let first = 0; first < data.patterns; first += batch) {
          shuffleOrder(turns, shuffling);
          for (const turn of turns) {
            const replica = replicas[turn]!;
            replica.learn(first, Math.min(data.patterns, first + batch), sum);
            replica.follow(sum, pull, coupling);
          }
        }
        coupling += couplingStep;
        sum.forEach((value, i) => {
          centre[i] = value > 0 ? 1 : -1;
        });
        const candidates = [centre, ...replicas.map((replica) => replica.weights)];
        const errors = candidates.map((candidate) => countErrors(units, candidate));
        const fewest = Math.min(...errors);
        weights.set(candidates[errors.indexOf(fewest)]!);
        return fewest;
      },
    };
  },
});

class Replica {
  readonly order: Int32Array;
  readonly weights: Int8Array;
  readonly #hidden: Float64Array;
  readonly #units: Units;
  readonly #fields: Float64Array;

  constructor(units: Units, start: Int8Array) {
    this.#units = units;
    this.#fields = new Float64Array(units.count);
    this.#hidden = Float64Array.from(start);
    this.weights = start.slice();
    this.order = makeOrder(units.patterns);
  }

  /** Learns a batch: the patterns from place `first` to before `end` of the order. `sum` is that of all replicas. */
  learn(first: number, end: number, sum: Float64Array): void {
    const units = this.#units;
    for (const pattern of this.order.subarray(first, end)) {
      const missing = missingVotes(units, this.weights, pattern, this.#fields);
      if (missing <= 0) continue;
      for (const unit of closestWrong(this.#fields, units.thresholds[pattern]!, missing)) this.#add(unit, pattern);
    }
    this.#takeSigns(sum);
  }

  follow(sum: Float64Array, pull: number, coupling: number): void {
    const hidden = this.#hidden;
    for (let i = 0; i < hidden.length; i++) hidden[i]! += pull * (Math.tanh(coupling * sum[i]!) - this.weights[i]!);
    this.#takeSigns(sum);
  }

  #add(unit: number, pattern: number): void {
    const { values, size, inputs, fanIn, stride } = this.#units;
    const seen = pattern * inputs + unit * stride;
    const step = 2 / size;
    for (let i = 0; i < fanIn; i++) this.#hidden[unit * fanIn + i]! += step * values[seen + i]!;
  }

  #takeSigns(sum: Float64Array): void {
    for (let i = 0; i < sum.length; i++) {
      const weight = this.#hidden[i]! > 0 ? 1 : -1;
      if (weight === this.weights[i]) continue;
      sum[i]! += 2 * weight;
      this.weights[i] = weight;
    }
  }
}
