import { readFileSync } from 'node:fs';
import type { GradedModel, ModelName } from './models.js';
import { type Problem, sumsOfALevel } from './problem.js';

/** What the WebAssembly module exports (kernel/assembly/index.ts): a function for each model, which chooses it, and these. */
export interface Kernel extends Record<ModelName | GradedModel, () => void> {
  readonly memory: WebAssembly.Memory;
  createWalker(weights: number, levels: number, stride: number, sums: number): void;
  createNetwork(inputs: number, weights: number, depth: number, fixedOutput: boolean, tree: boolean): void;
  createPatterns(patterns: number): void;
  createErrors(patterns: number, bins: number): void;
  createDistance(bins: number): void;
  createModels(): void;
  readPattern(pattern: number, other: boolean): void;
  unitsAt(): number;
  labelsAt(): number;
  offsetsAt(): number;
  otherLabelsAt(): number;
  otherOffsetsAt(): number;
  referenceAt(): number;
  binOfAt(): number;
  rowAt(): number;

  statePlaces(): number;
  stateAt(place: number): number;
  stateBytes(place: number): number;
  generatorAt(): number;
  tableAt(): number;
  windowAt(): number;
  signsAt(): number;

  clear(): void;
  start(): void;
  enter(): void;
  run(blocks: number, logF: number): void;
  walkAt(moves: number, beta: number, wanted: number): number;
  energy(): number;
  accepted(): number;
  moves(): number;
  discovered(): number;
  halfTrips(): number;
  bulkHalfTrips(): number;
  setEnds(lowest: number, highest: number): void;
  setBulk(lowest: number, highest: number, folded: boolean): void;
  setPairs(pairs: boolean): void;
  clearVisits(): void;
  markEnds(): void;

  countGray(steps: number): void;
  prepareTable(): void;
  countTable(steps: number): void;

  clearFound(places: number): void;
  listGray(steps: number, energy: number): void;
  listTable(steps: number, energy: number): void;
  found(): number;
  foundAt(): number;
}

/**
 * Lays a problem out in the memory of a new kernel.
 *
 * @throws RangeError if the problem needs more memory than the kernel can have, or if the process cannot get it.
 */
export function layOut(problem: Problem): Kernel {
  try {
    const kernel = load();
    layOutIn(kernel, problem);
    return kernel;
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

let compiled: WebAssembly.Module | undefined;

function load(): Kernel {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernel.wasm', import.meta.url)));
  return new WebAssembly.Instance(compiled).exports as unknown as Kernel;
}

function layOutIn(kernel: Kernel, problem: Problem): void {
  const { axis, committee, inputs, levels, patterns, stride, units, weights } = problem;
  const write = (at: number, numbers: ArrayLike<number>) =>
    new Int32Array(kernel.memory.buffer, at, numbers.length).set(numbers);
  // Pattern after pattern: the kernel keeps them in a form of its own, ±1 inputs as bits, and needs no room for the numbers.
  const read = (values: Problem['values'], patterns: number, other: boolean) => {
    for (let pattern = 0; pattern < patterns; pattern++) {
      write(kernel.rowAt(), values.subarray(pattern * inputs, (pattern + 1) * inputs));
      kernel.readPattern(pattern, other);
    }
  };

  kernel[problem.model]();
  kernel.createWalker(weights, levels, stride, sumsOfALevel(problem));
  kernel.createNetwork(inputs, weights, units.length, committee !== undefined, committee === 'tree');
  write(kernel.unitsAt(), units);
  kernel.createPatterns(patterns);
  write(kernel.labelsAt(), problem.labels);
  write(kernel.offsetsAt(), problem.offsets);
  if (axis?.of === 'errors') {
    kernel.createErrors(axis.patterns, stride);
    write(kernel.otherLabelsAt(), axis.labels);
    write(kernel.otherOffsetsAt(), axis.offsets);
  }
  if (axis?.of === 'distance') {
    kernel.createDistance(stride);
    write(kernel.referenceAt(), axis.reference);
  }
  if (axis !== undefined) write(kernel.binOfAt(), axis.binOf);
  kernel.createModels();
  read(problem.values, patterns, false);
  if (axis?.of === 'errors') read(axis.values, axis.patterns, true);
}
