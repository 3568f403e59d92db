import { setPlanes, turn, turned } from './counter';
import { VECTOR } from './memory';
import { countVotes } from './votes';

// The state of a deep network comes in slices of 128 patterns. Patterns do not affect one another, so each slice is a
// network of its own, with a bit for each of its patterns: this header, then its layers, at the same offsets in every slice.

/** Patterns of a slice. */
export const SLICE: i32 = 128;

/** The bits that stand for patterns. */
export const VALID: usize = 0;
/** The patterns with label +1. */
export const POSITIVE: usize = VECTOR;
/** The patterns on which the proposal under way flips the unit of its weight. */
export const FLIPS: usize = 2 * VECTOR;
/** In a pair of flips the patterns on which the second flips its unit, if that is in the first layer. */
export const FLIPS_TOO: usize = 3 * VECTOR;
/** The highest layer that the proposal under way has reached (u32, its address). */
export const REACHED: usize = 4 * VECTOR;
/** The number of this slice (u32), and its patterns (i32). */
export const NUMBER: usize = REACHED + 4;
export const PATTERNS: usize = REACHED + 8;

export const HEADER_BYTES: usize = 5 * VECTOR;

// A unit in a slice: its outputs (bit μ: +1 on pattern μ), those that the proposal under way would give it, then its inputs:
// their counter (counter.ts) and room for the planes of another; in a first layer on real inputs its fields.
export const OUTPUTS: usize = 0;
export const PROPOSED: usize = VECTOR;
export const INPUTS: usize = 2 * VECTOR;

/** A layer of units, the same in every slice. A proposal is tried first, then perhaps taken. */
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

  /** The patterns on which any unit flips when one unit below, with these outputs, flips on the patterns `flips`. */
  // @ts-ignore: decorator
  @inline
  tryTurn(slice: usize, source: v128, flips: v128, weights: usize): v128 {
    const bytes = this.unitBytes;
    const weightBytes = this.weightBytes;
    let unit = slice + this.units;
    const end = unit + <usize>this.width * bytes;
    let weight = weights;
    let any = i64x2.splat(0);
    do {
      const turns = v128.and(turned<v128>(unit + INPUTS, v128.xor(source, v128.load8_splat(weight))), flips);
      v128.store(unit, v128.xor(v128.load(unit, OUTPUTS), turns), PROPOSED);
      any = v128.or(any, turns);
      unit += bytes;
      weight += weightBytes;
    } while (unit < end);
    return any;
  }

  /** Makes the change that `tryTurn` has tried. */
  // @ts-ignore: decorator
  @inline
  takeTurn(slice: usize, source: v128, flips: v128, weights: usize): void {
    const bytes = this.unitBytes;
    const weightBytes = this.weightBytes;
    const counterBytes = this.counterBytes;
    let unit = slice + this.units;
    const end = unit + <usize>this.width * bytes;
    let weight = weights;
    do {
      const counter = unit + INPUTS;
      turn<v128>(counter, counter + counterBytes, v128.xor(source, v128.load8_splat(weight)), flips);
      v128.store(unit, v128.load(unit, PROPOSED), OUTPUTS);
      unit += bytes;
      weight += weightBytes;
    } while (unit < end);
  }

  /** The patterns on which any unit flips with what is proposed for the layer below. */
  tryVotes(slice: usize): v128 {
    const bytes = this.unitBytes;
    const planeBytes = this.planeBytes;
    const weightBytes = this.weightBytes;
    const below = this.below;
    const sources = slice + below.units + PROPOSED;
    const step = below.unitBytes;
    const none = slice + this.none;
    const valid = v128.load(slice, VALID);
    let unit = slice + this.units;
    const end = unit + <usize>this.width * bytes;
    let weights = this.weights;
    let any = i64x2.splat(0);
    do {
      const planes = unit + INPUTS + this.counterBytes;
      countVotes(none, planes, planeBytes, sources, step, weights, weights + weightBytes);
      const outputs = v128.and(v128.load(planes + planeBytes - VECTOR), valid);
      v128.store(unit, outputs, PROPOSED);
      any = v128.or(any, v128.xor(outputs, v128.load(unit, OUTPUTS)));
      unit += bytes;
      weights += weightBytes;
    } while (unit < end);
    return any;
  }

  /** Makes the change that `tryVotes` has tried. */
  takeVotes(slice: usize): void {
    const bytes = this.unitBytes;
    const valid = v128.load(slice, VALID);
    let unit = slice + this.units;
    const end = unit + <usize>this.width * bytes;
    do {
      const counter = unit + INPUTS;
      const planes = counter + this.counterBytes;
      setPlanes(counter, planes, planes, valid);
      v128.store(unit, v128.load(unit, PROPOSED), OUTPUTS);
      unit += bytes;
    } while (unit < end);
  }
}
