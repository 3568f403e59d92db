import { majority, parity } from './bits';
import { VECTOR } from './memory';

/** Units and weights of a layer that feeds another are padded to a multiple of this. */
export const VOTES_AT_A_TIME: i32 = 4;

/**
 * Adds up the agreements of weights, those from `weights` on and before `last`, with their sources, that lie `step` bytes apart:
 * leaves the planes of a counter (counter.ts) at `planes`, and takes those of one without agreements from `none`. Where several
 * inputs turn this costs less than to turn each in the counter.
 */
// @ts-ignore: decorator
@inline
export function countVotes(
  none: usize,
  planes: usize,
  planeBytes: usize,
  sources: usize,
  step: usize,
  weights: usize,
  last: usize,
): void {
  const away = none - planes;
  const fourth = planes + 3 * VECTOR;
  const end = planes + planeBytes;
  for (let plane = fourth; plane < end; plane += VECTOR) v128.store(plane, v128.load(away + plane));
  let ones = v128.load(none);
  let twos = v128.load(none, VECTOR);
  let fours = v128.load(none, 2 * VECTOR);
  let source = sources;
  let weight = weights;
  do {
    const a = vote(source, weight);
    const b = vote(source + step, weight + 1);
    const c = vote(source + 2 * step, weight + 2);
    const d = vote(source + 3 * step, weight + 3);
    const ab = majority(ones, a, b);
    ones = parity(ones, a, b);
    const cd = majority(ones, c, d);
    ones = parity(ones, c, d);
    const four = majority(twos, ab, cd);
    twos = parity(twos, ab, cd);
    let carry = v128.and(fours, four);
    fours = v128.xor(fours, four);
    for (let plane = fourth; plane < end; plane += VECTOR) {
      const bit = v128.load(plane);
      v128.store(plane, v128.xor(bit, carry));
      carry = v128.and(bit, carry);
    }
    source += <usize>VOTES_AT_A_TIME * step;
    weight += <usize>VOTES_AT_A_TIME;
  } while (weight < last);
  v128.store(planes, ones);
  v128.store(planes, twos, VECTOR);
  v128.store(planes, fours, 2 * VECTOR);
}

/** Where a source agrees with its weight. */
// @ts-ignore: decorator
@inline
function vote(source: usize, weight: usize): v128 {
  return v128.xor(v128.load(source), v128.load8_splat(weight));
}
