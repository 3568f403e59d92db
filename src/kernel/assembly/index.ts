// What JavaScript calls. One instance of this module holds one problem: a walk or an enumeration.
import { Architecture } from './architecture';
import { BitInputs } from './bit-inputs';
import { ClassPerceptron } from './class-perceptron';
import { DeepNetwork } from './deep-network';
import { FieldInputs } from './field-inputs';
import { FieldPerceptron } from './field-perceptron';
import { enumerateGray } from './gray';
import { reserve } from './memory';
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

const sign64 = changetype<NarrowSignPerceptron<u64>>(memory.data(64, 16));
const sign128 = changetype<NarrowSignPerceptron<v128>>(memory.data(64, 16));
const signWide = changetype<WideSignPerceptron>(memory.data(64, 16));
const field16 = changetype<FieldPerceptron<i16>>(memory.data(64, 16));
const field32 = changetype<FieldPerceptron<i32>>(memory.data(64, 16));

const twoLayer64 = changetype<TwoLayer<u64>>(memory.data(64, 16));
const twoLayer128 = changetype<TwoLayer<v128>>(memory.data(64, 16));

const deepSign = changetype<DeepNetwork<BitInputs>>(memory.data(64, 16));
const deep16 = changetype<DeepNetwork<FieldInputs<i16>>>(memory.data(64, 16));
const deep32 = changetype<DeepNetwork<FieldInputs<i32>>>(memory.data(64, 16));

const classes16 = changetype<ClassPerceptron<i16>>(memory.data(64, 16));
const classes32 = changetype<ClassPerceptron<i32>>(memory.data(64, 16));

let kind: i32 = 0;
const shape = changetype<Architecture>(memory.data(64, 16));

/**
 * Makes room for a problem. JavaScript then writes values, labels, offsets and the units of each layer, the walker's signs
 * and generator, and calls `start`.
 */
export function create(
  kindOfModel: i32,
  inputs: i32,
  patterns: i32,
  weights: i32,
  depth: i32,
  fixedOutput: i32,
  tree: i32,
): void {
  kind = kindOfModel;
  shape.inputs = inputs;
  shape.patterns = patterns;
  shape.weights = weights;
  shape.depth = depth;
  shape.fixedOutput = fixedOutput;
  shape.tree = tree;
  createWalker(weights, patterns + 1);
  shape.values = reserve((<usize>(inputs * patterns)) << 2);
  shape.labels = reserve((<usize>patterns) << 2);
  shape.offsets = reserve((<usize>patterns) << 2);
  shape.units = reserve((<usize>depth) << 2);
}

/** P × N inputs (i32); for a perceptron each times its label. */
export function valuesAt(): usize {
  return shape.values;
}

/** P labels (i32): −1 or +1, or the class. */
export function labelsAt(): usize {
  return shape.labels;
}

/** What the tie rule adds to each pattern's output field, 0 or 1 (i32): a pattern is right where σ · field + offset > 0. */
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

/** For each level its entropy (f64) and visits (u64). */
export function tableAt(): usize {
  return walker.table;
}

/** The weights, −1 or +1 (i8). */
export function signsAt(): usize {
  return walker.signs;
}

/** Builds the model's state from the weights; gives the energy. Once per instance. */
export function start(): i32 {
  const signs = walker.signs;
  const inputs = shape.inputs;
  const patterns = shape.patterns;
  const values = shape.values;
  const offsets = shape.offsets;
  if (kind === SIGN_64) walker.energy = sign64.start(inputs, patterns, values, offsets, signs, 8, 1);
  else if (kind === SIGN_128) walker.energy = sign128.start(inputs, patterns, values, offsets, signs, 16, 1);
  else if (kind === SIGN_WIDE) walker.energy = signWide.start(inputs, patterns, values, offsets, signs, 32, <usize>((patterns + 255) >> 8));
  else if (kind === FIELD_16) walker.energy = field16.start(inputs, patterns, values, offsets, signs);
  else if (kind === FIELD_32) walker.energy = field32.start(inputs, patterns, values, offsets, signs);
  else if (kind === TWO_LAYER_64) walker.energy = twoLayer64.start(shape, signs);
  else if (kind === TWO_LAYER_128) walker.energy = twoLayer128.start(shape, signs);
  else if (kind === DEEP_SIGN) walker.energy = deepSign.start(shape, signs);
  else if (kind === DEEP_16) walker.energy = deep16.start(shape, signs);
  else if (kind === DEEP_32) walker.energy = deep32.start(shape, signs);
  else if (kind === CLASSES_16) walker.energy = classes16.start(shape, signs);
  else walker.energy = classes32.start(shape, signs);
  return walker.energy;
}

export function run(blocks: i32, logF: f64): void {
  if (kind === SIGN_64) walk(sign64, blocks, logF);
  else if (kind === SIGN_128) walk(sign128, blocks, logF);
  else if (kind === SIGN_WIDE) walk(signWide, blocks, logF);
  else if (kind === FIELD_16) walk(field16, blocks, logF);
  else if (kind === FIELD_32) walk(field32, blocks, logF);
  else if (kind === TWO_LAYER_64) walk(twoLayer64, blocks, logF);
  else if (kind === TWO_LAYER_128) walk(twoLayer128, blocks, logF);
  else if (kind === DEEP_SIGN) walk(deepSign, blocks, logF);
  else if (kind === DEEP_16) walk(deep16, blocks, logF);
  else if (kind === DEEP_32) walk(deep32, blocks, logF);
  else if (kind === CLASSES_16) walk(classes16, blocks, logF);
  else walk(classes32, blocks, logF);
}

export function countGray(steps: u32): void {
  if (kind === SIGN_64) enumerateGray(sign64, steps);
  else if (kind === SIGN_128) enumerateGray(sign128, steps);
  else if (kind === SIGN_WIDE) enumerateGray(signWide, steps);
  else if (kind === FIELD_16) enumerateGray(field16, steps);
  else if (kind === FIELD_32) enumerateGray(field32, steps);
  else if (kind === TWO_LAYER_64) enumerateGray(twoLayer64, steps);
  else if (kind === TWO_LAYER_128) enumerateGray(twoLayer128, steps);
  else if (kind === DEEP_SIGN) enumerateGray(deepSign, steps);
  else if (kind === DEEP_16) enumerateGray(deep16, steps);
  else if (kind === DEEP_32) enumerateGray(deep32, steps);
  else if (kind === CLASSES_16) enumerateGray(classes16, steps);
  else enumerateGray(classes32, steps);
}

/** Prepares `countTable` (±1 data only) from the weights. */
export function prepareTable(): void {
  prepare(shape.inputs, shape.patterns, shape.values, shape.offsets);
}

export function energy(): i32 {
  return walker.energy;
}

export function setEnergy(value: i32): void {
  walker.energy = value;
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
