import { VECTOR } from './memory';

// A vector of fields: 8 numbers of type i16, or 4 of type i32.

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
