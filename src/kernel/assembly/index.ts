// What JavaScript calls. One instance of this module holds one problem: a walk or an enumeration.
import { Architecture } from './architecture';
import { BitInputs } from './bit-inputs';
import { ClassPerceptron } from './class-perceptron';
import { DeepNetwork } from './deep-network';
import { FieldInputs } from './field-inputs';
import { FieldPerceptron } from './field-perceptron';
import { enumerateGray } from './gray';
import { reserve } from './memory';
import { Distance, Pair } from './pair';
import { MAX_PATTERNS as MAX, NarrowSignPerceptron, WideSignPerceptron } from './sign-perceptron';
import { prepareTable as prepare } from './table';
import { TwoLayer } from './two-layer';
import { walk } from './walk';
import { createWalker, walker } from './walker';

export { BLOCK } from './random';
export { countTable } from './table';
export const MAX_PATTERNS: i32 = MAX;

/** The models, by the number that JavaScript names them with. */
const SIGN_64 = 0;
const SIGN_128 = 1;
const SIGN_WIDE = 2;
const FIELD_16 = 3;
const FIELD_32 = 4;
const TWO_LAYER_64 = 5;
const TWO_LAYER_128 = 6;
const DEEP_SIGN = 7;
const DEEP_16 = 8;
const DEEP_32 = 9;
const CLASSES_16 = 10;

/** What the second axis of a joint density of states is. */
const NO_AXIS = 0;
const ERRORS = 1;
const DISTANCE = 2;

/** Room for the models in use. */
const FIRST = memory.data(256, 16);
const SECOND = memory.data(256, 16);
const PAIR = memory.data(64, 16);

let kind: i32 = 0;
let axis: i32 = NO_AXIS;
let bins: i32 = 1;
let binOf: usize = 0;
let reference: usize = 0;
const shape = changetype<Architecture>(memory.data(64, 16));
/** The same network on the patterns of the second axis. */
const otherShape = changetype<Architecture>(memory.data(64, 16));

/**
 * Makes room for a problem, `paired` where `createAxis` follows. JavaScript then writes values, labels, offsets and the units of each layer, the walker's signs
 * and generator, and calls `start`.
 */
export function create(
  kindOfModel: i32,
  inputs: i32,
  patterns: i32,
  levels: i32,
  weights: i32,
  depth: i32,
  outputs: i32,
  fixedOutput: i32,
  tree: i32,
  paired: bool,
): void {
  kind = kindOfModel;
  createWalker(weights, levels, paired);
  const units = reserve((<usize>depth) << 2);
  for (let k = 0; k < 2; k++) {
    const each = k === 0 ? shape : otherShape;
    each.inputs = inputs;
    each.weights = weights;
    each.depth = depth;
    each.fixedOutput = fixedOutput;
    each.tree = tree;
    each.units = units;
  }
  createPatterns(shape, patterns, outputs);
}

/**
 * Adds a second axis of so many bins, before `start`: the errors on `patterns` other patterns, whose values, labels and offsets
 * JavaScript writes, or, where that is 0, the distance from a reference configuration. JavaScript also writes the bin of each
 * number of errors, or distance.
 */
export function createAxis(patterns: i32, outputs: i32, numberOfBins: i32): void {
  axis = patterns > 0 ? ERRORS : DISTANCE;
  bins = numberOfBins;
  createPatterns(otherShape, patterns, outputs);
  reference = reserve((<usize>shape.weights) << 2);
  binOf = reserve((<usize>((patterns > 0 ? patterns : shape.weights) + 1)) << 2);
}

function createPatterns(target: Architecture, patterns: i32, outputs: i32): void {
  target.patterns = patterns;
  target.values = reserve((<usize>(target.inputs * patterns)) << 2);
  target.labels = reserve((<usize>patterns) << 2);
  target.offsets = reserve((<usize>(patterns * outputs)) << 2);
}

