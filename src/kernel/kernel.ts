import { readFileSync } from 'node:fs';
import { randomStream, type Seed } from '../seed.js';
import { MODEL, type Problem } from './problem.js';

/** Flips proposed in one block: the kernel walks in whole blocks. */
export const BLOCK = 500;

/** What the WebAssembly module exports (kernel/assembly/index.ts). */
interface Exports {
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
  start(): number;
  run(blocks: number, logF: number): void;
  prepareTable(): void;
  countTable(steps: number): void;
  countGray(steps: number): void;
  valuesAt(): number;
  labelsAt(): number;
  offsetsAt(): number;
  unitsAt(): number;
  otherValuesAt(): number;
  otherLabelsAt(): number;
  otherOffsetsAt(): number;
  referenceAt(): number;
  binOfAt(): number;
  stateAt(): number;
  stateBytes(): number;
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

/** Where a walk stands, in a few numbers. */
export interface WalkStep {
  readonly energy: number;
  /** Flips proposed, and flips made. */
  readonly moves: number;
  readonly accepted: number;
  /** Levels entered for the first time since the walk began. */
  readonly discovered: number;
  readonly halfTrips: number;
}

/** Where a walk stands, in full: plain data, indexed by energy where it is an array of levels. */
export interface WalkView extends WalkStep {
  /** The walk's running S(E), not normalised; −∞ where not known. */
  readonly entropy: Float64Array;
  readonly visits: Float64Array;
  /** With a second axis, its number summed over the visits of each level; otherwise empty. */
  readonly sums: Float64Array;
  /** The present configuration, −1 or +1 each. */
  readonly weights: Int8Array;
}

let compiled: WebAssembly.Module | undefined;

function newInstance(problem: Problem): Exports {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernel.wasm', import.meta.url)));
  const kernel = new WebAssembly.Instance(compiled).exports as unknown as Exports;
  const outputs = problem.units.at(-1)!;
  const { axis } = problem;
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
  write(kernel.valuesAt(), problem.values);
  write(kernel.labelsAt(), problem.labels);
  write(kernel.offsetsAt(), problem.offsets);
  write(kernel.unitsAt(), problem.units);
  if (axis !== undefined) write(kernel.binOfAt(), axis.binOf);
  if (axis?.of === 'distance') write(kernel.referenceAt(), axis.reference);
  if (axis?.of === 'errors') {
    write(kernel.otherValuesAt(), axis.values);
    write(kernel.otherLabelsAt(), axis.labels);
    write(kernel.otherOffsetsAt(), axis.offsets);
  }
  return kernel;
}

/** One walk on one problem, in this thread. */
export class Walk {
  readonly #kernel: Exports;
  readonly #levels: number;
  readonly #weights: number;
  readonly #paired: boolean;

  /** A walk that starts at a random configuration with all entropies unknown, or goes on from what `save` gave. */
  constructor(problem: Problem, from: Seed | Uint8Array) {
    const kernel = newInstance(problem);
    this.#kernel = kernel;
    this.#levels = problem.levels;
    this.#weights = problem.weights;
    this.#paired = problem.axis !== undefined;
    if (from instanceof Uint8Array) {
      this.#state().set(from);
    } else {
      const random = randomStream(from, 'walk');
      for (let word = 0, words = generatorOf(kernel); word < words.length; word++) words[word] = random.int32();
      for (let weight = 0, signs = signsOf(kernel, problem.weights); weight < signs.length; weight++)
        signs[weight] = random.sign();
    }
    kernel.start();
  }

  /** The whole state of the walk, as bytes: a walk made of them takes the same steps. */
  save(): Uint8Array {
    return this.#state().slice();
  }

  /** Makes `blocks` × BLOCK moves, each of which adds `logF` to the entropy of the level that the walk stands at. */
  advance(blocks: number, logF: number): WalkStep {
    const kernel = this.#kernel;
    kernel.run(blocks, logF);
    return {
      energy: kernel.energy(),
      moves: kernel.moves(),
      accepted: kernel.accepted(),
      discovered: kernel.discovered(),
      halfTrips: kernel.halfTrips(),
    };
  }

