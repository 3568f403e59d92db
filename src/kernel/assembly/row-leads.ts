import { Architecture } from './architecture';
import { STEP_BYTES } from './rows';

/**
 * An output for up to 16 classes: a row holds by how much the pattern's own class leads each of them, plus what the tie rule adds,
 * less 1, and reads as 1 where one of these is negative. Its own lane, and those without a class, are 0. A note says where the
 * steps for its class lie.
 */
@unmanaged
export class RowLeads {
  /** The number of classes. */
  lanes: i32;
  stepBytes: usize;

  create(shape: Architecture): void {
    this.lanes = shape.width(shape.depth - 1);
    this.stepBytes = <usize>this.lanes * STEP_BYTES;
  }

  /** All weights of the output move rows. */
  start(_signs: usize): void {}

  /** Writes how far rows of each class move with a unit of weight +1 to one lane. */
  startStep(lane: i32, at: usize): void {
    for (let own = 0; own < this.lanes; own++) {
      for (let other = 0; other < this.lanes; other++) {
        const lead = 2 * (i32(own === lane) - i32(other === lane));
        const place = at + <usize>own * STEP_BYTES + <usize>other;
        store<i8>(place, <i8>lead);
        store<i8>(place, <i8>-lead, STEP_BYTES / 2);
      }
    }
  }

  /** A right pattern reads as 0. */
  wanted(_shape: Architecture, _pattern: i32): bool {
    return false;
  }

  /** Writes the row of a pattern before any units are counted; returns its note. */
  startRow(shape: Architecture, pattern: i32, row: usize): i32 {
    const label = shape.label(pattern);
    for (let other = 0; other < this.lanes; other++) {
      if (other !== label) store<i8>(row + <usize>other, <i8>(shape.offset(pattern, other) - 1));
    }
    return label * <i32>STEP_BYTES;
  }

  // @ts-ignore: decorator
  @inline
  steps(table: usize, note: i32): usize {
    return table + <usize>note;
  }

  // @ts-ignore: decorator
  @inline
  get output(): u32 {
    return 0;
  }

  // @ts-ignore: decorator
  @inline
  flipOutput(_lane: usize): void {}

  // @ts-ignore: decorator
  @inline
  read(row: v128, _note: i32, _output: u32): bool {
    return i8x16.bitmask(row) !== 0;
  }
}
