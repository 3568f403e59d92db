import { and, majority, none, parity, xor } from './bits';
import { VECTOR } from './memory';
import { PLANES } from './tally';

/** Patterns whose errors are added up together. */
export const GROUP: i32 = 7;

/** Bit planes for the energies of these patterns. */
export function energyPlanes(patterns: i32): i32 {
  let planes = 3;
  while (1 << planes <= patterns) planes++;
  return planes;
}

/**
 * The energies of 128 configurations side by side, as bit planes: carry-save adders sum the masks of the errors over the patterns,
 * seven at a time. Each pattern has `patternBytes` of masks, and at `chosen` the offset in them of the one to add (u16).
 */
// @ts-ignore: decorator
@inline
export function sumErrors(masks: usize, patternBytes: usize, chosen: usize, groups: i32, planes: i32): void {
  let ones = none<v128>();
  let twos = none<v128>();
  let fours = none<v128>();
  for (let plane = 3; plane < planes; plane++) v128.store(PLANES + ((<usize>plane) << 4), none<v128>());
  let mask = masks;
  let place = chosen;
  for (let group = 0; group < groups; group++) {
    const a = v128.load(mask + <usize>load<u16>(place));
    const b = v128.load(mask + patternBytes + <usize>load<u16>(place, 2));
    const c = v128.load(mask + 2 * patternBytes + <usize>load<u16>(place, 4));
    const d = v128.load(mask + 3 * patternBytes + <usize>load<u16>(place, 6));
    const e = v128.load(mask + 4 * patternBytes + <usize>load<u16>(place, 8));
    const f = v128.load(mask + 5 * patternBytes + <usize>load<u16>(place, 10));
    const g = v128.load(mask + 6 * patternBytes + <usize>load<u16>(place, 12));
    mask += <usize>GROUP * patternBytes;
    place += <usize>GROUP * 2;

    const sumAbc = parity(a, b, c);
    const sumDef = parity(d, e, f);
    const carryAbc = majority(a, b, c);
    const carryDef = majority(d, e, f);
    const sum = parity(sumAbc, sumDef, g);
    const carrySum = majority(sumAbc, sumDef, g);
    const twosOfGroup = parity(carryAbc, carryDef, carrySum);
    const foursOfGroup = majority(carryAbc, carryDef, carrySum);

    const carryOne = and<v128>(ones, sum);
    ones = xor<v128>(ones, sum);
    const carryTwo = majority(twos, twosOfGroup, carryOne);
    twos = parity(twos, twosOfGroup, carryOne);
    let carry = majority(fours, foursOfGroup, carryTwo);
    fours = parity(fours, foursOfGroup, carryTwo);
    for (let plane = 3; plane < planes; plane++) {
      const address = PLANES + ((<usize>plane) << 4);
      const bits = v128.load(address);
      v128.store(address, xor<v128>(bits, carry));
      carry = and<v128>(bits, carry);
    }
  }
  v128.store(PLANES, ones);
  v128.store(PLANES, twos, 16);
  v128.store(PLANES, fours, 32);
}
