import { and, andNot, or, setBit, xor } from './bits';

// The counter of a unit on one slice of patterns, in memory: two masks, then bit planes, lowest first. c is the number of
// agreeing inputs, t the number that makes the unit's output +1 (or right). The planes hold c − t + half, where half is what
// the highest plane counts: that plane is the output.
//   atFall: c = t, one agreement less and the output falls      atRise: c = t − 1, one more and it rises

/** Bytes of a counter with this number of planes. */
export function counterBytes(planes: i32, slice: usize): usize {
  return <usize>(planes + 2) * slice;
}

/** Bit planes for up to `inputs` agreements. */
export function counterPlanes(inputs: i32): i32 {
  let planes = 3;
  while (1 << (planes - 1) < inputs / 2 + 1) planes++;
  return planes;
}

// @ts-ignore: decorator
@inline
export function atFall<Slice>(counter: usize): Slice {
  return load<Slice>(counter);
}

// @ts-ignore: decorator
@inline
export function atRise<Slice>(counter: usize): Slice {
  return load<Slice>(counter, sizeof<Slice>());
}

/** The patterns on which the output flips when an input with these agreements does. */
// @ts-ignore: decorator
@inline
export function turned<Slice>(counter: usize, agrees: Slice): Slice {
  return or<Slice>(and<Slice>(agrees, atFall<Slice>(counter)), andNot<Slice>(atRise<Slice>(counter), agrees));
}

/** Flips an input on the patterns in `where`: one agreement less where it agrees, one more where it does not. */
// @ts-ignore: decorator
@inline
export function turn<Slice>(counter: usize, end: usize, agrees: Slice, where: Slice): void {
  let plane = counter + 2 * sizeof<Slice>();
  const highest = end - sizeof<Slice>();
  let bit = load<Slice>(plane);
  let next = xor<Slice>(bit, where);
  store<Slice>(plane, next);
  let carry = and<Slice>(xor<Slice>(bit, agrees), where);
  let any = next;
  let all = next;
  plane += sizeof<Slice>();
  do {
    bit = load<Slice>(plane);
    next = xor<Slice>(bit, carry);
    store<Slice>(plane, next);
    carry = and<Slice>(xor<Slice>(bit, agrees), carry);
    any = or<Slice>(any, next);
    all = and<Slice>(all, next);
    plane += sizeof<Slice>();
  } while (plane < highest);
  const output = xor<Slice>(load<Slice>(highest), carry);
  store<Slice>(highest, output);
  store<Slice>(counter, andNot<Slice>(output, any));
  store<Slice>(counter, andNot<Slice>(all, output), sizeof<Slice>());
}

/** Copies the planes at `from` into a counter, on the patterns `valid`. */
// @ts-ignore: decorator
@inline
export function setPlanes(counter: usize, end: usize, from: usize, valid: v128): void {
  let plane = counter + 2 * sizeof<v128>();
  const shift = from - plane;
  const highest = end - sizeof<v128>();
  let any = i64x2.splat(0);
  let all = valid;
  do {
    const bit = v128.and(v128.load(plane + shift), valid);
    v128.store(plane, bit);
    any = v128.or(any, bit);
    all = v128.and(all, bit);
    plane += sizeof<v128>();
  } while (plane < highest);
  const output = v128.and(v128.load(plane + shift), valid);
  v128.store(plane, output);
  v128.store(counter, v128.andnot(output, any));
  v128.store(counter, v128.andnot(all, output), sizeof<v128>());
}

/** Writes the count of one pattern into a counter that is all zeros there; `place` is the pattern's bit in the slice. */
export function setCount(counter: usize, slice: usize, planes: i32, place: i32, agreements: i32, needed: i32): void {
  if (agreements === needed) setBit(counter, place);
  if (agreements === needed - 1) setBit(counter + slice, place);
  for (let plane = 0; plane < planes; plane++) {
    const half = 1 << (planes - 1);
    if (((agreements - needed + half) >> plane) & 1) setBit(counter + <usize>(plane + 2) * slice, place);
  }
}
