import { reserveState, stateAt, stateBytes } from './memory';
import { GENERATOR_BYTES } from './random';

/**
 * Round trips across the bulk, from energies up to `lowest` to energies from `highest` on, and back; where the two are equal none
 * is counted. With `folded`, E and P − E are the same, and both numbers are at most P/2. When walks exchange their windows, these
 * numbers go with the table: both belong to the window.
 */
@unmanaged
export class BulkTrips {
  lowest: i32;
  highest: i32;
  folded: bool;
  lastEnd: i32;
  lowestVisits: u64;
  highestVisits: u64;
  halfTrips: f64;
}

/** Where a walk stands, apart from the model's own state. The walks of a problem take turns here. */
@unmanaged
export class Walker {
  bytes: usize;
  weights: i32;
  levels: i32;
  generator: usize;
  /** For each level its entropy (f64) and its visits (u64), side by side. */
  table: usize;
  /** The weights, −1 or +1 (i8 each). */
  signs: usize;
  energy: i32;
  /** Counts blocks, to tell odd from even. */
  block: u32;
  /** True where every other block proposes pairs of flips. */
  pairs: bool;
  /** Flips proposed, and flips made. */
  moves: f64;
  accepted: f64;
  /** Levels entered for the first time (their entropy was −∞) since the walk began. */
  discovered: i32;
  /** A round trip goes from `lowest` to `highest` and back; both are set by the driver. */
  lowest: i32;
  highest: i32;
  lowestVisits: u64;
  highestVisits: u64;
  /** The end that the walk was at last: −1 lowest, +1 highest, 0 neither yet. */
  lastEnd: i32;
  halfTrips: f64;
  bulk: BulkTrips;
  /** Levels that have the same energy, side by side: the bins of a second axis, or 1. */
  stride: i32;
  /**
   * For each level, with a second axis the sum of its number over the visits (u64), with graded errors the visits of each number
   * of errors (u64); otherwise 0.
   */
  sums: usize;
  /** 1 with a second axis, P + 1 with graded errors, otherwise 0. */
  sumsOfALevel: i32;

  get sumBytes(): usize {
    return ((<usize>this.levels) * (<usize>this.sumsOfALevel)) << 3;
  }

  // @ts-expect-error: decorator
  @inline
  entropy(energy: i32): f64 {
    return load<f64>(this.level(energy));
  }

  // @ts-expect-error: decorator
  @inline
  visits(energy: i32): u64 {
    return load<u64>(this.level(energy), 8);
  }

  // @ts-expect-error: decorator
  @inline
  level(energy: i32): usize {
    return this.table + ((<usize>energy) << 4);
  }

  /**
   * Gives a level that was just discovered an entropy: that of the nearest known level with the same energy, or else the
   * smallest known one (`completeWeights` in sampling says why). From 0 the walk would not leave it again.
   */
  settle(): void {
    if (this.entropy(this.energy) !== -Infinity) return;
    const neighbour = this.nearest(this.energy);
    store<f64>(this.level(this.energy), neighbour === -Infinity ? this.smallest() : neighbour);
    this.discovered++;
  }

  /** The smallest known entropy; 0 where none is. */
  smallest(): f64 {
    let smallest = Infinity;
    for (let level = 0; level < this.levels; level++) {
      const entropy = this.entropy(level);
      if (entropy > -Infinity && entropy < smallest) smallest = entropy;
    }
    return smallest === Infinity ? 0 : smallest;
  }

  /** The entropy of the nearest known level with the same energy, the larger one of two; −∞ where there is none. */
  nearest(level: i32): f64 {
    const first = level - (level % this.stride);
    const end = first + this.stride;
    for (let distance = 1; distance < this.stride; distance++) {
      const below = level - distance >= first ? this.entropy(level - distance) : -Infinity;
      const above = level + distance < end ? this.entropy(level + distance) : -Infinity;
      if (below > -Infinity || above > -Infinity) return max(below, above);
    }
    return -Infinity;
  }

  /** Forgets all visits and trips. */
  clearVisits(): void {
    for (let energy = 0; energy < this.levels; energy++) store<u64>(this.level(energy), 0, 8);
    if (this.sums !== 0) memory.fill(this.sums, 0, this.sumBytes);
    this.lastEnd = 0;
    this.halfTrips = 0;
    this.bulk.lastEnd = 0;
    this.bulk.halfTrips = 0;
    this.markEnds();
  }

  /** Notes which ends were visited since the last call. */
  followTrips(): void {
    const atLowest = this.visits(this.lowest) !== this.lowestVisits;
    const atHighest = this.visits(this.highest) !== this.highestVisits;
    const end = endOf(atLowest, atHighest, this.lastEnd);
    if (end !== this.lastEnd && this.lastEnd !== 0) this.halfTrips++;
    this.lastEnd = end;
    if (this.bulk.lowest !== this.bulk.highest) this.followBulk(this.bulk);
    this.markEnds();
  }

