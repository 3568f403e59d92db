import { and, andNot, countBits, none, not, or, xor } from './bits';

// How many inputs of a perceptron on ±1 data agree with their weights, pattern by pattern, in bit planes at fixed addresses.

/** Patterns and inputs that the fixed layout below has room for. */
export const MAX_PATTERNS: i32 = 2048;
const MAX_PLANES: i32 = 32;
const MAX_SPAN: i32 = MAX_PATTERNS / 8;

// Bit μ of these belongs to pattern μ. NEAR: one flip from being wrong, or right. RIGHT, WRONG: it is so by one flip or two.
export const VALID = memory.data(MAX_SPAN, 16);
export const NEAR = memory.data(MAX_SPAN, 16);
export const RIGHT = memory.data(MAX_SPAN, 16);
export const WRONG = memory.data(MAX_SPAN, 16);
/** How many of the patterns in NEAR are wrong (i32). */
export const NEARLY_RIGHT = memory.data(16, 16);
// Graded perceptrons have these instead. RISES, FALLS: where the flip of one column adds 1 to the graded errors if it agrees, or takes
// 1 off if it does not. PAIR_…: where the flip of two does so; in PAIR_…_BY_2 it adds, or takes off, another 1.
export const RISES = memory.data(MAX_SPAN, 16);
export const FALLS = memory.data(MAX_SPAN, 16);
export const PAIR_RISES = memory.data(MAX_SPAN, 16);
export const PAIR_FALLS = memory.data(MAX_SPAN, 16);
export const PAIR_RISES_BY_2 = memory.data(MAX_SPAN, 16);
export const PAIR_FALLS_BY_2 = memory.data(MAX_SPAN, 16);
/** The number of patterns in FALLS, and of those that are wrong (i32). */
export const FALLING = memory.data(16, 16);
export const ERRORS = memory.data(16, 16);

// Slice by slice the bit planes of c − (t − 2), in two's complement: c agreements, t of which are needed to be right. So a
// pattern is right from 2 on, and up to two flips from changing between 0 and 3.
export const PLANES = memory.data(MAX_SPAN * MAX_PLANES, 16);

/**
 * How many near patterns, of 64, agree with a column. Its flip makes wrong those of them that are right and agree, and right those
 * that are wrong and do not: together this number, less all near ones that are wrong. Words: a vector's lanes cost more.
 */
// @ts-expect-error: decorator
@inline
export function nearAgreements(column: usize, word: usize): i32 {
  return <i32>popcnt(load<u64>(column + word) & load<u64>(NEAR + word));
}

/** By how much the flip of two columns changes the errors on 64 patterns: where they differ nothing changes. */
// @ts-expect-error: decorator
@inline
export function pairChange(first: usize, second: usize, word: usize): i32 {
  const a = load<u64>(first + word);
  const b = load<u64>(second + word);
  return <i32>(popcnt(load<u64>(RIGHT + word) & a & b) - popcnt(load<u64>(WRONG + word) & ~(a | b)));
}

/** The first part of the change of the graded errors on 64 patterns; the other is the number in FALLS. */
// @ts-expect-error: decorator
@inline
export function gradedAgreements(column: usize, word: usize): i32 {
  const agrees = load<u64>(column + word);
  return <i32>(popcnt(agrees & load<u64>(RISES + word)) + popcnt(agrees & load<u64>(FALLS + word)));
}

/** By how much the flip of two columns changes the graded errors on 64 patterns. */
// @ts-expect-error: decorator
@inline
export function gradedPairChange(first: usize, second: usize, word: usize): i32 {
  const a = load<u64>(first + word);
  const b = load<u64>(second + word);
  const both = a & b;
  const neither = ~(a | b);
  const rise = popcnt(both & load<u64>(PAIR_RISES + word)) + popcnt(both & load<u64>(PAIR_RISES_BY_2 + word));
  const fall = popcnt(neither & load<u64>(PAIR_FALLS + word)) + popcnt(neither & load<u64>(PAIR_FALLS_BY_2 + word));
  return <i32>(rise - fall);
}

