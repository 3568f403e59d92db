import { Architecture } from './architecture';
import { majority, parity, setBit } from './bits';
import { energyPlanes, GROUP } from './error-sum';
import { reserve, VECTOR } from './memory';
import { LANE_WEIGHTS, LANES, noteLanes, PLANES, tallyLanes, validLanes } from './tally';
import { walker } from './walker';

// Exact enumeration on any integers, configuration-sliced like that of agreement-table.ts. The 7 lowest weights give each pattern
// 128 sums, which are sorted once. Where the other weights leave a pattern with the field h, its sums up to −h are wrong: as many
// as the rank of −h among them, which is looked up in a table of up to 129 masks. Buckets say nearly what the rank is.
// These tables are larger than the fastest cache. So 7 patterns at a time go through all values of the next 7 weights, the middle
// ones, and their errors are added to the energies at each; a Gray code runs over the weights above.

const MIDDLE_WEIGHTS: i32 = 7;
const BUCKETS: i32 = 1024;
const PATTERN_BYTES: usize = <usize>(LANES + 1) * VECTOR;
/** Numbers of a group of patterns: one for each, and one that is not used. */
const PLACES: usize = 8;

/** The sums of a pattern (i32), and their lanes (u8), in ascending order while they are sorted. */
const SORTED = memory.data(4 * LANES, 16);
const SORTED_LANES = memory.data(LANES, 16);
/** The numbers of a group to look up (Field). */
const WANTED = memory.data(32, 16);

let groups: i32 = 0;
let planes: i32 = 0;
/** For each pattern and rank a mask: the lanes of so many smallest sums. Equal sums count once. */
let masks: usize = 0;
/** For each pattern its sums, ascending, then one that is never reached (Field). */
let sums: usize = 0;
/** For each pattern and bucket the number of sums up to where the bucket begins (u8). */
let ranks: usize = 0;
/** A number x is in bucket (x + lowest) >> shift. */
let lowest: i32 = 0;
let shift: i32 = 0;
// Group by group PLACES numbers (Field): the largest sums, and −h without the middle weights.
let reaches: usize = 0;
let needed: usize = 0;
/** For each weight 2 σ ξ, laid out like these. */
let columns: usize = 0;
let span: usize = 0;
/** For each group what the middle weights add to −h with each of their values. */
let middles: usize = 0;
/** For each value of the middle weights the bit planes of the energies. */
let energies: usize = 0;

/** Counts the energies of `steps` × 2^(lane weights) configurations, all values of the lowest weights. */
export function countRanks<Field>(shape: Architecture, steps: u32): void {
  const middle = begin<Field>(shape, steps);
  for (let chunk: u32 = 0; chunk < steps >> middle; chunk++) {
    sumChunk<Field>(chunk, middle);
    for (let value = 0; value < 1 << middle; value++) {
      takeEnergies(value);
      tallyLanes(planes);
    }
  }
}

/** Notes the configurations of this energy, of those that `countRanks` counts. */
export function listRanks<Field>(shape: Architecture, steps: u32, energy: i32): void {
  const middle = begin<Field>(shape, steps);
  for (let chunk: u32 = 0; chunk < steps >> middle; chunk++) {
    sumChunk<Field>(chunk, middle);
    const above = (chunk ^ (chunk >> 1)) << middle;
    for (let value = 0; value < 1 << middle; value++) {
      takeEnergies(value);
      noteLanes(planes, energy, above | value);
    }
  }
}

/** Begins with the walker's weights above the middle ones; returns how many are in the middle. */
function begin<Field>(shape: Architecture, steps: u32): i32 {
  const middle = min(MIDDLE_WEIGHTS, 31 - clz(steps));
  for (let pattern = 0; pattern < shape.patterns; pattern++) {
    let field = shape.offset(pattern);
    for (let weight = LANE_WEIGHTS + middle; weight < shape.inputs; weight++) {
      field += (doubled<Field>(weight, pattern) >> 1) * sign(weight);
    }
    store<Field>(needed + placeOf<Field>(pattern), <Field>-field);
    let place = middles + ((<usize>(pattern / GROUP) * PLACES) << MIDDLE_WEIGHTS) * sizeof<Field>();
    place += <usize>(pattern % GROUP) * sizeof<Field>();
    for (let value = 0; value < 1 << middle; value++) {
      let taken = 0;
      for (let bit = 0; bit < middle; bit++) {
        const input = doubled<Field>(LANE_WEIGHTS + bit, pattern) >> 1;
        taken += (value >> bit) & 1 ? -input : input;
      }
      store<Field>(place, <Field>taken);
      place += PLACES * sizeof<Field>();
    }
  }
  return middle;
}

/** Sums the errors at all values of the middle weights, for the next step of the Gray code over those above. */
function sumChunk<Field>(chunk: u32, middle: i32): void {
  if (chunk > 0) flip<Field>(LANE_WEIGHTS + middle + <i32>ctz(chunk));
  memory.fill(energies, 0, (<usize>planes * VECTOR) << middle);
  for (let group = 0; group < groups; group++) addGroup<Field>(group, 1 << middle);
}

