import { and, andNot, countOnes, setBit } from './bits';
import { noteBits } from './found';
import { walker } from './walker';

// A histogram of the energies of 128 configurations at once, those of a vector's lanes: a binary tree over bit planes.

const MAX_PLANES: i32 = 12;

/** The bit planes of the energies of all lanes, lowest first. */
export const PLANES = memory.data(MAX_PLANES * 16, 16);

/** The weights whose values are in the number of a lane: bit k is set where weight k is +1. */
export const LANE_WEIGHTS: i32 = 7;
export const LANES: i32 = 128;

const VALID_LANES = memory.data(16, 16);

/** Counts the lanes of this number of weights. */
export function validLanes(weights: i32): void {
  for (let lane = 0; lane < 1 << weights; lane++) setBit(VALID_LANES, lane);
}

/** Counts the lanes, with energies of this number of planes, in the visits of the levels. */
export function tallyLanes(planes: i32): void {
  tally(v128.load(VALID_LANES), planes - 1, 0);
}

/** Notes the configurations of this energy in the lanes; `above`: the number that the weights above those of the lanes make. */
export function noteLanes(planes: i32, energy: i32, above: u32): void {
  let lanes = v128.load(VALID_LANES);
  for (let plane = 0; plane < planes; plane++) {
    const bits = v128.load(PLANES + ((<usize>plane) << 4));
    lanes = (energy >> plane) & 1 ? and<v128>(lanes, bits) : andNot<v128>(lanes, bits);
  }
  if (!v128.any_true(lanes)) return;
  const first = above << LANE_WEIGHTS;
  noteBits(<u64>i64x2.extract_lane(lanes, 0), first);
  noteBits(<u64>i64x2.extract_lane(lanes, 1), first + 64);
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
