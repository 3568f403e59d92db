// A slice is one machine word of patterns, one bit each: u64 for up to 64 patterns, v128 for more.

/** Sets bit `index` of the bit field at `field`. */
export function setBit(field: usize, index: i32): void {
  const byte = field + <usize>(index >> 3);
  store<u8>(byte, load<u8>(byte) | <u8>(<u32>1 << (index & 7)));
}

export function isSet(field: usize, index: i32): bool {
  return ((load<u8>(field + <usize>(index >> 3)) >> <u8>(index & 7)) & 1) === 1;
}

// @ts-expect-error: decorator
@inline
export function and<Slice>(a: Slice, b: Slice): Slice {
  if (isVector<Slice>()) return v128.and(a, b);
  return a & b;
}

// @ts-expect-error: decorator
@inline
export function or<Slice>(a: Slice, b: Slice): Slice {
  if (isVector<Slice>()) return v128.or(a, b);
  return a | b;
}

// @ts-expect-error: decorator
@inline
export function xor<Slice>(a: Slice, b: Slice): Slice {
  if (isVector<Slice>()) return v128.xor(a, b);
  return a ^ b;
}

/** a & ~b */
// @ts-expect-error: decorator
@inline
export function andNot<Slice>(a: Slice, b: Slice): Slice {
  if (isVector<Slice>()) return v128.andnot(a, b);
  return a & ~b;
}

// @ts-expect-error: decorator
@inline
export function not<Slice>(a: Slice): Slice {
  if (isVector<Slice>()) return v128.not(a);
  return ~a;
}

// @ts-expect-error: decorator
@inline
export function none<Slice>(): Slice {
  if (isVector<Slice>()) return i64x2.splat(0);
  return 0;
}

/** The number of ones in a vector. */
// @ts-expect-error: decorator
@inline
export function countOnes(bits: v128): u64 {
  return popcnt(<u64>i64x2.extract_lane(bits, 0)) + popcnt(<u64>i64x2.extract_lane(bits, 1));
}

/** The number of ones in a slice. */
// @ts-expect-error: decorator
@inline
export function countBits<Slice>(bits: Slice): i32 {
  if (isVector<Slice>()) return <i32>countOnes(bits);
  return <i32>popcnt(bits);
}

/** Sum and carry of three bits. */
// @ts-expect-error: decorator
@inline
export function parity(a: v128, b: v128, c: v128): v128 {
  return v128.xor(v128.xor(a, b), c);
}

// @ts-expect-error: decorator
@inline
export function majority(a: v128, b: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(v128.xor(a, b), c));
}