function flip<Field>(weight: i32): void {
  const column = columns + <usize>weight * span;
  const negative = i8x16.splat(<i8>(sign(weight) >> 1));
  for (let place: usize = 0; place < span; place += VECTOR) {
    const change = v128.sub<Field>(v128.xor(v128.load(column + place), negative), negative);
    v128.store(needed + place, v128.add<Field>(v128.load(needed + place), change));
  }
  store<i8>(walker.signs + <usize>weight, <i8>-sign(weight));
}

/** Adds the errors of a group of patterns to the energies: carry-save adders sum their masks. */
function addGroup<Field>(group: i32, values: i32): void {
  const numbers = <usize>group * PLACES * sizeof<Field>();
  const mask = masks + <usize>(group * GROUP) * PATTERN_BYTES;
  const sum = sums + <usize>(group * GROUP) * sumBytes<Field>();
  const bucket = ranks + <usize>(group * GROUP * BUCKETS);
  const height = <usize>planes * VECTOR;
  const begin = lowest;
  const width = <usize>shift;
  let energy = energies;
  let middle = middles + (numbers << MIDDLE_WEIGHTS);
  for (let value = 0; value < values; value++) {
    want<Field>(numbers, middle, 0);
    if (sizeof<Field>() === 4) want<Field>(numbers, middle, VECTOR);
    middle += PLACES * sizeof<Field>();
    const a = errors<Field>(0, mask, sum, bucket, begin, width);
    const b = errors<Field>(1, mask, sum, bucket, begin, width);
    const c = errors<Field>(2, mask, sum, bucket, begin, width);
    const d = errors<Field>(3, mask, sum, bucket, begin, width);
    const e = errors<Field>(4, mask, sum, bucket, begin, width);
    const f = errors<Field>(5, mask, sum, bucket, begin, width);
    const g = errors<Field>(6, mask, sum, bucket, begin, width);

    const sumAbc = parity(a, b, c);
    const sumDef = parity(d, e, f);
    const carryAbc = majority(a, b, c);
    const carryDef = majority(d, e, f);
    const ones = parity(sumAbc, sumDef, g);
    const carrySum = majority(sumAbc, sumDef, g);
    const twos = parity(carryAbc, carryDef, carrySum);
    const fours = majority(carryAbc, carryDef, carrySum);

    const first = v128.load(energy);
    v128.store(energy, v128.xor(first, ones));
    const carryOne = v128.and(first, ones);
    const second = v128.load(energy, 16);
    v128.store(energy, parity(second, twos, carryOne), 16);
    const carryTwo = majority(second, twos, carryOne);
    const third = v128.load(energy, 32);
    v128.store(energy, parity(third, fours, carryTwo), 32);
    let carry = majority(third, fours, carryTwo);
    const end = energy + height;
    for (let plane = energy + 3 * VECTOR; plane < end; plane += VECTOR) {
      const bits = v128.load(plane);
      v128.store(plane, v128.xor(bits, carry));
      carry = v128.and(bits, carry);
    }
    energy = end;
  }
}

/** Writes −h of a group, from just below the smallest sums to the largest. */
// @ts-ignore: decorator
@inline
function want<Field>(numbers: usize, middle: usize, place: usize): void {
  const reach = v128.load(reaches + numbers + place);
  const field = v128.add<Field>(v128.load(needed + numbers + place), v128.load(middle + place));
  v128.store(WANTED + place, v128.max<Field>(v128.min<Field>(field, reach), v128.not(reach)));
}

/** The mask of a pattern of the group, given the tables of the first. */
// @ts-ignore: decorator
@inline
function errors<Field>(pattern: usize, mask: usize, sum: usize, bucket: usize, begin: i32, width: usize): v128 {
  const x = <i32>load<Field>(WANTED + pattern * sizeof<Field>());
  const own = sum + pattern * sumBytes<Field>();
  let rank = <usize>load<u8>(bucket + pattern * <usize>BUCKETS + (<usize>(x + begin) >> width));
  // Most buckets have one sum at most: to add a comparison costs less than to branch on it.
  rank += <usize>(<i32>load<Field>(own + rank * sizeof<Field>()) <= x);
  if (<i32>load<Field>(own + rank * sizeof<Field>()) <= x) rank = climb<Field>(own, rank, x);
  return v128.load(mask + pattern * PATTERN_BYTES + rank * VECTOR);
}

/** The rank of a number that is not below this one. */
function climb<Field>(sum: usize, rank: usize, x: i32): usize {
  while (<i32>load<Field>(sum + rank * sizeof<Field>()) <= x) rank++;
  return rank;
}

/** Copies the energies at a value of the middle weights to where they are tallied. */
function takeEnergies(value: i32): void {
  const height = <usize>planes * VECTOR;
  const from = energies + <usize>value * height;
  for (let place: usize = 0; place < height; place += VECTOR) v128.store(PLANES + place, v128.load(from + place));
}

