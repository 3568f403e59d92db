import { Architecture } from './architecture';
import { and, majority, none, parity, setBit, xor } from './bits';
import { noteBits } from './found';
import { reserve, VECTOR } from './memory';
import { SignPerceptron } from './sign-perceptron';
import { lanesAt, PLANES, tallyLanes } from './tally';
import { walker } from './walker';

// Exact enumeration, configuration-sliced. The 128 configurations of the 7 lowest weights lie side by side in one vector;
// a Gray code runs over the others. For each pattern the error bits of all 128 follow from the number of agreements among
// the other weights alone: they are looked up in a table of 9 masks. Carry-save adders sum the masks over the patterns
// into bit planes of the energy, seven patterns at a time, and a binary tree over the planes counts each energy.

const LANE_WEIGHTS: i32 = 7;
const LANES: i32 = 128;
/** One mask for each number of agreements that the lane weights still owe: 0 (right anyway) … 8 (wrong anyway). */
const MASKS: i32 = 9;
const PATTERN_BYTES: usize = <usize>MASKS * VECTOR;
const GROUP: i32 = 7;

const VALID_LANES = memory.data(16, 16);

let groups: i32 = 0;
let planes: i32 = 0;
/** Masks of each pattern. */
let masks: usize = 0;
/** What each pattern still owes, as an offset into its masks (i16): unbounded, and clamped to the table. */
let owed: usize = 0;
let clamped: usize = 0;
/** For each weight what its flip adds to `owed` (i16 per pattern); changes sign with the weight. */
let columns: usize = 0;
let span: usize = 0;

/** Prepares for the walker's present weights: those above the lanes are where the Gray code starts. */
export function prepareTable(shape: Architecture, model: SignPerceptron): void {
  const inputs = shape.inputs;
  const patterns = shape.patterns;
  groups = (patterns + GROUP - 1) / GROUP;
  planes = 3;
  while (1 << planes <= patterns) planes++;
  const padded = groups * GROUP;
  span = (<usize>padded * 2 + VECTOR - 1) & ~(VECTOR - 1);
  // Reserved once, and used for one count after another.
  if (masks === 0) {
    masks = reserve(<usize>padded * PATTERN_BYTES);
    owed = reserve(span);
    clamped = reserve(span);
    columns = reserve(<usize>inputs * span);
  }
  const laneWeights = min(inputs, LANE_WEIGHTS);
  for (let lane = 0; lane < 1 << laneWeights; lane++) setBit(VALID_LANES, lane);
  for (let pattern = 0; pattern < patterns; pattern++) {
    const place = (<usize>pattern) << 1;
    for (let lane = 0; lane < LANES; lane++) {
      let agreements = 0;
      for (let weight = 0; weight < laneWeights; weight++) {
        const turned = ((lane >> weight) & 1) !== i32(load<i8>(walker.signs + <usize>weight) > 0);
        agreements += i32(turned !== model.agrees(weight, pattern));
      }
      for (let owing = agreements + 1; owing < MASKS; owing++) {
        setBit(masks + <usize>pattern * PATTERN_BYTES + <usize>owing * VECTOR, lane);
      }
    }
    let owing = shape.agreementsNeeded(pattern);
    for (let weight = laneWeights; weight < inputs; weight++) {
      const agrees = model.agrees(weight, pattern);
      owing -= i32(agrees);
      store<i16>(columns + <usize>weight * span + place, agrees ? <i16>VECTOR : -(<i16>VECTOR));
    }
    store<i16>(owed + place, <i16>(owing * <i32>VECTOR));
  }
  clampOwed();
}

/** Counts the energies of `steps` × 2^(lane weights) configurations from the present one on. */
export function countTable(steps: u32): void {
  for (let step: u32 = 0; step < steps; step++) {
    if (step > 0) flip(LANE_WEIGHTS + <i32>ctz(step));
    sumErrors();
    tallyLanes(VALID_LANES, planes);
  }
}

/** Notes the configurations of this energy, of those that `countTable` counts. The weights of the Gray code start at −1. */
export function listTable(steps: u32, energy: i32): void {
  for (let step: u32 = 0; step < steps; step++) {
    if (step > 0) flip(LANE_WEIGHTS + <i32>ctz(step));
    sumErrors();
    const lanes = lanesAt(VALID_LANES, planes, energy);
    if (!v128.any_true(lanes)) continue;
    const first = (step ^ (step >> 1)) << LANE_WEIGHTS;
    noteBits(<u64>i64x2.extract_lane(lanes, 0), first);
    noteBits(<u64>i64x2.extract_lane(lanes, 1), first + 64);
  }
}

function flip(weight: i32): void {
  const column = columns + <usize>weight * span;
  for (let place: usize = 0; place < span; place += VECTOR) {
    const change = v128.load(column + place);
    v128.store(owed + place, i16x8.add(v128.load(owed + place), change));
    v128.store(column + place, i16x8.neg(change));
  }
  clampOwed();
}

function clampOwed(): void {
  const most = i16x8.splat(<i16>((MASKS - 1) * <i32>VECTOR));
  const least = i16x8.splat(0);
  for (let place: usize = 0; place < span; place += VECTOR) {
    v128.store(clamped + place, i16x8.max_s(i16x8.min_s(v128.load(owed + place), most), least));
  }
}

/** The energy of each lane, as bit planes. */
function sumErrors(): void {
  let ones = none<v128>();
  let twos = none<v128>();
  let fours = none<v128>();
  for (let plane = 3; plane < planes; plane++) v128.store(PLANES + ((<usize>plane) << 4), none<v128>());
  let mask = masks;
  let place = clamped;
  for (let group = 0; group < groups; group++) {
    const a = errors(mask, place, 0);
    const b = errors(mask, place, 1);
    const c = errors(mask, place, 2);
    const d = errors(mask, place, 3);
    const e = errors(mask, place, 4);
    const f = errors(mask, place, 5);
    const g = errors(mask, place, 6);
    mask += <usize>GROUP * PATTERN_BYTES;
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

// @ts-expect-error: decorator
@inline
function errors(mask: usize, place: usize, pattern: usize): v128 {
  return v128.load(mask + pattern * PATTERN_BYTES + <usize>load<u16>(place + (pattern << 1)));
}
