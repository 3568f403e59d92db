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

/** Flips a slice of a column: −1 on the counters of patterns that agreed, +1 on those that did not. Returns `mark`'s count. */
// @ts-expect-error: decorator
@inline
export function flipSlice<Slice>(column: usize, word: usize, planes: usize, height: usize): i32 {
  const agrees = load<Slice>(column + word);
  store<Slice>(column + word, not<Slice>(agrees));
  const lowest = load<Slice>(planes);
  store<Slice>(planes, not<Slice>(lowest));
  return carryUp<Slice>(word, planes, height, agrees, xor<Slice>(lowest, agrees));
}

/** Flips a slice of two columns: −2 where both agreed, +2 where neither did. */
// @ts-expect-error: decorator
@inline
export function flipTwo<Slice>(first: usize, second: usize, word: usize, planes: usize, height: usize): i32 {
  const a = load<Slice>(first + word);
  const b = load<Slice>(second + word);
  store<Slice>(first + word, not<Slice>(a));
  store<Slice>(second + word, not<Slice>(b));
  return carryUp<Slice>(word, planes, height, a, not<Slice>(xor<Slice>(a, b)));
}

/** Carries into the planes from the second on, downwards where `agrees`, and marks the patterns that are near then. */
// @ts-expect-error: decorator
@inline
function carryUp<Slice>(word: usize, planes: usize, height: usize, agrees: Slice, carry: Slice): i32 {
  const second = planes + sizeof<Slice>();
  const twos = load<Slice>(second);
  const right = xor<Slice>(twos, carry);
  store<Slice>(second, right);
  carry = and<Slice>(xor<Slice>(twos, agrees), carry);
  let far = none<Slice>();
  const end = planes + height;
  let plane = second + sizeof<Slice>();
  do {
    const bit = load<Slice>(plane);
    const next = xor<Slice>(bit, carry);
    store<Slice>(plane, next);
    carry = and<Slice>(xor<Slice>(bit, agrees), carry);
    far = or<Slice>(far, next);
    plane += sizeof<Slice>();
  } while (plane < end);
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