/** Makes what all counts share, from a model that tells σ ξ w of a weight and a pattern, w being the walker's weights. */
export function prepareRanks<Field, Model>(shape: Architecture, model: Model): void {
  if (masks !== 0) return;
  groups = (shape.patterns + GROUP - 1) / GROUP;
  planes = energyPlanes(shape.patterns);
  span = <usize>groups * PLACES * sizeof<Field>();
  const padded = <usize>(groups * GROUP);
  masks = reserve(padded * PATTERN_BYTES);
  sums = reserve(padded * sumBytes<Field>());
  ranks = reserve(padded * <usize>BUCKETS);
  reaches = reserve(span);
  needed = reserve(span);
  columns = reserve(<usize>shape.inputs * span);
  middles = reserve(span << MIDDLE_WEIGHTS);
  energies = reserve((<usize>planes * VECTOR) << MIDDLE_WEIGHTS);
  const laneWeights = min(shape.inputs, LANE_WEIGHTS);
  validLanes(laneWeights);
  for (let pattern = 0; pattern < shape.patterns; pattern++) {
    for (let weight = 0; weight < shape.inputs; weight++) {
      store<Field>(columns + <usize>weight * span + placeOf<Field>(pattern), <Field>(2 * model.change(weight, pattern) * sign(weight)));
    }
    let reach = 0;
    for (let weight = 0; weight < laneWeights; weight++) reach += abs(doubled<Field>(weight, pattern) >> 1);
    store<Field>(reaches + placeOf<Field>(pattern), <Field>reach);
    lowest = max(lowest, reach + 1);
  }
  while ((<u32>lowest << 1) >> shift >= <u32>BUCKETS) shift++;
  for (let pattern = 0; pattern < <i32>padded; pattern++) {
    // Places without a pattern have one sum, which is right.
    const isPattern = pattern < shape.patterns;
    if (isPattern) sortSums<Field>(pattern, laneWeights);
    writeMasks<Field>(pattern, isPattern ? (<usize>1) << laneWeights : 0);
    if (isPattern) writeRanks<Field>(pattern);
  }
}

/** Sorts the sums of a pattern. */
function sortSums<Field>(pattern: i32, laneWeights: i32): void {
  for (let lane = 0; lane < 1 << laneWeights; lane++) {
    let sum = 0;
    for (let weight = 0; weight < laneWeights; weight++) {
      const one = doubled<Field>(weight, pattern) >> 1;
      sum += (lane >> weight) & 1 ? one : -one;
    }
    let place = <usize>lane;
    for (; place > 0 && load<i32>(SORTED + ((place - 1) << 2)) > sum; place--) {
      store<i32>(SORTED + (place << 2), load<i32>(SORTED + ((place - 1) << 2)));
      store<u8>(SORTED_LANES + place, load<u8>(SORTED_LANES + place - 1));
    }
    store<i32>(SORTED + (place << 2), sum);
    store<u8>(SORTED_LANES + place, <u8>lane);
  }
}

/** Writes the different sums of a pattern, and for each the lanes of all sums up to it. */
function writeMasks<Field>(pattern: i32, lanes: usize): void {
  let mask = masks + <usize>pattern * PATTERN_BYTES;
  let end = sums + <usize>pattern * sumBytes<Field>();
  for (let place: usize = 0; place < lanes; place++) {
    const sum = load<i32>(SORTED + (place << 2));
    if (place === 0 || sum > load<i32>(SORTED + ((place - 1) << 2))) {
      v128.store(mask + VECTOR, v128.load(mask));
      mask += VECTOR;
      store<Field>(end, <Field>sum);
      end += sizeof<Field>();
    }
    setBit(mask, <i32>load<u8>(SORTED_LANES + place));
  }
  store<Field>(end, sizeof<Field>() === 2 ? <Field>i16.MAX_VALUE : <Field>i32.MAX_VALUE);
}

function writeRanks<Field>(pattern: i32): void {
  const sum = sums + <usize>pattern * sumBytes<Field>();
  let rank: usize = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    // No number of this pattern is in the buckets above its largest sum.
    const begin = min(((<i64>bucket) << shift) - lowest, <i64>load<Field>(reaches + placeOf<Field>(pattern)));
    while (<i64>load<Field>(sum + rank * sizeof<Field>()) <= begin) rank++;
    store<u8>(ranks + <usize>(pattern * BUCKETS + bucket), <u8>rank);
  }
}

/** Bytes of the sums of a pattern. */
// @ts-ignore: decorator
@inline
function sumBytes<Field>(): usize {
  return <usize>(LANES + 1) * sizeof<Field>();
}

/** Where a pattern's number lies among those of all groups. */
function placeOf<Field>(pattern: i32): usize {
  return (<usize>(pattern / GROUP) * PLACES + <usize>(pattern % GROUP)) * sizeof<Field>();
}

/** 2 σ ξ of a weight. */
function doubled<Field>(weight: i32, pattern: i32): i32 {
  return <i32>load<Field>(columns + <usize>weight * span + placeOf<Field>(pattern));
}

function sign(weight: i32): i32 {
  return <i32>load<i8>(walker.signs + <usize>weight);
}
