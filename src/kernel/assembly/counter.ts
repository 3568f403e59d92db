import { and, andNot, none, or, setBit, xor } from './bits';

// The counter of a unit on one slice of patterns, in memory: two masks, then bit planes. c is the number of agreeing inputs,
// t the number that makes the unit's output +1 (or right). The planes hold c − (t − 1) in two's complement.
//   atFall: c = t, one agreement less and the output falls      atRise: c = t − 1, one more and it rises

/** Bytes of a counter with so many planes. */
export function counterBytes(planes: i32, slice: usize): usize {
  return <usize>(planes + 2) * slice;
}

/** Bit planes for up to `inputs` agreements. */
export function counterPlanes(inputs: i32): i32 {
  let planes = 2;
  while (1 << (planes - 1) <= inputs / 2 + 1) planes++;
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

/** The patterns on which the output changes when an input with these agreements is turned round. */
// @ts-ignore: decorator
@inline
export function turned<Slice>(counter: usize, agrees: Slice): Slice {
  return or<Slice>(and<Slice>(agrees, atFall<Slice>(counter)), andNot<Slice>(atRise<Slice>(counter), agrees));
}

/** Turns an input round on the patterns in `where`: one agreement less where it agrees, one more where it does not. */
// @ts-ignore: decorator
@inline
export function turn<Slice>(counter: usize, end: usize, agrees: Slice, where: Slice, valid: Slice): void {
  let plane = counter + 2 * sizeof<Slice>();
  const lowest = load<Slice>(plane);
  const odd = xor<Slice>(lowest, where);
  store<Slice>(plane, odd);
  let carry = and<Slice>(xor<Slice>(lowest, agrees), where);
  let far = none<Slice>();
  plane += sizeof<Slice>();
  do {
    const bit = load<Slice>(plane);
    const next = xor<Slice>(bit, carry);
    store<Slice>(plane, next);
    carry = and<Slice>(xor<Slice>(bit, agrees), carry);
    far = or<Slice>(far, next);
    plane += sizeof<Slice>();
  } while (plane < end);
  const near = andNot<Slice>(valid, far);
  store<Slice>(counter, and<Slice>(near, odd));
  store<Slice>(counter, andNot<Slice>(near, odd), sizeof<Slice>());
}

/** Writes the count of one pattern into a counter that is all zeros there; `place` is the pattern's bit in the slice. */
export function setCount(counter: usize, slice: usize, planes: i32, place: i32, agreements: i32, needed: i32): void {
  if (agreements === needed) setBit(counter, place);
  if (agreements === needed - 1) setBit(counter + slice, place);
  for (let plane = 0; plane < planes; plane++) {
    if (((agreements - needed + 1) >> plane) & 1) setBit(counter + <usize>(plane + 2) * slice, place);
  }
}
