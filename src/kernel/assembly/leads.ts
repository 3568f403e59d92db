import { SLICE } from './layer';
import { VECTOR } from './memory';

// By how much the class of a pattern leads the others, in a slice of patterns: what an output for classes keeps.

// The state in a slice: masks of patterns, then a row for each pattern.
export const WRONG: usize = 0;
/** The patterns that the proposal under way affects, and those of them that are wrong after it. */
export const TRIED: usize = VECTOR;
export const TRIED_WRONG: usize = 2 * VECTOR;
export const ROWS: usize = 3 * VECTOR;

// A row: by how much the pattern's own class leads each class, a lane (i16) each, plus what the tie rule adds, less 1: wrong
// where a lane is negative. The lane of its own class, and those without a class, are 0. Then the same
// after the proposal under way, and the offset of its class's entry in a table (u32).
export const LEADS: usize = 0;
const TRIED_LEADS: usize = 2 * VECTOR;
export const CLASS: usize = 4 * VECTOR;
export const ROW_BYTES: usize = 5 * VECTOR;

export const LEAD_BYTES: usize = 2 * VECTOR;

/** Bytes of the entry of a class in a table: what leads lose where a unit at −1 flips, then at +1. */
export const ENTRY_BYTES: usize = 2 * LEAD_BYTES;

/** Bytes of the state in a slice. */
export const ARG_MAX_BYTES: usize = ROWS + <usize>SLICE * ROW_BYTES;

// 64 patterns at a time: `masks` is the address of their words, `rows` that of their rows.
export const SECOND: usize = ROWS + 64 * ROW_BYTES;

/** Tries a table on the patterns in `flips`, and nothing else. */
// @ts-ignore: decorator
@inline
export function tryHalf(masks: usize, rows: usize, table: usize, flips: u64, plus: u64): void {
  store<u64>(masks, flips, TRIED);
  store<u64>(masks, tryRows(rows, LEADS, table, flips, plus), TRIED_WRONG);
}

/** Tries a table on the patterns in `flips`, on top of what was tried before. */
// @ts-ignore: decorator
@inline
export function tryHalfMore(masks: usize, rows: usize, table: usize, flips: u64, plus: u64): void {
  const before = load<u64>(masks, TRIED);
  const wrong = load<u64>(masks, TRIED_WRONG) & ~flips;
  const again = tryRows(rows, TRIED_LEADS, table, flips & before, plus);
  const first = tryRows(rows, LEADS, table, flips & ~before, plus);
  store<u64>(masks, before | flips, TRIED);
  store<u64>(masks, wrong | again | first, TRIED_WRONG);
}

/** Tries a table on some rows, whose leads are at `from`; returns those that are wrong then. */
function tryRows(rows: usize, from: usize, table: usize, flips: u64, plus: u64): u64 {
  let wrong: u64 = 0;
  for (let remaining = flips; remaining !== 0; remaining &= remaining - 1) {
    const place = ctz(remaining);
    const row = rows + <usize>place * ROW_BYTES;
    const loss = table + <usize>load<u32>(row, CLASS) + <usize>((plus >> place) & 1) * LEAD_BYTES;
    const low = i16x8.sub(v128.load(row + from), v128.load(loss));
    const high = i16x8.sub(v128.load(row + from, VECTOR), v128.load(loss, VECTOR));
    v128.store(row, low, TRIED_LEADS);
    v128.store(row, high, TRIED_LEADS + VECTOR);
    wrong |= (<u64>(i8x16.bitmask(i8x16.narrow_i16x8_s(low, high)) !== 0)) << place;
  }
  return wrong;
}

/** By how much what was tried changes the errors. */
// @ts-ignore: decorator
@inline
export function change(masks: usize): i32 {
  const before = load<u64>(masks, WRONG) & load<u64>(masks, TRIED);
  return <i32>(popcnt(load<u64>(masks, TRIED_WRONG)) - popcnt(before));
}

// @ts-ignore: decorator
@inline
export function takeHalf(masks: usize, rows: usize): void {
  const tried = load<u64>(masks, TRIED);
  store<u64>(masks, (load<u64>(masks, WRONG) & ~tried) | load<u64>(masks, TRIED_WRONG), WRONG);
  for (let remaining = tried; remaining !== 0; remaining &= remaining - 1) {
    const row = rows + <usize>ctz(remaining) * ROW_BYTES;
    v128.store(row, v128.load(row, TRIED_LEADS), LEADS);
    v128.store(row, v128.load(row, TRIED_LEADS + VECTOR), LEADS + VECTOR);
  }
}
