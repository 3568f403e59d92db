import { type Kernel, layOut } from './layout.js';
import { type Problem, sumsOfALevel } from './problem.js';

/**
 * A problem in the kernel. Its walks share the instance and take turns in it: what they have in common is stored once, and each
 * keeps its own state in `stateBytes` bytes outside while another walk is inside.
 */
export class Instance {
  readonly exports: Kernel;
  readonly stateBytes: number;
  readonly #levels: number;
  readonly #weights: number;
  readonly #tableWords: number;
  readonly #places: readonly { readonly at: number; readonly bytes: number }[];
  #inside: Uint8Array | undefined;

  constructor(problem: Problem) {
    this.exports = layOut(problem);
    this.#levels = problem.levels;
    this.#weights = problem.weights;
    this.#tableWords = (2 + sumsOfALevel(problem)) * problem.levels;
    this.#places = Array.from({ length: this.exports.statePlaces() }, (_, place) => ({
      at: this.exports.stateAt(place),
      bytes: this.exports.stateBytes(place),
    }));
    this.stateBytes = this.#places.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Brings in the walk with this state, as it was when it left. */
  enter(state: Uint8Array): Kernel {
    if (state === this.#inside) return this.exports;
    this.#leave();
    for (const [inside, kept] of this.#parts(state)) inside.set(kept);
    this.exports.enter();
    this.#inside = state;
    return this.exports;
  }

  /** Begins a new walk, which leaves its state in `state` if given. Its generator and signs must be written before `start`. */
  begin(state?: Uint8Array): Kernel {
    this.#leave();
    this.exports.clear();
    this.#inside = state;
    return this.exports;
  }

  /** The walker of the walk inside: the part of its state that is saved. */
  walker(): Uint8Array {
    const { at, bytes } = this.#places[0]!;
    return this.#bytes(at, bytes);
  }

  /** The state of the random numbers of the walk inside. */
  generator(): Int32Array {
    return new Int32Array(this.exports.memory.buffer, this.exports.generatorAt(), 16);
  }

  /** The weights of the walk inside, −1 or +1 each. */
  signs(): Int8Array {
    return new Int8Array(this.exports.memory.buffer, this.exports.signsAt(), this.#weights);
  }

  /** The table of the walk inside: entropies and visits alternate, then come the sums of a second axis. */
  table(): { entropy: Float64Array; visits: BigUint64Array } {
    const { memory, tableAt } = this.exports;
    return {
      entropy: new Float64Array(memory.buffer, tableAt(), 2 * this.#levels),
      visits: new BigUint64Array(memory.buffer, tableAt(), this.#tableWords),
    };
  }

  /** What belongs to the window of the walk inside, and goes to another walk in an exchange: its table, and what it notes of trips. */
  window(): BigUint64Array {
    const { memory, tableAt, windowAt } = this.exports;
    const [from, table] = [windowAt(), tableAt()];
    return new BigUint64Array(memory.buffer, from, (table - from) / 8 + this.#tableWords);
  }

  /** The numbers of the configurations that a list has found, the first `most` of them. */
  found(most: number): Uint32Array {
    const { memory, found, foundAt } = this.exports;
    return new Uint32Array(memory.buffer, foundAt(), Math.min(found(), most));
  }

  /** Stores the state of the walk inside. */
  #leave(): void {
    if (this.#inside === undefined) return;
    for (const [inside, kept] of this.#parts(this.#inside)) kept.set(inside);
  }

  /** For each place in memory its bytes, and those where a state keeps them. */
  *#parts(state: Uint8Array): Generator<[inside: Uint8Array, kept: Uint8Array]> {
    let from = 0;
    for (const { at, bytes } of this.#places) {
      yield [this.#bytes(at, bytes), state.subarray(from, from + bytes)];
      from += bytes;
    }
  }

  #bytes(at: number, bytes: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, at, bytes);
  }
}

const instances = new WeakMap<Problem, Instance>();

/** Returns the instance of a problem in this thread; the first call makes it. */
export function instanceOf(problem: Problem): Instance {
  const known = instances.get(problem);
  if (known !== undefined) return known;
  const instance = new Instance(problem);
  instances.set(problem, instance);
  return instance;
}