  /** The same for the bulk. A walk also stands at its ends beyond them, which it may reach without a visit to the end itself. */
  followBulk(bulk: BulkTrips): void {
    const energy = this.folding(this.energy / this.stride);
    const atLowest = energy <= bulk.lowest || this.visitsOfEnergy(bulk.lowest) !== bulk.lowestVisits;
    const atHighest = energy >= bulk.highest || this.visitsOfEnergy(bulk.highest) !== bulk.highestVisits;
    const end = endOf(atLowest, atHighest, bulk.lastEnd);
    if (end !== bulk.lastEnd && bulk.lastEnd !== 0) bulk.halfTrips++;
    bulk.lastEnd = end;
  }

  /** The energy itself or, where E and P − E are the same, the lower of the two. */
  folding(energy: i32): i32 {
    return this.bulk.folded ? min(energy, this.mirror(energy)) : energy;
  }

  mirror(energy: i32): i32 {
    return this.levels / this.stride - 1 - energy;
  }

  /** The visits of all levels that have this energy, or the mirrored one where they are the same. */
  visitsOfEnergy(energy: i32): u64 {
    let visits: u64 = 0;
    for (let bin = 0; bin < this.stride; bin++) {
      visits += this.visits(energy * this.stride + bin);
      if (this.bulk.folded) visits += this.visits(this.mirror(energy) * this.stride + bin);
    }
    return visits;
  }

  markEnds(): void {
    this.lowestVisits = this.visits(this.lowest);
    this.highestVisits = this.visits(this.highest);
    const bulk = this.bulk;
    if (bulk.lowest === bulk.highest) return;
    bulk.lowestVisits = this.visitsOfEnergy(bulk.lowest);
    bulk.highestVisits = this.visitsOfEnergy(bulk.highest);
  }
}

/** The end that a walk was at last: −1 lowest, +1 highest, 0 neither yet. */
function endOf(atLowest: bool, atHighest: bool, last: i32): i32 {
  // Where both ends were visited in one block their order is not known: counted as one half trip.
  if (atLowest && atHighest) return last === 0 ? 1 : -last;
  return atLowest || atHighest ? i32(atHighest) - i32(atLowest) : last;
}

const HEADER_BYTES: usize = 128;
const BULK_BYTES: usize = 64;

/** The walker of the walk whose turn it is. */
export let walker = changetype<Walker>(0);
let weights: i32 = 0;
let levels: i32 = 0;
let stride: i32 = 1;
let sumsOfALevel: i32 = 0;

/**
 * Makes room for a walker of a model with this many weights, levels, and sums at each level. Header,
 * generator, trips across the bulk, table, sums and weights lie side by side: these bytes are all that is saved of a walk, because a model's own state
 * follows from the weights.
 */
export function createWalker(numberOfWeights: i32, numberOfLevels: i32, levelsOfAnEnergy: i32, sums: i32): void {
  weights = numberOfWeights;
  levels = numberOfLevels;
  stride = levelsOfAnEnergy;
  sumsOfALevel = sums;
  const sumBytes = ((<usize>levels) * (<usize>sums)) << 3;
  const bytes = HEADER_BYTES + GENERATOR_BYTES + BULK_BYTES + ((<usize>levels) << 4) + sumBytes + <usize>weights;
  walker = changetype<Walker>(reserveState(bytes));
  clearWalker();
}

/** Begins a walk that has not been anywhere: all levels unknown. */
export function clearWalker(): void {
  memory.fill(stateAt(0), 0, stateBytes(0));
  layOutWalker();
  walker.pairs = true;
  for (let energy = 0; energy < levels; energy++) store<f64>(walker.level(energy), -Infinity);
}

/** Writes down where the parts lie: the addresses in a saved walk are those of the instance that it came from. */
export function layOutWalker(): void {
  const start = changetype<usize>(walker);
  walker.bytes = stateBytes(0);
  walker.weights = weights;
  walker.levels = levels;
  walker.stride = stride;
  walker.generator = start + HEADER_BYTES;
  walker.bulk = changetype<BulkTrips>(walker.generator + GENERATOR_BYTES);
  walker.table = walker.generator + GENERATOR_BYTES + BULK_BYTES;
  const tableEnd = walker.table + ((<usize>levels) << 4);
  walker.sumsOfALevel = sumsOfALevel;
  walker.sums = sumsOfALevel > 0 ? tableEnd : 0;
  walker.signs = tableEnd + walker.sumBytes;
}
