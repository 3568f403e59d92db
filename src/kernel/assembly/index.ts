// The functions that JavaScript calls. One instance of this module holds one problem, and one of its walks at a time, or an
// enumeration.
// A problem is laid out in this order: its model is chosen, its walker, network and patterns get room (and the second axis, where
// there is one), then `createModels`, then each pattern is read.
import { clearWalker, walker } from './walker';

export * from './models';
export { createModels, readPattern, start, enter, run, walkAt, countGray, listGray } from './chosen-model';
export { prepareTable, countTable, listTable } from './chosen-model';
export { createNetwork, createPatterns, createErrors, createDistance } from './problem';
export { unitsAt, labelsAt, offsetsAt, otherLabelsAt, otherOffsetsAt, referenceAt, binOfAt, rowAt } from './problem';
export { stateAt, stateBytes, statePlaces } from './memory';
export { BLOCK } from './random';
export { MAX_PATTERNS } from './agreements';
export { clearFound, found, foundAt } from './found';
export { createWalker } from './walker';

/** A new walk, none of whose levels are known. JavaScript writes its generator and signs, or a saved walk, and calls `start`. */
export function clear(): void {
  clearWalker();
}

export function generatorAt(): usize {
  return walker.generator;
}

/** For each level its entropy (f64) and visits (u64); then, with a second axis, for each level the sum of its value (u64). */
export function tableAt(): usize {
  return walker.table;
}

/** The weights, −1 or +1 (i8). */
export function signsAt(): usize {
  return walker.signs;
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

/** The energies that round trips across the bulk are counted between; `folded` where E and P − E are the same. */
export function setBulk(lowest: i32, highest: i32, folded: bool): void {
  walker.bulk.lowest = lowest;
  walker.bulk.highest = highest;
  walker.bulk.folded = folded;
}

/** What belongs to the walk's window: the trips across the bulk (see `BulkTrips`), and the table after them. */
export function windowAt(): usize {
  return changetype<usize>(walker.bulk);
}

/** Whether every other block proposes pairs of flips (the default), or all propose single ones. */
export function setPairs(pairs: bool): void {
  walker.pairs = pairs;
}

export function clearVisits(): void {
  walker.clearVisits();
}

/** Round trips are followed from the visits as they are now. */
export function markEnds(): void {
  walker.markEnds();
}

export function halfTrips(): f64 {
  return walker.halfTrips;
}

export function bulkHalfTrips(): f64 {
  return walker.bulk.halfTrips;
}
