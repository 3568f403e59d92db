import { VECTOR } from './memory';

// What a network keeps of each pattern above its first hidden layer: a row of 16 bytes, one for each unit that the first layer
// leads to, whose signs say how the pattern is read. There is room for two rows: that of now, and that after the proposal under
// way. Where the proposal is accepted they change roles.

/** What else it takes to read a row (i32). */
export const NOTE: usize = 2 * VECTOR;
/** Bytes of a pattern: two rows and the note, in a cache line. */
export const PATTERN_BYTES: usize = 4 * VECTOR;

// For each 64 patterns a block of masks.

/** The bits that stand for patterns. */
export const VALID: usize = 0;
/** Where a pattern that is right reads as 1. */
export const WANTED: usize = 8;
/** The patterns that are wrong. */
export const WRONG: usize = 16;
/** Where the second of the two rows is that of now. */
export const SECOND_ROW: usize = 24;
/** The patterns whose rows the proposal under way moves, and those of them that are wrong after it. */
export const AFFECTED: usize = 32;
export const WRONG_THEN: usize = 40;
/** What the first flip of a proposal does, and the second: whose rows it moves, and where what flips is +1. */
export const FIRST: usize = 48;
export const SECOND: usize = 64;
export const MOVED: usize = 0;
export const PLUS: usize = 8;
export const BLOCK_BYTES: usize = 80;

/** Bytes of a step: how far a row moves where what flips is −1, then where it is +1. */
export const STEP_BYTES: usize = 2 * VECTOR;

/** How far a row moves. */
// @ts-ignore: decorator
@inline
export function step(steps: usize, isPlus: bool): v128 {
  return v128.load(select<usize>(steps + VECTOR, steps, isPlus));
}

/** The address of the first pattern that remains, given that of the first in the block. */
// @ts-ignore: decorator
@inline
export function patternOf(patterns: usize, remaining: u64): usize {
  return patterns + <usize>ctz(remaining) * PATTERN_BYTES;
}

/** The address of its row of now; `^ VECTOR` is that of the other one. */
// @ts-ignore: decorator
@inline
export function rowOf(pattern: usize, second: u64, remaining: u64): usize {
  return select<usize>(pattern + VECTOR, pattern, isLowest(second, remaining));
}

/** The lowest bit that remains, or nothing. */
// @ts-ignore: decorator
@inline
export function lowest(remaining: u64, isSet: bool): u64 {
  return select<u64>(remaining & (0 - remaining), 0, isSet);
}

/** True where the lowest bit that remains is one of these. */
// @ts-ignore: decorator
@inline
export function isLowest(bits: u64, remaining: u64): bool {
  return (bits & remaining & (0 - remaining)) !== 0;
}

/** Notes which patterns of a block a proposal makes wrong; returns by how much the errors change. `read`: what they read as. */
// @ts-ignore: decorator
@inline
export function affect(block: usize, affected: u64, read: u64): i32 {
  const wrong = (read ^ load<u64>(block, WANTED)) & affected;
  store<u64>(block, affected, AFFECTED);
  store<u64>(block, wrong, WRONG_THEN);
  return <i32>(popcnt(wrong) - popcnt(load<u64>(block, WRONG) & affected));
}

/** Makes the change that was tried last. */
// @ts-ignore: decorator
@inline
export function take(block: usize): void {
  const affected = load<u64>(block, AFFECTED);
  store<u64>(block, load<u64>(block, SECOND_ROW) ^ affected, SECOND_ROW);
  store<u64>(block, (load<u64>(block, WRONG) & ~affected) | load<u64>(block, WRONG_THEN), WRONG);
}
