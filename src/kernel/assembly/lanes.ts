import { VECTOR } from './memory';

// A vector of fields: 8 numbers of type i16, or 4 of type i32.

/** Fields whose signs are found together: the lanes of a vector of bytes. */
export const GROUP: i32 = 16;

/** The sum of all lanes, each taken as a number with a sign. */
// @ts-ignore: decorator
@inline
export function sumLanes<Field>(lanes: v128): i32 {
  const quarters = sizeof<Field>() === 2 ? i32x4.extadd_pairwise_i16x8_s(lanes) : lanes;
  const halves = i32x4.add(quarters, v128.shuffle<i64>(quarters, quarters, 1, 0));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** Fields w·ξ after the flip of a weight, given its 2 ξ; `negative`: all ones where it was −1, zeros where it was +1. */
// @ts-ignore: decorator
@inline
export function turnedFields<Field>(fields: v128, inputs: v128, negative: v128): v128 {
  return v128.xor(complementTurned<Field>(fields, inputs, negative), negative);
}

/** The same, but with all bits inverted where the weight was −1: ~(~a − b) = a + b. */
// @ts-ignore: decorator
@inline
export function complementTurned<Field>(fields: v128, inputs: v128, negative: v128): v128 {
  return v128.sub<Field>(v128.xor(fields, negative), inputs);
}

/** Adds ξ w to fields, for a weight whose 2 ξ are in `column`; `negative`: all ones where it is −1, zeros where it is +1. */
// @ts-ignore: decorator
@inline
export function addInputs<Field>(fields: usize, column: usize, bytes: usize, negative: v128): void {
  for (let place: usize = 0; place < bytes; place += VECTOR) {
    const inputs = v128.shr<Field>(v128.load(column + place), 1);
    const signed = v128.sub<Field>(v128.xor(inputs, negative), negative);
    v128.store(fields + place, v128.add<Field>(v128.load(fields + place), signed));
  }
}

/** The signs of up to 64 fields after the flip of a weight, a bit each; all inverted where it was −1. */
// @ts-ignore: decorator
@inline
export function signsAfter<Field>(field: usize, input: usize, negative: v128, patterns: i32): u64 {
  if (patterns >= 64) return signsOfWord<Field>(field, input, negative);
  let signs: u64 = 0;
  for (let pattern = 0; pattern < patterns; pattern += GROUP) {
    signs |= signsOfGroup<Field>(field, input, negative) << pattern;
    field += GROUP * sizeof<Field>();
    input += GROUP * sizeof<Field>();
  }
  return signs;
}

/** The same for 64 fields. */
// @ts-ignore: decorator
@inline
function signsOfWord<Field>(field: usize, input: usize, negative: v128): u64 {
  const step: usize = GROUP * sizeof<Field>();
  const a = signsOfGroup<Field>(field, input, negative);
  const b = signsOfGroup<Field>(field + step, input + step, negative);
  const c = signsOfGroup<Field>(field + 2 * step, input + 2 * step, negative);
  const d = signsOfGroup<Field>(field + 3 * step, input + 3 * step, negative);
  return a | (b << GROUP) | (c << (2 * GROUP)) | (d << (3 * GROUP));
}

// @ts-ignore: decorator
@inline
function signsOfGroup<Field>(field: usize, input: usize, negative: v128): u64 {
  const a = complementTurned<Field>(v128.load(field), v128.load(input), negative);
  const b = complementTurned<Field>(v128.load(field, 16), v128.load(input, 16), negative);
  // Narrowing to bytes keeps the signs.
  if (sizeof<Field>() === 2) return <u64>(<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(a, b)));
  const c = complementTurned<Field>(v128.load(field, 32), v128.load(input, 32), negative);
  const d = complementTurned<Field>(v128.load(field, 48), v128.load(input, 48), negative);
  return <u64>(<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))));
}