  look(): WalkView {
    const { entropy, visits } = this.#table();
    return {
      ...this.advance(0, 0),
      entropy: entropy.filter((_, k) => k % 2 === 0),
      ...countsIn(visits, this.#levels),
      weights: signsOf(this.#kernel, this.#weights).slice(),
    };
  }

  /** `advance` and `look`. */
  run(blocks: number, logF: number): WalkView {
    this.advance(blocks, logF);
    return this.look();
  }

  /** Exchanges entropies, visits and sums with another walk on the same problem: each goes on from where the other stands. */
  exchange(other: Walk): void {
    const [mine, its] = [this.#table().visits, other.#table().visits];
    const copy = mine.slice();
    mine.set(its);
    its.set(copy);
    this.#kernel.markEnds();
    other.#kernel.markEnds();
  }

  /** Forgets visits and round trips so far; from now on round trips are counted between these two levels. */
  clearVisits(lowest: number, highest: number): void {
    this.#kernel.setEnds(lowest, highest);
    this.#kernel.clearVisits();
  }

  /** Whether every other block proposes pairs of flips (the default), or all propose single ones. */
  setPairs(pairs: boolean): void {
    this.#kernel.setPairs(pairs);
  }

  /** Sets S(E): −∞ where not known. */
  setEntropy(entropy: Float64Array): void {
    const table = this.#table().entropy;
    for (let energy = 0; energy < this.#levels; energy++) table[2 * energy] = entropy[energy];
  }

  #state(): Uint8Array {
    return new Uint8Array(this.#kernel.memory.buffer, this.#kernel.stateAt(), this.#kernel.stateBytes());
  }

  /** The kernel's table: entropies at even places, visits at odd ones, then the sums. */
  #table() {
    const { memory, tableAt } = this.#kernel;
    return {
      entropy: new Float64Array(memory.buffer, tableAt(), 2 * this.#levels),
      visits: new BigUint64Array(memory.buffer, tableAt(), (this.#paired ? 3 : 2) * this.#levels),
    };
  }
}

/** Weights whose 2^n configurations one call of `countEnergies` goes through. */
export function freeWeights(problem: Problem): number {
  return Math.min(problem.weights, isSign(problem) ? 24 : 20);
}

/** True where the table kernel of enumeration serves, ten times as fast as the general one. */
export function isSign(problem: Problem): boolean {
  return problem.axis === undefined && ['sign64', 'sign128', 'signWide'].includes(problem.model);
}

/** Configurations, or visits of a walk, at each level, and with a second axis its number summed over them. */
export interface Counts {
  readonly visits: Float64Array;
  /** Empty without a second axis. */
  readonly sums: Float64Array;
}

/** What the kernel's table holds: entropies and visits by turns, then the sums. */
function countsIn(table: BigUint64Array, levels: number): Counts {
  const visits = Float64Array.from({ length: levels }, (_, level) => Number(table[2 * level + 1]));
  return { visits, sums: Float64Array.from(table.subarray(2 * levels), Number) };
}

/**
 * How many configurations have each energy, among those whose last weights are given by the bits of `prefix` (0 is −1) and
 * whose first `free` take all values.
 */
export function countEnergies(problem: Problem, prefix: number, free = freeWeights(problem)): Counts {
  const kernel = newInstance(problem);
  const signs = signsOf(kernel, problem.weights).fill(-1);
  for (let weight = free, bits = prefix; weight < problem.weights; weight++, bits = Math.floor(bits / 2)) {
    signs[weight] = bits % 2 === 1 ? 1 : -1;
  }
  if (isSign(problem)) {
    kernel.prepareTable();
    kernel.countTable(2 ** Math.max(0, free - 7));
  } else {
    kernel.start();
    kernel.countGray(2 ** free);
  }
  const words = (problem.axis === undefined ? 2 : 3) * problem.levels;
  return countsIn(new BigUint64Array(kernel.memory.buffer, kernel.tableAt(), words), problem.levels);
}

function generatorOf(kernel: Exports): Int32Array {
  return new Int32Array(kernel.memory.buffer, kernel.generatorAt(), 16);
}

function signsOf(kernel: Exports, weights: number): Int8Array {
  return new Int8Array(kernel.memory.buffer, kernel.signsAt(), weights);
}
