import { Architecture } from './architecture';
import { isSet, setBit } from './bits';
import { Layer, OUTPUTS, PROPOSED } from './layer';
import { reserve, VECTOR } from './memory';
import { NUMBER, PATTERNS, SLICE } from './slice';

// The state in a slice: three masks (u64 pairs), then a row for each pattern.
const RIGHT: usize = 0;
/** The patterns that the proposal under way has an effect on, and those of them that it makes or leaves right. */
const TRIED: usize = VECTOR;
const TRIED_RIGHT: usize = 2 * VECTOR;
const ROWS: usize = 3 * VECTOR;

// A row: by how much the pattern's own class leads each class, a lane (i16) each, plus what the tie rule adds: right where all
// lanes are above 0. In the lane of its own class, and in lanes without a class, it is 1. Then the leads that the proposal
// under way would give, and which entry of a table is for its class (u32, offset).
const LEADS: usize = 0;
const TRIED_LEADS: usize = 2 * VECTOR;
const CLASS: usize = 4 * VECTOR;
const ROW_BYTES: usize = 5 * VECTOR;

/** Bytes of the leads of one row, or of the entry of one class in a table. */
const LANES: usize = 2 * VECTOR;

/** Bytes of the state in a slice. */
export const ARG_MAX_BYTES: usize = ROWS + <usize>SLICE * ROW_BYTES;

/**
 * The output of a network for up to 16 classes: a pattern is right where its own class has the largest field. A hidden unit
 * has an effect on the patterns where it turns round alone, and there on all classes at once.
 *
 * A table holds, class by class, what the leads of a pattern of that class lose where an output that is +1 is turned round.
 */
@unmanaged
export class ArgMax {
  classes: i32;
  /** Offset of the state in a slice. */
  state: usize;
  tableBytes: usize;
  /** For each unit of the last hidden layer its table. */
  tables: usize;
  /** For each output the table of a unit whose only weight is +1, to this output. */
  steps: usize;

  /** With the weights at `signs` (class by class), and its state at this offset in a slice. */
  start(classes: i32, hidden: i32, signs: usize, state: usize): void {
    this.classes = classes;
    this.state = state;
    this.tableBytes = <usize>classes * LANES;
    this.tables = reserve(<usize>hidden * this.tableBytes);
    this.steps = reserve(<usize>classes * this.tableBytes);
    for (let output = 0; output < classes; output++) {
      for (let own = 0; own < classes; own++) {
        for (let other = 0; other < classes; other++) {
          const lane = this.step(output) + <usize>own * LANES + ((<usize>other) << 1);
          store<i16>(lane, <i16>(2 * (i32(own === output) - i32(other === output))));
        }
      }
      for (let unit = 0; unit < hidden; unit++) {
        this.addStep(unit, output, <i32>load<i8>(signs + <usize>(output * hidden + unit)));
      }
    }
  }

  /** The table of a hidden unit. */
  table(unit: i32): usize {
    return this.tables + <usize>unit * this.tableBytes;
  }

  /** The table of a unit whose only weight is +1, to this output. */
  step(output: i32): usize {
    return this.steps + <usize>output * this.tableBytes;
  }

  /** Adds `by` to the weight of an output for a unit. */
  addStep(unit: i32, output: i32, by: i32): void {
    const step = this.step(output);
    const table = this.table(unit);
    for (let place: usize = 0; place < this.tableBytes; place += VECTOR) {
      const change = i16x8.mul(v128.load(step + place), i16x8.splat(<i16>by));
      v128.store(table + place, i16x8.add(v128.load(table + place), change));
    }
  }

  /** Computes the rows of a slice from the outputs of the layer below; gives the errors. */
  startSlice(shape: Architecture, slice: usize, below: Layer): i32 {
    const first = load<i32>(slice, NUMBER) * SLICE;
    let errors = 0;
    for (let place = 0; place < load<i32>(slice, PATTERNS); place++) {
      errors += i32(!this.startRow(shape, slice, below, place, first + place));
    }
    return errors;
  }

  private startRow(shape: Architecture, slice: usize, below: Layer, place: i32, pattern: i32): bool {
    const row = slice + this.state + ROWS + <usize>place * ROW_BYTES;
    const label = shape.label(pattern);
    store<u32>(row, <u32>label * <u32>LANES, CLASS);
    for (let other = 0; other < 16; other++) {
      const lane = (<usize>other) << 1;
      let lead = 0;
      for (let unit = 0; unit < below.width; unit++) {
        const outputs = slice + below.units + <usize>unit * below.unitBytes + OUTPUTS;
        // An output that turns round moves the lead by twice its part.
        const part = other < this.classes ? <i32>load<i16>(this.table(unit) + <usize>label * LANES + lane) / 2 : 0;
        lead += isSet(outputs, place) ? part : -part;
      }
      store<i16>(row + lane, <i16>(other !== label && other < this.classes ? lead + shape.offset(pattern) : 1), LEADS);
    }
    const right = isRight(v128.load(row, LEADS), v128.load(row, LEADS + VECTOR));
    if (right) setBit(slice + this.state + RIGHT, place);
    return right;
  }

