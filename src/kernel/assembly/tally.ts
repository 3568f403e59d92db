import { and, andNot, countOnes } from './bits';
import { walker } from './walker';

// A histogram of the energies of 128 configurations at once, those of a vector's lanes: a binary tree over bit planes.

const MAX_PLANES: i32 = 12;

/** The bit planes of the energies of all lanes, lowest first. */
export const PLANES = memory.data(MAX_PLANES * 16, 16);

/** Counts the lanes whose bits are set at `valid`, with energies of this number of planes, in the visits of the levels. */
export function tallyLanes(valid: usize, planes: i32): void {
  tally(v128.load(valid), planes - 1, 0);
}

/** The lanes, of those whose bits are set at `valid`, whose energy is this one. */
export function lanesAt(valid: usize, planes: i32, energy: i32): v128 {
  let lanes = v128.load(valid);
  for (let plane = 0; plane < planes; plane++) {
    const bits = v128.load(PLANES + ((<usize>plane) << 4));
    lanes = (energy >> plane) & 1 ? and<v128>(lanes, bits) : andNot<v128>(lanes, bits);
  }
  return lanes;
}

/** Counts the lanes in `lanes` by energy: those with the plane's bit set on one side, the others on the other. */
function tally(lanes: v128, plane: i32, energy: i32): void {
  if (plane === 2) return tallyEight(lanes, energy);
  const bits = v128.load(PLANES + ((<usize>plane) << 4));
  const set = and<v128>(lanes, bits);
  const clear = andNot<v128>(lanes, bits);
  if (v128.any_true(set)) tally(set, plane - 1, energy + (1 << plane));
  if (v128.any_true(clear)) tally(clear, plane - 1, energy);
}

function tallyEight(lanes: v128, energy: i32): void {
  const bits = v128.load(PLANES, 32);
  const level = walker.level(energy);
  const set = and<v128>(lanes, bits);
  const clear = andNot<v128>(lanes, bits);
  if (v128.any_true(set)) tallyFour(set, level + 4 * 16);
  if (v128.any_true(clear)) tallyFour(clear, level);
}

// @ts-expect-error: decorator
@inline
function tallyFour(lanes: v128, level: usize): void {
  const bits = v128.load(PLANES, 16);
  tallyTwo(and<v128>(lanes, bits), level + 2 * 16);
  tallyTwo(andNot<v128>(lanes, bits), level);
}

// @ts-expect-error: decorator
@inline
function tallyTwo(lanes: v128, level: usize): void {
  const bits = v128.load(PLANES);
  tallyOne(and<v128>(lanes, bits), level + 16);
  tallyOne(andNot<v128>(lanes, bits), level);
}

// @ts-expect-error: decorator
@inline
function tallyOne(lanes: v128, level: usize): void {
  store<u64>(level, load<u64>(level, 8) + countOnes(lanes), 8);
}