/** Flips a slice of a column: −1 on the counters of patterns that agreed, +1 on those that did not. Returns `mark`'s count. */
// @ts-expect-error: decorator
@inline
export function flipSlice<Slice>(column: usize, word: usize, planes: usize, height: usize, graded: bool): i32 {
  const agrees = load<Slice>(column + word);
  store<Slice>(column + word, not<Slice>(agrees));
  const lowest = load<Slice>(planes);
  store<Slice>(planes, not<Slice>(lowest));
  return carryUp<Slice>(word, planes, height, agrees, xor<Slice>(lowest, agrees), graded);
}

/** Flips a slice of two columns: −2 where both agreed, +2 where neither did. */
// @ts-expect-error: decorator
@inline
export function flipTwo<Slice>(
  first: usize,
  second: usize,
  word: usize,
  planes: usize,
  height: usize,
  graded: bool,
): i32 {
  const a = load<Slice>(first + word);
  const b = load<Slice>(second + word);
  store<Slice>(first + word, not<Slice>(a));
  store<Slice>(second + word, not<Slice>(b));
  return carryUp<Slice>(word, planes, height, a, not<Slice>(xor<Slice>(a, b)), graded);
}

/** Carries into the planes from the second on, downwards where `agrees`, and marks the patterns that are near then. */
// @ts-expect-error: decorator
@inline
function carryUp<Slice>(
  word: usize,
  planes: usize,
  height: usize,
  agrees: Slice,
  carry: Slice,
  graded: bool,
): i32 {
  const second = planes + sizeof<Slice>();
  const twos = load<Slice>(second);
  const right = xor<Slice>(twos, carry);
  store<Slice>(second, right);
  carry = and<Slice>(xor<Slice>(twos, agrees), carry);
  let far = none<Slice>();
  let full = right;
  let next = none<Slice>();
  const end = planes + height;
  let plane = second + sizeof<Slice>();
  do {
    const bit = load<Slice>(plane);
    next = xor<Slice>(bit, carry);
    store<Slice>(plane, next);
    carry = and<Slice>(xor<Slice>(bit, agrees), carry);
    far = or<Slice>(far, next);
    if (graded) full = and<Slice>(full, next);
    plane += sizeof<Slice>();
  } while (plane < end);
  if (graded) return grade<Slice>(word, far, right, load<Slice>(planes), full, next);
  return mark<Slice>(word, far, right, load<Slice>(planes));
}

/** Marks the near patterns, given where the counter is far from the threshold, and its lowest planes; returns how many are wrong. */
// @ts-expect-error: decorator
@inline
export function mark<Slice>(word: usize, far: Slice, right: Slice, odd: Slice): i32 {
  const close = andNot<Slice>(load<Slice>(VALID + word), far);
  const wrong = andNot<Slice>(close, right);
  store<Slice>(NEAR + word, and<Slice>(close, xor<Slice>(odd, right)));
  store<Slice>(RIGHT + word, and<Slice>(close, right));
  store<Slice>(WRONG + word, wrong);
  return countBits<Slice>(and<Slice>(wrong, odd));
}

/**
 * Graded errors count what is wrong by one, two or more flips once, twice or three times. Marks where flips change them, given also
 * where all planes but the lowest are `full`, so that c − (t − 2) is −1 or −2, and where it is negative; returns how many patterns
 * are in FALLS, and adds those that are wrong to ERRORS.
 */
// @ts-expect-error: decorator
@inline
export function grade<Slice>(word: usize, far: Slice, right: Slice, odd: Slice, full: Slice, negative: Slice): i32 {
  const valid = load<Slice>(VALID + word);
  const close = andNot<Slice>(valid, far);
  const wrong = andNot<Slice>(close, right);
  const deep = and<Slice>(valid, full);
  const deepest = and<Slice>(deep, odd);
  const falls = or<Slice>(wrong, deepest);
  store<Slice>(RISES + word, andNot<Slice>(close, and<Slice>(right, odd)));
  store<Slice>(FALLS + word, falls);
  store<Slice>(PAIR_RISES + word, close);
  store<Slice>(PAIR_RISES_BY_2 + word, and<Slice>(close, xor<Slice>(odd, right)));
  store<Slice>(PAIR_FALLS + word, or<Slice>(wrong, deep));
  store<Slice>(PAIR_FALLS_BY_2 + word, or<Slice>(andNot<Slice>(wrong, odd), deepest));
  const errors = countBits<Slice>(or<Slice>(wrong, and<Slice>(valid, negative)));
  store<i32>(ERRORS, load<i32>(ERRORS) + errors);
  return countBits<Slice>(falls);
}
