import { Architecture } from './architecture';
import { isSet, setBit } from './bits';
import { energyPlanes, GROUP, sumErrors } from './error-sum';
import { reserve, VECTOR } from './memory';
import { LANES, LANE_WEIGHTS, noteLanes, tallyLanes, validLanes } from './tally';
import { walker } from './walker';

// Exact enumeration, configuration-sliced. The 128 configurations of the 7 lowest weights lie side by side in one vector;
// a Gray code runs over the others. For each pattern the error bits of all 128 follow from the number of agreements among
// the other weights alone: they are looked up in a table of 9 masks. Their sums over the patterns are the energies.

/** One mask for each number of agreements that the lane weights still owe: 0 (right anyway) … 8 (wrong anyway). */
const MASKS: i32 = 9;
const PATTERN_BYTES: usize = <usize>MASKS * VECTOR;

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

/**
 * Prepares for the walker's present weights: those above the lanes are where the Gray code starts. `agreeing` are their columns, so
 * many bytes each: a bit for each pattern.
 */
export function prepareAgreements(shape: Architecture, agreeing: usize, agreeingBytes: usize): void {
  const inputs = shape.inputs;
  const patterns = shape.patterns;
  groups = (patterns + GROUP - 1) / GROUP;
  planes = energyPlanes(patterns);
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
  validLanes(laneWeights);
  for (let pattern = 0; pattern < patterns; pattern++) {
    const place = (<usize>pattern) << 1;
    for (let lane = 0; lane < LANES; lane++) {
      let agreements = 0;
      for (let weight = 0; weight < laneWeights; weight++) {
        const turned = ((lane >> weight) & 1) !== i32(load<i8>(walker.signs + <usize>weight) > 0);
        agreements += i32(turned !== isSet(agreeing + <usize>weight * agreeingBytes, pattern));
      }
      for (let owing = agreements + 1; owing < MASKS; owing++) {
        setBit(masks + <usize>pattern * PATTERN_BYTES + <usize>owing * VECTOR, lane);
      }
    }
    let owing = shape.agreementsNeeded(pattern);
    for (let weight = laneWeights; weight < inputs; weight++) {
      const agrees = isSet(agreeing + <usize>weight * agreeingBytes, pattern);
      owing -= i32(agrees);
      store<i16>(columns + <usize>weight * span + place, agrees ? <i16>VECTOR : -(<i16>VECTOR));
    }
    store<i16>(owed + place, <i16>(owing * <i32>VECTOR));
  }
  clampOwed();
}

/** Counts the energies of `steps` × 2^(lane weights) configurations from the present one on. */
export function countAgreements(steps: u32): void {
  for (let step: u32 = 0; step < steps; step++) {
    if (step > 0) flip(LANE_WEIGHTS + <i32>ctz(step));
    sumErrors(masks, PATTERN_BYTES, clamped, groups, planes);
    tallyLanes(planes);
  }
}

/** Notes the configurations of this energy, of those that `countAgreements` counts. The weights of the Gray code start at −1. */
export function listAgreements(steps: u32, energy: i32): void {
  for (let step: u32 = 0; step < steps; step++) {
    if (step > 0) flip(LANE_WEIGHTS + <i32>ctz(step));
    sumErrors(masks, PATTERN_BYTES, clamped, groups, planes);
    noteLanes(planes, energy, step ^ (step >> 1));
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
