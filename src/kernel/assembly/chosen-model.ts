// The model that was chosen for the problem, alone or with a second axis.
import { createColumns, holdSigns, turnColumns } from './columns';
import { clearModels, keepState } from './memory';
import { Distance, Pair } from './pair';
import { axis, binOf, bins, ERRORS, NO_AXIS, otherShape, reference, row, shape } from './problem';
import { enumerateGray, listGray as listGrayWith, walk, walkAt as walkAtWith } from './walk';
import { layOutWalker, walker } from './walker';

/** Room for the model, for the model of the second axis, and for the pair of them. */
const FIRST = memory.data(256, 16);
const SECOND = memory.data(256, 16);
const PAIR_BYTES: usize = 64;
const PAIR = memory.data(64, 16);

// What `use` fills in.
let createChosen: () => void = (): void => {};
let readChosen: (pattern: i32, other: bool) => void = (_pattern: i32, _other: bool): void => {};
let turnChosen: () => void = (): void => {};
let startChosen: () => void = (): void => {};
let walkChosen: (blocks: i32, logF: f64) => void = (_blocks: i32, _logF: f64): void => {};
let walkAtChosen: (moves: i32, beta: f64, wanted: i32) => i32 = (_moves: i32, _beta: f64, _wanted: i32): i32 => 0;
let enumerateChosen: (steps: u32) => void = (_steps: u32): void => {};
let listChosen: (steps: u32, energy: i32) => void = (_steps: u32, _energy: i32): void => {};
let prepareTableChosen: () => void = (): void => {};
let countTableChosen: (steps: u32) => void = (_steps: u32): void => {};
let listTableChosen: (steps: u32, energy: i32) => void = (_steps: u32, _energy: i32): void => {};

/** Chooses a model: a class with the methods that docs/your-own-model.md describes. */
export function use<Model>(): void {
  createChosen = (): void => create<Model>();
  readChosen = (pattern: i32, other: bool): void => read<Model>(pattern, other);
  turnChosen = (): void => turn<Model>();
  startChosen = (): void => build<Model>();
  walkChosen = (blocks: i32, logF: f64): void => walkWith<Model>(blocks, logF);
  walkAtChosen = (moves: i32, beta: f64, wanted: i32): i32 =>
    walkAtWith(changetype<Model>(FIRST), moves, beta, wanted);
  enumerateChosen = (steps: u32): void => enumerateWith<Model>(steps);
  listChosen = (steps: u32, energy: i32): void => listGrayWith(changetype<Model>(FIRST), steps, energy);
  prepareTableChosen = (): void => prepare<Model>();
  countTableChosen = (steps: u32): void => countWith<Model>(steps);
  listTableChosen = (steps: u32, energy: i32): void => listWith<Model>(steps, energy);
}

/** Makes room for the model, when the problem is laid out. Then its patterns are read. */
export function createModels(): void {
  createColumns(shape.weights);
  createChosen();
}

/** Reads a pattern, whose inputs are written; `other`: a pattern of the second axis. */
export function readPattern(pattern: i32, other: bool): void {
  readChosen(pattern, other);
}

/** Builds the model's state from the weights. */
export function start(): void {
  layOutWalker();
  enter();
  clearModels();
  startChosen();
}

/** Brings the model's shared memory to the weights of a walk whose state has just been restored. */
export function enter(): void {
  turnChosen();
}

export function run(blocks: i32, logF: f64): void {
  walkChosen(blocks, logF);
  holdSigns(walker.signs, shape.weights);
}

/** Without a second axis only. */
export function walkAt(moves: i32, beta: f64, wanted: i32): i32 {
  const made = walkAtChosen(moves, beta, wanted);
  holdSigns(walker.signs, shape.weights);
  return made;
}

export function countGray(steps: u32): void {
  enumerateChosen(steps);
  holdSigns(walker.signs, shape.weights);
}

/** Without a second axis only. */
export function listGray(steps: u32, energy: i32): void {
  listChosen(steps, energy);
  holdSigns(walker.signs, shape.weights);
}

// For models with a table only.

/** Prepares `countTable` and `listTable` from the weights. */
export function prepareTable(): void {
  enter();
  prepareTableChosen();
}

/** Counts the energies of `steps` × 2^7 configurations, or fewer where there are fewer weights. */
export function countTable(steps: u32): void {
  countTableChosen(steps);
}

export function listTable(steps: u32, energy: i32): void {
  listTableChosen(steps, energy);
}

function create<Model>(): void {
  changetype<Model>(FIRST).create(shape);
  if (axis === NO_AXIS) return;
  if (axis === ERRORS) changetype<Model>(SECOND).create(otherShape);
  else changetype<Distance>(SECOND).create(shape.weights);
  keepState(PAIR, PAIR_BYTES);
}

function read<Model>(pattern: i32, other: bool): void {
  if (other) changetype<Model>(SECOND).readPattern(otherShape, pattern, row);
  else changetype<Model>(FIRST).readPattern(shape, pattern, row);
}

function turn<Model>(): void {
  turnColumns(changetype<Model>(FIRST), walker.signs, shape.weights);
  if (axis === ERRORS) turnColumns(changetype<Model>(SECOND), walker.signs, shape.weights);
  holdSigns(walker.signs, shape.weights);
}

function build<Model>(): void {
  const model = changetype<Model>(FIRST);
  const energy = model.start(shape, walker.signs);
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

function walkWith<Model>(blocks: i32, logF: f64): void {
  if (axis === NO_AXIS) walk(changetype<Model>(FIRST), blocks, logF);
  else if (axis === ERRORS) walk(paired<Model, Model>(), blocks, logF);
  else walk(paired<Model, Distance>(), blocks, logF);
}

function enumerateWith<Model>(steps: u32): void {
  if (axis === NO_AXIS) enumerateGray(changetype<Model>(FIRST), steps);
  else if (axis === ERRORS) enumerateGray(paired<Model, Model>(), steps);
  else enumerateGray(paired<Model, Distance>(), steps);
}

function prepare<Model>(): void {
  const model = changetype<Model>(FIRST);
  if (isDefined(model.prepareTable)) model.prepareTable(shape);
}

function countWith<Model>(steps: u32): void {
  const model = changetype<Model>(FIRST);
  if (isDefined(model.prepareTable)) model.countTable(shape, steps);
}

function listWith<Model>(steps: u32, energy: i32): void {
  const model = changetype<Model>(FIRST);
  if (isDefined(model.prepareTable)) model.listTable(shape, steps, energy);
}

// @ts-ignore: decorator
@inline
function paired<First, Second>(): Pair<First, Second> {
  return changetype<Pair<First, Second>>(PAIR);
}