  /** By how much the errors change when what a table is for turns round on some patterns; `plus`: where it is +1. */
  tryTurn(slice: usize, table: usize, flips: v128, plus: v128): i32 {
    const state = slice + this.state;
    v128.store(state, i64x2.splat(0), TRIED);
    v128.store(state, i64x2.splat(0), TRIED_RIGHT);
    tryHalf(state, 0, table, i64x2.extract_lane(flips, 0), i64x2.extract_lane(plus, 0));
    tryHalf(state, 1, table, i64x2.extract_lane(flips, 1), i64x2.extract_lane(plus, 1));
    return change(state, 0) + change(state, 1);
  }

  /** By how much the errors change with what is proposed for the last hidden layer. */
  tryVotes(slice: usize, hidden: Layer): i32 {
    const state = slice + this.state;
    v128.store(state, i64x2.splat(0), TRIED);
    v128.store(state, i64x2.splat(0), TRIED_RIGHT);
    let unit = slice + hidden.units;
    const end = unit + <usize>hidden.width * hidden.unitBytes;
    for (let table = this.tables; unit < end; table += this.tableBytes) {
      const plus = v128.load(unit, OUTPUTS);
      const flips = v128.xor(plus, v128.load(unit, PROPOSED));
      tryHalf(state, 0, table, i64x2.extract_lane(flips, 0), i64x2.extract_lane(plus, 0));
      tryHalf(state, 1, table, i64x2.extract_lane(flips, 1), i64x2.extract_lane(plus, 1));
      unit += hidden.unitBytes;
    }
    return change(state, 0) + change(state, 1);
  }

  /** Makes the change that was tried last. */
  take(slice: usize): void {
    const state = slice + this.state;
    takeHalf(state, 0);
    takeHalf(state, 1);
  }
}

/** Tries a table on those of 64 patterns that are in `flips`, on top of what was tried on them before. */
function tryHalf(state: usize, half: usize, table: usize, flips: u64, plus: u64): void {
  if (flips === 0) return;
  const masks = state + (half << 3);
  const rows = state + ROWS + half * 64 * ROW_BYTES;
  const before = load<u64>(masks, TRIED);
  store<u64>(masks, before | flips, TRIED);
  let right = load<u64>(masks, TRIED_RIGHT) & ~flips;
  for (let left = flips; left !== 0; left &= left - 1) {
    const place = ctz(left);
    const row = rows + <usize>place * ROW_BYTES;
    const now = row + (<usize>((before >> place) & 1)) * TRIED_LEADS;
    const entry = table + <usize>load<u32>(row, CLASS);
    const sign = i16x8.splat(<i16>(2 * (plus >> place & 1)) - 1);
    const low = i16x8.sub(v128.load(now), i16x8.mul(v128.load(entry), sign));
    const high = i16x8.sub(v128.load(now, VECTOR), i16x8.mul(v128.load(entry, VECTOR), sign));
    v128.store(row, low, TRIED_LEADS);
    v128.store(row, high, TRIED_LEADS + VECTOR);
    right |= (<u64>isRight(low, high)) << place;
  }
  store<u64>(masks, right, TRIED_RIGHT);
}

/** By how much what was tried changes the errors among 64 patterns. */
// @ts-ignore: decorator
@inline
function change(state: usize, half: usize): i32 {
  const masks = state + (half << 3);
  const before = load<u64>(masks, RIGHT) & load<u64>(masks, TRIED);
  return <i32>(popcnt(before) - popcnt(load<u64>(masks, TRIED_RIGHT)));
}

// @ts-ignore: decorator
@inline
function takeHalf(state: usize, half: usize): void {
  const masks = state + (half << 3);
  const rows = state + ROWS + half * 64 * ROW_BYTES;
  const tried = load<u64>(masks, TRIED);
  store<u64>(masks, (load<u64>(masks, RIGHT) & ~tried) | load<u64>(masks, TRIED_RIGHT), RIGHT);
  for (let left = tried; left !== 0; left &= left - 1) {
    const row = rows + <usize>ctz(left) * ROW_BYTES;
    v128.store(row, v128.load(row, TRIED_LEADS), LEADS);
    v128.store(row, v128.load(row, TRIED_LEADS + VECTOR), LEADS + VECTOR);
  }
}

// @ts-ignore: decorator
@inline
function isRight(low: v128, high: v128): bool {
  return !v128.any_true(i16x8.le_s(i16x8.min_s(low, high), i64x2.splat(0)));
}