/** P × N inputs (i32); for a perceptron each times its label. */
export function valuesAt(): usize {
  return shape.values;
}

/** P labels (i32): −1 or +1, or the class. */
export function labelsAt(): usize {
  return shape.labels;
}

/**
 * What the tie rule adds to each pattern's output field, 0 or 1 (i32): a pattern is right where σ · field + offset > 0; with
 * several outputs, P × outputs, where its class leads each other one so that lead + offset > 0.
 */
export function offsetsAt(): usize {
  return shape.offsets;
}

/** Units of each layer after the inputs (i32). */
export function unitsAt(): usize {
  return shape.units;
}

/** The walker's state: everything that a checkpoint must keep. */
export function stateAt(): usize {
  return changetype<usize>(walker);
}

export function stateBytes(): usize {
  return walker.bytes;
}

export function generatorAt(): usize {
  return walker.generator;
}

/** For each level its entropy (f64) and visits (u64); behind them, with a second axis, for each level the sum of its number (u64). */
export function tableAt(): usize {
  return walker.table;
}

/** The weights, −1 or +1 (i8). */
export function signsAt(): usize {
  return walker.signs;
}

/** Where the patterns of the second axis go, as `valuesAt` and the others. */
export function otherValuesAt(): usize {
  return otherShape.values;
}

export function otherLabelsAt(): usize {
  return otherShape.labels;
}

export function otherOffsetsAt(): usize {
  return otherShape.offsets;
}

/** The reference configuration, −1 or +1 (i32). */
export function referenceAt(): usize {
  return reference;
}

/** The bin of each number of errors, or distance (i32). */
export function binOfAt(): usize {
  return binOf;
}

/** Builds the model's state from the weights; gives the energy. Once per instance. */
export function start(): i32 {
  if (kind === SIGN_64) startModel<NarrowSignPerceptron<u64>>();
  else if (kind === SIGN_128) startModel<NarrowSignPerceptron<v128>>();
  else if (kind === SIGN_WIDE) startModel<WideSignPerceptron>();
  else if (kind === FIELD_16) startModel<FieldPerceptron<i16>>();
  else if (kind === FIELD_32) startModel<FieldPerceptron<i32>>();
  else if (kind === TWO_LAYER_64) startModel<TwoLayer<u64>>();
  else if (kind === TWO_LAYER_128) startModel<TwoLayer<v128>>();
  else if (kind === DEEP_SIGN) startModel<DeepNetwork<BitInputs>>();
  else if (kind === DEEP_16) startModel<DeepNetwork<FieldInputs<i16>>>();
  else if (kind === DEEP_32) startModel<DeepNetwork<FieldInputs<i32>>>();
  else if (kind === CLASSES_16) startModel<ClassPerceptron<i16>>();
  else startModel<ClassPerceptron<i32>>();
  return walker.energy;
}

export function run(blocks: i32, logF: f64): void {
  if (kind === SIGN_64) walkModel<NarrowSignPerceptron<u64>>(blocks, logF);
  else if (kind === SIGN_128) walkModel<NarrowSignPerceptron<v128>>(blocks, logF);
  else if (kind === SIGN_WIDE) walkModel<WideSignPerceptron>(blocks, logF);
  else if (kind === FIELD_16) walkModel<FieldPerceptron<i16>>(blocks, logF);
  else if (kind === FIELD_32) walkModel<FieldPerceptron<i32>>(blocks, logF);
  else if (kind === TWO_LAYER_64) walkModel<TwoLayer<u64>>(blocks, logF);
  else if (kind === TWO_LAYER_128) walkModel<TwoLayer<v128>>(blocks, logF);
  else if (kind === DEEP_SIGN) walkModel<DeepNetwork<BitInputs>>(blocks, logF);
  else if (kind === DEEP_16) walkModel<DeepNetwork<FieldInputs<i16>>>(blocks, logF);
  else if (kind === DEEP_32) walkModel<DeepNetwork<FieldInputs<i32>>>(blocks, logF);
  else if (kind === CLASSES_16) walkModel<ClassPerceptron<i16>>(blocks, logF);
  else walkModel<ClassPerceptron<i32>>(blocks, logF);
}

