import { Architecture } from './architecture';
import { isSet, setBit } from './bits';
import { Layer, NUMBER, OUTPUTS, PATTERNS, PROPOSED, SLICE } from './layer';
import {
  change,
  CLASS,
  ENTRY_BYTES,
  LEAD_BYTES,
  LEADS,
  ROW_BYTES,
  ROWS,
  SECOND,
  takeHalf,
  TRIED,
  TRIED_WRONG,
  tryHalf,
  tryHalfMore,
  WRONG,
} from './leads';
import { reserve, reserveState, VECTOR } from './memory';

/**
 * The output of a network for up to 16 classes: a pattern is right where its own class has the largest field. A hidden unit
 * has an effect only on the patterns where it flips, and there on all classes at once.
 *
 * A table holds, class by class, what the leads of a pattern of that class lose where a hidden unit flips.
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

  /** Reserves memory; `state` is the offset of its state in a slice. */
  create(classes: i32, hidden: i32, state: usize): void {
    this.classes = classes;
    this.state = state;
    this.tableBytes = <usize>classes * ENTRY_BYTES;
    this.tables = reserveState(<usize>hidden * this.tableBytes);
    this.steps = reserve(<usize>classes * this.tableBytes);
    for (let output = 0; output < classes; output++) {
      for (let own = 0; own < classes; own++) {
        const entry = this.step(output) + <usize>own * ENTRY_BYTES;
        for (let other = 0; other < classes; other++) {
          const loss = 2 * (i32(own === output) - i32(other === output));
          const lane = entry + ((<usize>other) << 1);
          store<i16>(lane, <i16>-loss);
          store<i16>(lane, <i16>loss, LEAD_BYTES);
        }
      }
    }
  }

  /** Builds the tables from the weights at `signs`, class by class. */
  start(hidden: i32, signs: usize): void {
    for (let output = 0; output < this.classes; output++) {
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

  /** Computes the rows of a slice from the outputs of the layer below; returns the errors. */
  startSlice(shape: Architecture, slice: usize, below: Layer): i32 {
    const first = load<i32>(slice, NUMBER) * SLICE;
    let errors = 0;
    for (let place = 0; place < load<i32>(slice, PATTERNS); place++) {
      errors += i32(this.startRow(shape, slice, below, place, first + place));
    }
    return errors;
  }

  /** True where the pattern is wrong. */
  private startRow(shape: Architecture, slice: usize, below: Layer, place: i32, pattern: i32): bool {
    const row = slice + this.state + ROWS + <usize>place * ROW_BYTES;
    const label = shape.label(pattern);
    const entry = <usize>label * ENTRY_BYTES;
    store<u32>(row, <u32>entry, CLASS);
    let wrong = false;
    for (let other = 0; other < this.classes; other++) {
      if (other === label) continue;
      const lane = (<usize>other) << 1;
      let lead = 0;
      for (let unit = 0; unit < below.width; unit++) {
        const outputs = slice + below.units + <usize>unit * below.unitBytes + OUTPUTS;
        const loss = <i32>load<i16>(this.table(unit) + entry + lane + <usize>isSet(outputs, place) * LEAD_BYTES);
        // A flip takes twice what the unit contributes.
        lead += loss / 2;
      }
      lead += shape.offset(pattern, other) - 1;
      store<i16>(row + lane, <i16>lead, LEADS);
      wrong = wrong || lead < 0;
    }
    if (wrong) setBit(slice + this.state + WRONG, place);
    return wrong;
  }

  /** By how much the errors change when the unit of a table flips on some patterns; `plus`: where it is +1. */
  tryTurn(slice: usize, table: usize, flips: v128, plus: v128): i32 {
    const state = slice + this.state;
    tryHalf(state, state + ROWS, table, i64x2.extract_lane(flips, 0), i64x2.extract_lane(plus, 0));
    tryHalf(state + 8, state + SECOND, table, i64x2.extract_lane(flips, 1), i64x2.extract_lane(plus, 1));
    return change(state) + change(state + 8);
  }

  /** By how much the errors change with what is proposed for the layer below. */
  tryVotes(slice: usize, below: Layer): i32 {
    const state = slice + this.state;
    v128.store(state, i64x2.splat(0), TRIED);
    v128.store(state, i64x2.splat(0), TRIED_WRONG);
    let unit = slice + below.units;
    const end = unit + <usize>below.width * below.unitBytes;
    for (let table = this.tables; unit < end; table += this.tableBytes) {
      const plus = v128.load(unit, OUTPUTS);
      const flips = v128.xor(plus, v128.load(unit, PROPOSED));
      tryHalfMore(state, state + ROWS, table, i64x2.extract_lane(flips, 0), i64x2.extract_lane(plus, 0));
      tryHalfMore(state + 8, state + SECOND, table, i64x2.extract_lane(flips, 1), i64x2.extract_lane(plus, 1));
      unit += below.unitBytes;
    }
    return change(state) + change(state + 8);
  }

  /** Makes the change that was tried last. */
  take(slice: usize): void {
    const state = slice + this.state;
    takeHalf(state, state + ROWS);
    takeHalf(state + 8, state + SECOND);
  }
}
