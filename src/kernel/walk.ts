import { randomStream, type Seed } from '../base/seed.js';
import { type Instance, instanceOf } from './instance.js';
import type { Problem } from './problem.js';

/** Flips proposed in one block: the kernel walks in whole blocks. */
export const BLOCK = 500;

/** Where a walk stands, in a few numbers. */
export interface WalkStep {
  readonly energy: number;
  /** Flips proposed, and flips made. */
  readonly moves: number;
  readonly accepted: number;
  /** Levels entered for the first time since the walk began. */
  readonly discovered: number;
  readonly halfTrips: number;
  /** Half trips across the bulk (see `TripEnds`). */
  readonly bulkHalfTrips: number;
}

/** Between which ends the round trips of a walk are counted. */
export interface TripEnds {
  /** Two levels: a walk is at one of them in a block that visits it. */
  readonly ends: readonly [lowest: number, highest: number];
  /**
   * Two energies: a walk is at the lower end in a block that visits that energy, or leaves it below, and at the upper end in one
   * that visits the other energy, or leaves it above. Between equal ones no trips are counted.
   */
  readonly bulk: readonly [lowest: number, highest: number];
  /** True if E and P − E are the same for `bulk`, whose energies are then at most P/2. */
  readonly folded: boolean;
}

/** Where a walk stands, in full, as plain data. Entropies, visits and sums are indexed by level. */
export interface WalkView extends WalkStep {
  /** The walk's running S(E), not normalised; −∞ where not known. */
  readonly entropy: Float64Array;
  readonly visits: Float64Array;
  /**
   * With a second axis, its value (errors or distance) summed over the visits of each level; with graded errors, the visits of
   * each level with 0, 1, …, P errors; otherwise empty.
   */
  readonly sums: Float64Array;
  /** The present configuration, −1 or +1 each. */
  readonly weights: Int8Array;
}

const NO_ENDS: TripEnds = { ends: [0, 0], bulk: [0, 0], folded: false };

/** One walk on one problem, in this thread. The walks of a problem take turns in its instance of the kernel. */
export class Walk {
  readonly #instance: Instance;
  readonly #levels: number;
  /** The walk's own state, while another walk is in the instance. */
  readonly #state: Uint8Array;

  /**
   * Starts with all entropies unknown, at a random configuration or at `start`; or continues from what `save` returned.
   *
   * @throws RangeError if the saved walk belongs to another problem.
   */
  constructor(problem: Problem, from: Seed | Uint8Array, start?: ArrayLike<number>) {
    const instance = instanceOf(problem);
    this.#instance = instance;
    this.#levels = problem.levels;
    this.#state = new Uint8Array(instance.stateBytes);
    const kernel = instance.begin(this.#state);
    if (from instanceof Uint8Array) {
      const walker = instance.walker();
      if (from.length !== walker.length) {
        throw new RangeError(
          `the saved walk has ${from.length} bytes and this problem's walks have ${walker.length}; it belongs to another problem`,
        );
      }
      walker.set(from);
    } else {
      const random = randomStream(from, 'walk');
      for (let word = 0, words = instance.generator(); word < words.length; word++) words[word] = random.int32();
      for (let weight = 0, signs = instance.signs(); weight < signs.length; weight++) signs[weight] = random.sign();
      if (start !== undefined) instance.signs().set(start);
    }
    kernel.start();
  }

  /** Returns what defines the walk, as bytes: a walk that continues from them takes the same steps. */
  save(): Uint8Array {
    this.#enter();
    return this.#instance.walker().slice();
  }

  /** Makes `blocks` × BLOCK moves, each of which adds `logF` to the entropy of the level that the walk stands at. */
  advance(blocks: number, logF: number): WalkStep {
    const kernel = this.#enter();
    kernel.run(blocks, logF);
    return {
      energy: kernel.energy(),
      moves: kernel.moves(),
      accepted: kernel.accepted(),
      discovered: kernel.discovered(),
      halfTrips: kernel.halfTrips(),
      bulkHalfTrips: kernel.bulkHalfTrips(),
    };
  }

  /**
   * Makes up to `moves` single flips at the inverse temperature `beta` (Metropolis), and stops as soon as the energy is
   * `wanted` or below; −1 for never. Returns the energy. For problems without a second axis.
   */
  advanceAt(beta: number, moves: number, wanted = -1): number {
    const kernel = this.#enter();
    kernel.walkAt(moves, beta, wanted);
    return kernel.energy();
  }

  /** The present configuration, to be read before the next walk takes its turn. */
  get weights(): Int8Array {
    this.#enter();
    return this.#instance.signs();
  }

  /** `withSums`: otherwise the sums, which may be many, are left empty. */
  view(withSums = true): WalkView {
    const step = this.advance(0, 0);
    const { entropy, visits } = this.#instance.table();
    return {
      ...step,
      entropy: entropy.filter((_, k) => k % 2 === 0),
      ...countsIn(withSums ? visits : visits.subarray(0, 2 * this.#levels), this.#levels),
      weights: this.#instance.signs().slice(),
    };
  }

  /** Advances, and returns the view. */
  run(blocks: number, logF: number): WalkView {
    this.advance(blocks, logF);
    return this.view();
  }

  /**
   * Exchanges entropies, visits, sums and the trips across the bulk with another walk on the same problem; the configurations
   * stay.
   */
  exchange(other: Walk): void {
    const its = other.#copyWindow();
    const mine = this.#copyWindow();
    this.#setWindow(its);
    other.#setWindow(mine);
  }

  /** Forgets visits and round trips so far; from now on round trips are counted between these ends, or not at all. */
  clearVisits({ ends, bulk, folded }: TripEnds = NO_ENDS): void {
    const kernel = this.#enter();
    kernel.setEnds(...ends);
    kernel.setBulk(...bulk, folded);
    kernel.clearVisits();
  }

  /** Whether every other block proposes pairs of flips (the default), or all propose single ones. */
  setPairs(pairs: boolean): void {
    this.#enter().setPairs(pairs);
  }

  /** Sets S(E): −∞ where not known. */
  setEntropy(entropy: Float64Array): void {
    this.#enter();
    const table = this.#instance.table().entropy;
    for (let energy = 0; energy < this.#levels; energy++) table[2 * energy] = entropy[energy];
  }

  #enter() {
    return this.#instance.enter(this.#state);
  }

  #copyWindow(): BigUint64Array {
    this.#enter();
    return this.#instance.window().slice();
  }

  #setWindow(window: BigUint64Array): void {
    this.#enter();
    this.#instance.window().set(window);
    this.#instance.exports.markEnds();
  }
}

/** Configurations, or visits of a walk, at each level; with a second axis or graded errors also sums (see `WalkView`). */
export interface Counts {
  readonly visits: Float64Array;
  /** Empty without a second axis or graded errors. */
  readonly sums: Float64Array;
}

/** Reads the kernel's table: entropies and visits alternate, then come the sums. */
export function countsIn(table: BigUint64Array, levels: number): Counts {
  const visits = Float64Array.from({ length: levels }, (_, level) => Number(table[2 * level + 1]));
  return { visits, sums: Float64Array.from(table.subarray(2 * levels), Number) };
}