export function countGray(steps: u32): void {
  if (kind === SIGN_64) enumerateModel<NarrowSignPerceptron<u64>>(steps);
  else if (kind === SIGN_128) enumerateModel<NarrowSignPerceptron<v128>>(steps);
  else if (kind === SIGN_WIDE) enumerateModel<WideSignPerceptron>(steps);
  else if (kind === FIELD_16) enumerateModel<FieldPerceptron<i16>>(steps);
  else if (kind === FIELD_32) enumerateModel<FieldPerceptron<i32>>(steps);
  else if (kind === TWO_LAYER_64) enumerateModel<TwoLayer<u64>>(steps);
  else if (kind === TWO_LAYER_128) enumerateModel<TwoLayer<v128>>(steps);
  else if (kind === DEEP_SIGN) enumerateModel<DeepNetwork<BitInputs>>(steps);
  else if (kind === DEEP_16) enumerateModel<DeepNetwork<FieldInputs<i16>>>(steps);
  else if (kind === DEEP_32) enumerateModel<DeepNetwork<FieldInputs<i32>>>(steps);
  else if (kind === CLASSES_16) enumerateModel<ClassPerceptron<i16>>(steps);
  else enumerateModel<ClassPerceptron<i32>>(steps);
}

function startModel<Model>(): void {
  const model = changetype<Model>(FIRST);
  const energy = model.start(shape, walker.signs);
  walker.stride = bins;
  if (axis === NO_AXIS) walker.energy = energy;
  else if (axis === ERRORS) {
    const other = changetype<Model>(SECOND);
    const errors = other.start(otherShape, walker.signs);
    walker.energy = paired<Model, Model>().start(model, other, energy, errors, bins, binOf);
  } else {
    const other = changetype<Distance>(SECOND);
    const distance = other.start(shape.weights, reference, walker.signs);
    walker.energy = paired<Model, Distance>().start(model, other, energy, distance, bins, binOf);
  }
}

function walkModel<Model>(blocks: i32, logF: f64): void {
  if (axis === NO_AXIS) walk(changetype<Model>(FIRST), blocks, logF);
  else if (axis === ERRORS) walk(paired<Model, Model>(), blocks, logF);
  else walk(paired<Model, Distance>(), blocks, logF);
}

function enumerateModel<Model>(steps: u32): void {
  if (axis === NO_AXIS) enumerateGray(changetype<Model>(FIRST), steps);
  else if (axis === ERRORS) enumerateGray(paired<Model, Model>(), steps);
  else enumerateGray(paired<Model, Distance>(), steps);
}

// @ts-ignore: decorator
@inline
function paired<First, Second>(): Pair<First, Second> {
  return changetype<Pair<First, Second>>(PAIR);
}

/** Prepares `countTable` (±1 data only) from the weights. */
export function prepareTable(): void {
  prepare(shape.inputs, shape.patterns, shape.values, shape.offsets);
}

export function energy(): i32 {
  return walker.energy;
}

export function accepted(): f64 {
  return walker.accepted;
}

export function moves(): f64 {
  return walker.moves;
}

/** Levels discovered since the walk began. */
export function discovered(): i32 {
  return walker.discovered;
}

/** The levels that round trips are counted between. */
export function setEnds(lowest: i32, highest: i32): void {
  walker.lowest = lowest;
  walker.highest = highest;
}

/** Whether every other block proposes pairs of flips (the default), or all propose single ones. */
export function setPairs(pairs: bool): void {
  walker.pairs = pairs;
}

export function clearVisits(): void {
  walker.clearVisits();
}

/** Has the next look at the ends start from the visits as they are now. */
export function markEnds(): void {
  walker.markEnds();
}

export function halfTrips(): f64 {
  return walker.halfTrips;
}
