import { and, andNot, none, not, or, xor } from './bits';
import { VECTOR } from './memory';

// How many inputs of a perceptron on ±1 data agree with their weights, pattern by pattern, in bit planes at fixed addresses.

/** Patterns and inputs that the fixed layout below has room for. */
export const MAX_PATTERNS: i32 = 2048;
const MAX_PLANES: i32 = 32;
const MAX_SPAN: i32 = MAX_PATTERNS / 8;

// Bit μ of these belongs to pattern μ. NEARLY_WRONG: right, and one flip from wrong. NEARLY_RIGHT: the reverse.
export const VALID = memory.data(MAX_SPAN, 16);
export const NEARLY_WRONG = memory.data(MAX_SPAN, 16);
export const NEARLY_RIGHT = memory.data(MAX_SPAN, 16);
// Slice by slice the bit planes of c − (t − 1), in two's complement: c agreements, t of which are needed to be right.
export const PLANES = memory.data(MAX_SPAN * MAX_PLANES, 16);

/** Bytes of a pair of vectors, the slice of more than 128 patterns. */
export const PAIR: usize = 2 * VECTOR;

/** By how many errors the flip of this column changes the energy on 64 patterns. Whole words: a vector's lanes cost more. */
// @ts-expect-error: decorator
@inline
export function wordChange(column: usize, word: usize): i32 {
  const agrees = load<u64>(column + word);
  return <i32>(popcnt(load<u64>(NEARLY_WRONG + word) & agrees) - popcnt(load<u64>(NEARLY_RIGHT + word) & ~agrees));
}

/** Flips one slice of a column: −1 on the counters of patterns that agreed, +1 on those that did not. */
// @ts-expect-error: decorator
@inline
export function flipSlice<Slice>(column: usize, word: usize, planes: usize, height: usize): void {
  const agrees = load<Slice>(column + word);
  store<Slice>(column + word, not<Slice>(agrees));
  const lowest = load<Slice>(planes);
  const odd = not<Slice>(lowest);
  store<Slice>(planes, odd);
  let carry = xor<Slice>(lowest, agrees);
  let far = none<Slice>();
  const end = planes + height;
  let plane = planes + sizeof<Slice>();
  do {
    const bit = load<Slice>(plane);
    const next = xor<Slice>(bit, carry);
    store<Slice>(plane, next);
    carry = and<Slice>(xor<Slice>(bit, agrees), carry);
    far = or<Slice>(far, next);
    plane += sizeof<Slice>();
  } while (plane < end);
  // c − (t − 1) is 1 where right by one flip, 0 where wrong by one.
  const near = andNot<Slice>(load<Slice>(VALID + word), far);
  store<Slice>(NEARLY_WRONG + word, and<Slice>(near, odd));
  store<Slice>(NEARLY_RIGHT + word, andNot<Slice>(near, odd));
}

/** `flipSlice` for a pair of vectors, whose carries run side by side. */
// @ts-ignore: decorator
@inline
export function flipPair(column: usize, word: usize, planes: usize, height: usize): void {
  const agreesA = v128.load(column + word);
  const agreesB = v128.load(column + word, 16);
  v128.store(column + word, v128.not(agreesA));
  v128.store(column + word, v128.not(agreesB), 16);
  const lowestA = v128.load(planes);
  const lowestB = v128.load(planes, 16);
  const oddA = v128.not(lowestA);
  const oddB = v128.not(lowestB);
  v128.store(planes, oddA);
  v128.store(planes, oddB, 16);
  let carryA = v128.xor(lowestA, agreesA);
  let carryB = v128.xor(lowestB, agreesB);
  let farA = none<v128>();
  let farB = none<v128>();
  const end = planes + height;
  let plane = planes + PAIR;
  do {
    const bitA = v128.load(plane);
    const bitB = v128.load(plane, 16);
    const nextA = v128.xor(bitA, carryA);
    const nextB = v128.xor(bitB, carryB);
    v128.store(plane, nextA);
    v128.store(plane, nextB, 16);
    carryA = v128.and(v128.xor(bitA, agreesA), carryA);
    carryB = v128.and(v128.xor(bitB, agreesB), carryB);
    farA = v128.or(farA, nextA);
    farB = v128.or(farB, nextB);
    plane += PAIR;
  } while (plane < end);
  const nearA = v128.andnot(v128.load(VALID + word), farA);
  const nearB = v128.andnot(v128.load(VALID + word, 16), farB);
  v128.store(NEARLY_WRONG + word, v128.and(nearA, oddA));
  v128.store(NEARLY_WRONG + word, v128.and(nearB, oddB), 16);
  v128.store(NEARLY_RIGHT + word, v128.andnot(nearA, oddA));
  v128.store(NEARLY_RIGHT + word, v128.andnot(nearB, oddB), 16);
}
