// The problem of this instance, as JavaScript lays it out (../layout.ts): each function reserves memory, and JavaScript then
// writes the numbers there.
import { Architecture } from './architecture';
import { reserve } from './memory';

/** The network and its patterns, and the same network on the patterns of a second axis. */
export const shape = changetype<Architecture>(memory.data(64, 16));
export const otherShape = changetype<Architecture>(memory.data(64, 16));

/** What the second axis of a joint density of states is. */
export const NO_AXIS: i32 = 0;
export const ERRORS: i32 = 1;
export const DISTANCE: i32 = 2;
export let axis: i32 = NO_AXIS;
export let bins: i32 = 1;
/** The bin of each number of errors, or distance (i32). */
export let binOf: usize = 0;
/** The reference configuration that distances are from, −1 or +1 (i32). */
export let reference: usize = 0;
/** The inputs of the pattern that is read next (i32). */
export let row: usize = 0;

/** Makes room for a network with `depth` layers of units. Their widths are written before anything else is laid out. */
export function createNetwork(inputs: i32, weights: i32, depth: i32, fixedOutput: i32, tree: i32): void {
  row = reserve((<usize>inputs) << 2);
  const units = reserve((<usize>depth) << 2);
  for (let k = 0; k < 2; k++) {
    const target = k === 0 ? shape : otherShape;
    target.inputs = inputs;
    target.weights = weights;
    target.depth = depth;
    target.fixedOutput = fixedOutput;
    target.tree = tree;
    target.units = units;
  }
}

/** Makes room for the labels and offsets of the patterns. */
export function createPatterns(patterns: i32): void {
  reservePatterns(shape, patterns);
}

/** Adds a second axis, the errors on other patterns; room for their labels and offsets. */
export function createErrors(patterns: i32, numberOfBins: i32): void {
  reservePatterns(otherShape, patterns);
  createAxis(ERRORS, numberOfBins, patterns);
}

/** Adds a second axis, the distance from a reference configuration. */
export function createDistance(numberOfBins: i32): void {
  reference = reserve((<usize>shape.weights) << 2);
  createAxis(DISTANCE, numberOfBins, shape.weights);
}

function reservePatterns(target: Architecture, patterns: i32): void {
  target.patterns = patterns;
  target.labels = reserve((<usize>patterns) << 2);
  target.offsets = reserve((<usize>(patterns * shape.width(shape.depth - 1))) << 2);
}

function createAxis(kind: i32, numberOfBins: i32, largest: i32): void {
  axis = kind;
  bins = numberOfBins;
  binOf = reserve((<usize>(largest + 1)) << 2);
}

/** Widths of the layers after the inputs (i32). */
export function unitsAt(): usize {
  return shape.units;
}

/** P labels (i32): −1 or +1, or the class. */
export function labelsAt(): usize {
  return shape.labels;
}

/**
 * What the tie rule adds to each pattern's output field (0 or 1), less the threshold of the margin (i32): a pattern is right
 * where σ · field + offset > 0; with several outputs, P × outputs, where its class leads each other one so that
 * lead + offset > 0.
 */
export function offsetsAt(): usize {
  return shape.offsets;
}

/** Labels and offsets of the patterns of a second axis. */
export function otherLabelsAt(): usize {
  return otherShape.labels;
}

export function otherOffsetsAt(): usize {
  return otherShape.offsets;
}

export function referenceAt(): usize {
  return reference;
}

export function binOfAt(): usize {
  return binOf;
}

/** Where JavaScript writes the inputs of a pattern to read (N, i32); for a perceptron with one output each times its label. */
export function rowAt(): usize {
  return row;
}
