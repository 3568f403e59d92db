// The votes of a hidden layer on 64 patterns, of which a majority makes a pattern right: four masks, then bit planes, lowest first.
// c is the number of right votes, t how many are needed. The planes hold c − t + half, where half is what the highest plane
// counts: that plane is set where the pattern is right. The bits that stand for no pattern are 0 in the four masks.

/** c = t: right, and wrong with one vote less. */
export const FALLS: usize = 0;
/** c = t − 1: wrong, and right with one vote more. */
export const RISES: usize = 8;
/** Right, and wrong with two votes less; wrong, and right with two more. */
const FALLS_BY_TWO: usize = 16;
const RISES_BY_TWO: usize = 24;
/** The bits that stand for patterns, and those of them with label +1. */
export const VALID: usize = 32;
export const POSITIVE: usize = 40;
/** Where the votes of one unit, or of two, are right after the proposal under way. */
export const TRIED: usize = 48;
export const TRIED_TOO: usize = 56;
export const VOTES: usize = 64;

/** Bytes of the votes on 64 patterns. */
export function ballotBytes(planes: i32): usize {
  return VOTES + (<usize>planes << 3);
}

/** By how much the errors change where the votes of a unit become what was tried; `before`: where they are right now. */
// @ts-ignore: decorator
@inline
export function change(ballot: usize, before: u64): i32 {
  const after = load<u64>(ballot, TRIED);
  const falls = load<u64>(ballot, FALLS) & before & ~after;
  const rises = load<u64>(ballot, RISES) & after & ~before;
  return <i32>(popcnt(falls) - popcnt(rises));
}

/** The same for two units. */
// @ts-ignore: decorator
@inline
export function pairChange(ballot: usize, first: u64, second: u64): i32 {
  const firstAfter = load<u64>(ballot, TRIED);
  const secondAfter = load<u64>(ballot, TRIED_TOO);
  const fewer = first & ~firstAfter;
  const fewerToo = second & ~secondAfter;
  const more = firstAfter & ~first;
  const moreToo = secondAfter & ~second;
  const oneFewer = (fewer ^ fewerToo) & ~(more | moreToo);
  const oneMore = (more ^ moreToo) & ~(fewer | fewerToo);
  const falls = (load<u64>(ballot, FALLS) & oneFewer) | (load<u64>(ballot, FALLS_BY_TWO) & fewer & fewerToo);
  const rises = (load<u64>(ballot, RISES) & oneMore) | (load<u64>(ballot, RISES_BY_TWO) & more & moreToo);
  return <i32>(popcnt(falls) - popcnt(rises));
}

/** Counts a unit anew that changes sides on the patterns in `where`: one vote less where it was right, one more where not. */
// @ts-ignore: decorator
@inline
export function recount(ballot: usize, end: usize, right: u64, where: u64): void {
  const valid = load<u64>(ballot, VALID);
  let plane = ballot + VOTES;
  const bit = load<u64>(plane);
  const odd = bit ^ where;
  store<u64>(plane, odd);
  let carry = (bit ^ right) & where;
  let any: u64 = 0;
  let all = valid;
  const highest = end - 8;
  plane += 8;
  do {
    const bit = load<u64>(plane);
    const next = bit ^ carry;
    store<u64>(plane, next);
    carry &= bit ^ right;
    any |= next;
    all &= next;
    plane += 8;
  } while (plane < highest);
  const output = load<u64>(highest) ^ carry;
  store<u64>(highest, output);
  const falls = output & valid & ~any;
  const rises = all & ~output;
  store<u64>(ballot, falls & ~odd, FALLS);
  store<u64>(ballot, rises & odd, RISES);
  store<u64>(ballot, falls, FALLS_BY_TWO);
  store<u64>(ballot, rises, RISES_BY_TWO);
}
