import { Architecture } from './architecture';
import { reserveState } from './memory';
import { STEP_BYTES } from './rows';

/**
 * A second hidden layer of up to 16 units, and one output: a row holds the fields of its units, and reads as 1 where the output is
 * −1. A note says how many of its units may vote −1 without that.
 */
@unmanaged
export class RowVotes {
  /** The number of units. */
  lanes: i32;
  /** Bit j: the output weight of unit j is −1 (u32). */
  minus: usize;
  stepBytes: usize;

  create(shape: Architecture): void {
    this.lanes = shape.width(1);
    this.stepBytes = STEP_BYTES;
    this.minus = reserveState(4);
  }

  /** Reads the output weights. */
  start(signs: usize): void {
    let minus: u32 = 0;
    for (let lane: usize = 0; lane < <usize>this.lanes; lane++) {
      if (load<i8>(signs + lane) < 0) minus |= <u32>1 << <u32>lane;
    }
    store<u32>(this.minus, minus);
  }

  /** Writes how far rows move with a unit of weight +1 to one lane. */
  startStep(lane: i32, at: usize): void {
    store<i8>(at + <usize>lane, 2);
    store<i8>(at + <usize>lane, -2, STEP_BYTES / 2);
  }

  /** True where a right pattern reads as 1. */
  wanted(shape: Architecture, pattern: i32): bool {
    return shape.label(pattern) < 0;
  }

  /** The row of a pattern before any votes are counted is zeros; its note. */
  startRow(shape: Architecture, pattern: i32, _row: usize): i32 {
    // The tie rule says which output makes the pattern right where the votes are even.
    const tieIsPlus = shape.label(pattern) > 0 === shape.offset(pattern) > 0;
    return tieIsPlus ? this.lanes / 2 : (this.lanes - 1) / 2;
  }

  // @ts-ignore: decorator
  @inline
  steps(table: usize, _note: i32): usize {
    return table;
  }

  /** What `read` needs to know of the weights of the output. */
  // @ts-ignore: decorator
  @inline
  get output(): u32 {
    return load<u32>(this.minus);
  }

  // @ts-ignore: decorator
  @inline
  flipOutput(lane: usize): void {
    store<u32>(this.minus, load<u32>(this.minus) ^ (<u32>1 << <u32>lane));
  }

  // @ts-ignore: decorator
  @inline
  read(row: v128, note: i32, output: u32): bool {
    return <i32>popcnt(<u32>i8x16.bitmask(row) ^ output) > note;
  }
}
