import { VECTOR } from './memory';

// The state of a deep network comes in slices of 128 patterns. Patterns know nothing of one another, so each slice is a
// network of its own, with a bit for each of its patterns: this header, then its layers, at the same offsets in every slice.

/** Patterns of a slice. */
export const SLICE: i32 = 128;

/** Which bits are patterns. */
export const VALID: usize = 0;
/** The patterns with label +1. */
export const POSITIVE: usize = VECTOR;
/** Where the proposal under way turns the unit of its weight round. */
export const FLIPS: usize = 2 * VECTOR;
/** The highest layer (u32, its address) that the proposal under way has come to. */
export const REACHED: usize = 3 * VECTOR;
/** The number of this slice (u32), and its patterns (i32). */
export const NUMBER: usize = REACHED + 4;
export const PATTERNS: usize = REACHED + 8;

export const HEADER_BYTES: usize = 4 * VECTOR;
