import { VECTOR } from './memory';

// A unit in a slice: its outputs (bit μ: +1 on pattern μ), those that the proposal under way would give it, then its inputs:
// their counter (counter.ts) and room for the planes of another; in a first layer on real inputs its fields.
export const OUTPUTS: usize = 0;
export const PROPOSED: usize = VECTOR;
export const INPUTS: usize = 2 * VECTOR;

/** A layer of units, the same in every slice. */
@unmanaged
export class Layer {
  width: i32;
  fanIn: i32;
  /** The incoming weights, unit by unit: a byte each, all ones for −1 and zeros for +1. */
  weights: usize;
  /** Bytes of the weights of one unit. */
  weightBytes: usize;
  /** Offset in a slice of the first unit, and the bytes of one. */
  units: usize;
  unitBytes: usize;
  counterBytes: usize;
  planeBytes: usize;
  /** Offset in a slice of the planes of a counter without agreements. */
  none: usize;

  // @ts-ignore: decorator
  @inline
  get above(): Layer {
    return changetype<Layer>(changetype<usize>(this) + offsetof<Layer>());
  }

  // @ts-ignore: decorator
  @inline
  get below(): Layer {
    return changetype<Layer>(changetype<usize>(this) - offsetof<Layer>());
  }
}
