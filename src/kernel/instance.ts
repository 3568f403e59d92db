import { readFileSync } from 'node:fs';
import { MODEL, type Problem } from './problem.js';

/** What the WebAssembly module exports (kernel/assembly/index.ts). */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  create(
    model: number,
    inputs: number,
    patterns: number,
    levels: number,
    weights: number,
    depth: number,
    outputs: number,
    fixedOutput: number,
    tree: number,
    paired: boolean,
  ): void;
  createAxis(patterns: number, outputs: number, bins: number): void;
  createModels(): void;
  readPattern(pattern: number, other: boolean): void;
  statePlaces(): number;
  stateAt(place: number): number;
  stateBytes(place: number): number;
  clear(): void;
  start(): void;
  enter(): void;
  run(blocks: number, logF: number): void;
  prepareTable(): void;
  countTable(steps: number): void;
  countGray(steps: number): void;
  rowAt(): number;
  labelsAt(): number;
  offsetsAt(): number;
  unitsAt(): number;
  otherLabelsAt(): number;
  otherOffsetsAt(): number;
  referenceAt(): number;
  binOfAt(): number;
  generatorAt(): number;
  tableAt(): number;
  signsAt(): number;
  energy(): number;
  accepted(): number;
  moves(): number;
  discovered(): number;
  setEnds(lowest: number, highest: number): void;
  setPairs(pairs: boolean): void;
  clearVisits(): void;
  markEnds(): void;
  halfTrips(): number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * A problem in the kernel. Its walks share the instance and take turns in it: what they have in common is there once, and each
 * keeps what it has for itself in `stateBytes` of its own while another is inside.
 */
export class Instance {
  readonly exports: Exports;
  readonly stateBytes: number;
  readonly #levels: number;
  readonly #weights: number;
  readonly #tableWords: number;
  readonly #places: readonly { readonly at: number; readonly bytes: number }[];
  #inside: Uint8Array | undefined;

  constructor(problem: Problem) {
    this.exports = loadOrExplain(problem);
    this.#levels = problem.levels;
    this.#weights = problem.weights;
    this.#tableWords = (problem.axis === undefined ? 2 : 3) * problem.levels;
    this.#places = Array.from({ length: this.exports.statePlaces() }, (_, place) => ({
      at: this.exports.stateAt(place),
      bytes: this.exports.stateBytes(place),
    }));
    this.stateBytes = this.#places.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Has the walk with this state inside, as it was when it was inside last. */
  enter(state: Uint8Array): Exports {
    if (state === this.#inside) return this.exports;
    this.#leave();
    for (const [inside, kept] of this.#parts(state)) inside.set(kept);
    this.exports.enter();
    this.#inside = state;
    return this.exports;
  }

  /** Has a new walk inside, that will have its state here, if anywhere. Its generator and signs are to be written before `start`. */
  begin(state?: Uint8Array): Exports {
    this.#leave();
    this.exports.clear();
    this.#inside = state;
    return this.exports;
  }

  /** The walker of the walk inside: what is saved of it. */
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

  /** The table of the walk inside: entropies at even places, visits at odd ones, then the sums of a second axis. */
  table(): { entropy: Float64Array; visits: BigUint64Array } {
    const { memory, tableAt } = this.exports;
    return {
      entropy: new Float64Array(memory.buffer, tableAt(), 2 * this.#levels),
      visits: new BigUint64Array(memory.buffer, tableAt(), this.#tableWords),
    };
  }

  /** Puts away the state of the walk inside. */
  #leave(): void {
    if (this.#inside === undefined) return;
    for (const [inside, kept] of this.#parts(this.#inside)) kept.set(inside);
  }

  /** Place by place what is inside, and where a state keeps it. */
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

/** The instance of a problem in this thread. */
export function instanceOf(problem: Problem): Instance {
  const known = instances.get(problem);
  if (known !== undefined) return known;
  const instance = new Instance(problem);
  instances.set(problem, instance);
  return instance;
}

function loadOrExplain(problem: Problem): Exports {
  try {
    return load(problem);
  } catch (error) {
    // The kernel's memory ends at 1 GiB (its build says so): then it traps.
    if (error instanceof WebAssembly.RuntimeError) {
      throw new RangeError(
        "the problem does not fit into the kernel's memory of 1 GiB; use fewer inputs, patterns or hidden units",
      );
    }
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(
      `there is no memory for the kernel (${error.message}); use fewer \`workers\`, or raise the limit of the address space (\`ulimit -v\`)`,
    );
  }
}

function load(problem: Problem): Exports {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernel.wasm', import.meta.url)));
  const kernel = new WebAssembly.Instance(compiled).exports as unknown as Exports;
  const { axis } = problem;
  const outputs = problem.units.at(-1)!;
  kernel.create(
    MODEL[problem.model],
    problem.inputs,
    problem.patterns,
    problem.levels,
    problem.weights,
    problem.units.length,
    outputs,
    problem.committee === undefined ? 0 : 1,
    problem.committee === 'tree' ? 1 : 0,
    axis !== undefined,
  );
  if (axis !== undefined) kernel.createAxis(axis.of === 'errors' ? axis.patterns : 0, outputs, axis.bins);
  const write = (at: number, numbers: ArrayLike<number>) =>
    new Int32Array(kernel.memory.buffer, at, numbers.length).set(numbers);
  write(kernel.labelsAt(), problem.labels);
  write(kernel.offsetsAt(), problem.offsets);
  write(kernel.unitsAt(), problem.units);
  if (axis !== undefined) write(kernel.binOfAt(), axis.binOf);
  if (axis?.of === 'distance') write(kernel.referenceAt(), axis.reference);
  if (axis?.of === 'errors') {
    write(kernel.otherLabelsAt(), axis.labels);
    write(kernel.otherOffsetsAt(), axis.offsets);
  }
  kernel.createModels();
  // Pattern after pattern: the kernel keeps them in a form of its own, ±1 inputs as bits, and needs no room for the numbers.
  const read = (values: Problem['values'], patterns: number, other: boolean) => {
    for (let pattern = 0; pattern < patterns; pattern++) {
      write(kernel.rowAt(), values.subarray(pattern * problem.inputs, (pattern + 1) * problem.inputs));
      kernel.readPattern(pattern, other);
    }
  };
  read(problem.values, problem.patterns, false);
  if (axis?.of === 'errors') read(axis.values, axis.patterns, true);
  return kernel;
}
