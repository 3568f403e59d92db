// What JavaScript calls. One instance of this module holds one problem, and one of its walks at a time, or an enumeration.
import { Architecture } from './architecture';
import { BitInputs } from './bit-inputs';
import { ClassPerceptron } from './class-perceptron';
import { createColumns, holdSigns, turnColumns } from './columns';
import { DeepNetwork } from './deep-network';
import { FieldInputs } from './field-inputs';
import { FieldPerceptron } from './field-perceptron';
import { enumerateGray } from './gray';
import { clearModels, keepState, reserve } from './memory';
import { Distance, Pair } from './pair';
import { MAX_PATTERNS as MAX, NarrowSignPerceptron, SignPerceptron, WideSignPerceptron } from './sign-perceptron';
import { prepareTable as prepare } from './table';
import { TwoLayer } from './two-layer';
import { walk } from './walk';
import { clearWalker, createWalker, layOutWalker, walker } from './walker';

export { BLOCK } from './random';
export { stateAt, stateBytes, statePlaces } from './memory';
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
const PAIR_BYTES: usize = 64;
const PAIR = memory.data(64, 16);

let axis: i32 = NO_AXIS;
let bins: i32 = 1;
let binOf: usize = 0;
let reference: usize = 0;
/** The inputs of one pattern (i32). */
let row: usize = 0;
const shape = changetype<Architecture>(memory.data(64, 16));
/** The same network on the patterns of the second axis. */
const otherShape = changetype<Architecture>(memory.data(64, 16));

/**
 * Makes room for a problem, `paired` where `createAxis` follows. JavaScript then writes labels, offsets and the units of each
 * layer, calls `createModels`, and has the patterns read one after the other.
 */
export function create(
  kind: i32,
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
  choose(kind);
  createWalker(weights, levels, paired);
  createColumns(weights);
  row = reserve((<usize>inputs) << 2);
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
 * Adds a second axis with this number of bins, before `createModels`: the errors on `patterns` other patterns, whose labels and offsets
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
  target.labels = reserve((<usize>patterns) << 2);
  target.offsets = reserve((<usize>(patterns * outputs)) << 2);
}

/** Where JavaScript writes the inputs of a pattern to read (N, i32); for a perceptron with one output each times its label. */
export function rowAt(): usize {
  return row;
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

/** Where the labels and offsets of the second axis go. */
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

// What the chosen model does.
let createChosen: () => void = (): void => {};
let readChosen: (pattern: i32, other: bool) => void = (_pattern: i32, _other: bool): void => {};
let turnChosen: () => void = (): void => {};
let startChosen: () => void = (): void => {};
let walkChosen: (blocks: i32, logF: f64) => void = (_blocks: i32, _logF: f64): void => {};
let enumerateChosen: (steps: u32) => void = (_steps: u32): void => {};

function choose(kind: i32): void {
  if (kind === SIGN_64) use<NarrowSignPerceptron<u64>>();
  else if (kind === SIGN_128) use<NarrowSignPerceptron<v128>>();
  else if (kind === SIGN_WIDE) use<WideSignPerceptron>();
  else if (kind === FIELD_16) use<FieldPerceptron<i16>>();
  else if (kind === FIELD_32) use<FieldPerceptron<i32>>();
  else if (kind === TWO_LAYER_64) use<TwoLayer<u64>>();
  else if (kind === TWO_LAYER_128) use<TwoLayer<v128>>();
  else if (kind === DEEP_SIGN) use<DeepNetwork<BitInputs>>();
  else if (kind === DEEP_16) use<DeepNetwork<FieldInputs<i16>>>();
  else if (kind === DEEP_32) use<DeepNetwork<FieldInputs<i32>>>();
  else if (kind === CLASSES_16) use<ClassPerceptron<i16>>();
  else use<ClassPerceptron<i32>>();
}

function use<Model>(): void {
  createChosen = (): void => createUsed<Model>();
  readChosen = (pattern: i32, other: bool): void => readUsed<Model>(pattern, other);
  turnChosen = (): void => turnUsed<Model>();
  startChosen = (): void => startUsed<Model>();
  walkChosen = (blocks: i32, logF: f64): void => walkUsed<Model>(blocks, logF);
  enumerateChosen = (steps: u32): void => enumerateUsed<Model>(steps);
}

/** Makes room for the models, when labels, offsets and units are written. Then the patterns are read. */
export function createModels(): void {
  createChosen();
}

/** Reads a pattern, whose inputs are written; `other`: a pattern of the second axis. */
export function readPattern(pattern: i32, other: bool): void {
  readChosen(pattern, other);
}

/** A new walk, none of whose levels are known. JavaScript writes its generator and signs, or a saved walk, and calls `start`. */
export function clear(): void {
  clearWalker();
}

/** Builds the models' state from the weights. */
export function start(): void {
  layOutWalker();
  enter();
  clearModels();
  startChosen();
}

/** Has the models follow the weights, after the state of a walk has been put back. */
export function enter(): void {
  turnChosen();
}

export function run(blocks: i32, logF: f64): void {
  walkChosen(blocks, logF);
  holdSigns(walker.signs, shape.weights);
}

export function countGray(steps: u32): void {
  enumerateChosen(steps);
  holdSigns(walker.signs, shape.weights);
}

function createUsed<Model>(): void {
  changetype<Model>(FIRST).create(shape);
  if (axis === NO_AXIS) return;
  if (axis === ERRORS) changetype<Model>(SECOND).create(otherShape);
  else changetype<Distance>(SECOND).create(shape.weights);
  keepState(PAIR, PAIR_BYTES);
}

function readUsed<Model>(pattern: i32, other: bool): void {
  if (other) changetype<Model>(SECOND).readPattern(otherShape, pattern, row);
  else changetype<Model>(FIRST).readPattern(shape, pattern, row);
}

function turnUsed<Model>(): void {
  turnColumns(changetype<Model>(FIRST), walker.signs, shape.weights);
  if (axis === ERRORS) turnColumns(changetype<Model>(SECOND), walker.signs, shape.weights);
  holdSigns(walker.signs, shape.weights);
}

function startUsed<Model>(): void {
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

function walkUsed<Model>(blocks: i32, logF: f64): void {
  if (axis === NO_AXIS) walk(changetype<Model>(FIRST), blocks, logF);
  else if (axis === ERRORS) walk(paired<Model, Model>(), blocks, logF);
  else walk(paired<Model, Distance>(), blocks, logF);
}

function enumerateUsed<Model>(steps: u32): void {
  if (axis === NO_AXIS) enumerateGray(changetype<Model>(FIRST), steps);
  else if (axis === ERRORS) enumerateGray(paired<Model, Model>(), steps);
  else enumerateGray(paired<Model, Distance>(), steps);
}

// @ts-ignore: decorator
@inline
function paired<First, Second>(): Pair<First, Second> {
  return changetype<Pair<First, Second>>(PAIR);
}

/** Prepares `countTable` (a perceptron on ±1 data only) from the weights. */
export function prepareTable(): void {
  enter();
  prepare(shape, changetype<SignPerceptron>(FIRST));
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
