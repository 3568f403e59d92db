import { Architecture } from './architecture';
import { sumLanes } from './lanes';
import { reserve, reserveState, VECTOR } from './memory';
import { countRanks, listRanks, prepareRanks } from './rank-table';

/**
 * The perceptron on any integers. A pattern of the field f = σ w·ξ + offset is wrong where f ≤ 0, and after the flip of weight i
 * where f ≤ 2c, with c = σ ξ_i w_i. Of each field the half h = ⌈f/2⌉ is kept, of type Field, i16 or i32: the pattern is wrong where
 * h ≤ 0, and after the flip where h ≤ c. The flip subtracts c from h, and c changes sign with the weight.
 *
 * Proposals read numbers of type Near, which is the same or half as wide: the columns of c, and the halves cut off where Near ends.
 */
@unmanaged
export class FieldPerceptron<Field, Near> {
  halves: usize;
  /** The halves in Near: the halves themselves where the types are the same. */
  near: usize;
  columns: usize;
  /** Bytes of the halves in Near, and of a column: a whole number of pairs of vectors. */
  span: usize;
  /** For each weight the largest |c| (i32). */
  largest: usize;

  create(shape: Architecture): void {
    this.span = (<usize>shape.patterns * sizeof<Near>() + 2 * VECTOR - 1) & ~(2 * VECTOR - 1);
    this.halves = reserveState(this.places * sizeof<Field>());
    this.near = isCut<Field, Near>() ? reserveState(this.span) : this.halves;
    this.columns = reserve(<usize>shape.inputs * this.span);
    this.largest = reserve(<usize>shape.inputs << 2);
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    const place = <usize>pattern * sizeof<Near>();
    for (let weight: usize = 0; weight < <usize>shape.inputs; weight++) {
      const input = load<i32>(row + (weight << 2));
      store<Near>(this.column(weight) + place, <Near>input);
      store<i32>(this.largest + (weight << 2), max(this.largestOf(weight), abs(input)));
    }
  }

  start(shape: Architecture, _signs: usize): i32 {
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      store<Field>(this.halves + <usize>pattern * sizeof<Field>(), <Field>shape.offset(pattern));
    }
    for (let weight: usize = 0; weight < <usize>shape.inputs; weight++) this.add(this.column(weight));
    let energy = 0;
    for (let pattern: usize = 0; pattern < this.places; pattern++) {
      const place = this.halves + pattern * sizeof<Field>();
      const field = load<Field>(place);
      // Places beyond the last pattern hold a half that is right and never changes.
      const half = pattern < <usize>shape.patterns ? (field >> 1) + (field & 1) : <Field>1;
      store<Field>(place, half);
      if (isCut<Field, Near>()) store<Near>(this.near + pattern * sizeof<Near>(), cut<Field, Near>(half));
      energy += i32(half <= 0);
    }
    return energy;
  }

  /** Adds a column to whole fields. */
  private add(column: usize): void {
    let field = this.halves;
    for (let place: usize = 0; place < this.span; place += VECTOR) {
      const part = v128.load(column + place);
      if (isCut<Field, Near>()) {
        v128.store(field, v128.add<Field>(v128.load(field), v128.extend_low<Near>(part)));
        v128.store(field, v128.add<Field>(v128.load(field, 16), v128.extend_high<Near>(part)), 16);
        field += 2 * VECTOR;
      } else {
        v128.store(field, v128.add<Field>(v128.load(field), part));
        field += VECTOR;
      }
    }
  }

  /** c of a weight and a pattern. */
  change(weight: usize, pattern: i32): i32 {
    return <i32>load<Near>(this.column(weight) + <usize>pattern * sizeof<Near>());
  }

  prepareTable(shape: Architecture): void {
    prepareRanks<Field, FieldPerceptron<Field, Near>>(shape, this);
  }

  countTable(shape: Architecture, steps: u32): void {
    countRanks<Field>(shape, steps);
  }

  listTable(shape: Architecture, steps: u32, energy: i32): void {
    listRanks<Field>(shape, steps, energy);
  }

  turnColumn(weight: usize): void {
    const column = this.column(weight);
    for (let place: usize = 0; place < this.span; place += VECTOR) {
      v128.store(column + place, v128.neg<Near>(v128.load(column + place)));
    }
  }

  // @ts-expect-error: decorator
  @inline
  energyAfter(weight: usize, _energy: i32): i32 {
    let half = this.near;
    let column = this.column(weight);
    const end = half + this.span;
    // A comparison gives −1 in each lane that holds: subtracting counts the patterns that are right, in two chains that run side
    // by side.
    let even = i64x2.splat(0);
    let odd = i64x2.splat(0);
    do {
      even = v128.sub<Near>(even, v128.gt<Near>(v128.load(half), v128.load(column)));
      odd = v128.sub<Near>(odd, v128.gt<Near>(v128.load(half, 16), v128.load(column, 16)));
      half += 2 * VECTOR;
      column += 2 * VECTOR;
    } while (half < end);
    return this.errors<Near>(v128.add<Near>(even, odd));
  }

  // @ts-expect-error: decorator
  @inline
  flip(weight: usize): void {
    let half = this.halves;
    let near = this.near;
    let column = this.column(weight);
    const end = near + this.span;
    do {
      const part = v128.load(column);
      if (isCut<Field, Near>()) {
        const low = v128.sub<Field>(v128.load(half), v128.extend_low<Near>(part));
        const high = v128.sub<Field>(v128.load(half, 16), v128.extend_high<Near>(part));
        v128.store(half, low);
        v128.store(half, high, 16);
        v128.store(near, v128.narrow<Field>(low, high));
        half += 2 * VECTOR;
      } else {
        v128.store(near, v128.sub<Near>(v128.load(near), part));
      }
      v128.store(column, v128.neg<Near>(part));
      near += VECTOR;
      column += VECTOR;
    } while (near < end);
  }

  // @ts-expect-error: decorator
  @inline
  seesPair(first: usize, second: usize): bool {
    return first !== second;
  }

  // @ts-expect-error: decorator
  @inline
  energyAfterPair(first: usize, second: usize, _energy: i32): i32 {
    const a = this.column(first);
    const b = this.column(second);
    if (isCut<Field, Near>() && this.largestOf(first) + this.largestOf(second) > furthest<Near>()) {
      return this.energyFar(a, b);
    }
    const halves = this.near;
    const span = this.span;
    let even = i64x2.splat(0);
    let odd = i64x2.splat(0);
    let place: usize = 0;
    do {
      const low = afterOne<Field, Near>(v128.load(halves + place), v128.load(a + place));
      const high = afterOne<Field, Near>(v128.load(halves + place, 16), v128.load(a + place, 16));
      even = v128.sub<Near>(even, v128.gt<Near>(low, v128.load(b + place)));
      odd = v128.sub<Near>(odd, v128.gt<Near>(high, v128.load(b + place, 16)));
      place += 2 * VECTOR;
    } while (place < span);
    return this.errors<Near>(v128.add<Near>(even, odd));
  }

  // @ts-expect-error: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    const a = this.column(first);
    const b = this.column(second);
    let half = this.halves;
    const near = this.near;
    const span = this.span;
    let place: usize = 0;
    do {
      const one = v128.load(a + place);
      const two = v128.load(b + place);
      if (isCut<Field, Near>()) {
        const low = v128.sub<Field>(v128.load(half), sumLow<Field, Near>(one, two));
        const high = v128.sub<Field>(v128.load(half, 16), sumHigh<Field, Near>(one, two));
        v128.store(half, low);
        v128.store(half, high, 16);
        v128.store(near + place, v128.narrow<Field>(low, high));
        half += 2 * VECTOR;
      } else {
        v128.store(near + place, v128.sub<Near>(v128.sub<Near>(v128.load(near + place), one), two));
      }
      v128.store(a + place, v128.neg<Near>(one));
      v128.store(b + place, v128.neg<Near>(two));
      place += VECTOR;
    } while (place < span);
  }

  /** The energy after two columns are subtracted from halves that are not cut off. */
  private energyFar(a: usize, b: usize): i32 {
    let half = this.halves;
    const span = this.span;
    let even = i64x2.splat(0);
    let odd = i64x2.splat(0);
    let place: usize = 0;
    do {
      const one = v128.load(a + place);
      const two = v128.load(b + place);
      even = v128.sub<Field>(even, v128.gt<Field>(v128.load(half), sumLow<Field, Near>(one, two)));
      odd = v128.sub<Field>(odd, v128.gt<Field>(v128.load(half, 16), sumHigh<Field, Near>(one, two)));
      half += 2 * VECTOR;
      place += VECTOR;
    } while (place < span);
    return this.errors<Field>(v128.add<Field>(even, odd));
  }

  /** The number of patterns, those beyond the last one included, less those that are counted as right. */
  // @ts-expect-error: decorator
  @inline
  private errors<Lane>(right: v128): i32 {
    return <i32>this.places - sumCounts<Lane>(right);
  }

  // @ts-expect-error: decorator
  @inline
  private get places(): usize {
    return this.span / sizeof<Near>();
  }

  // @ts-expect-error: decorator
  @inline
  private column(weight: usize): usize {
    return this.columns + weight * this.span;
  }

  // @ts-expect-error: decorator
  @inline
  private largestOf(weight: usize): i32 {
    return load<i32>(this.largest + (weight << 2));
  }
}

/** True where proposals read halves that are cut off. */
// @ts-ignore: decorator
@inline
function isCut<Field, Near>(): bool {
  return sizeof<Near>() < sizeof<Field>();
}

/**
 * How far the changes of proposals may go that read Near, those of one column or of two together: a half that is cut off, at 127 or
 * −128 in bytes, compares with changes from −126 to 126 like the half itself.
 */
// @ts-ignore: decorator
@inline
function furthest<Near>(): i32 {
  return (sizeof<Near>() === 1 ? <i32>i8.MAX_VALUE : <i32>i16.MAX_VALUE) - 1;
}

/** A half cut off where Near ends. */
// @ts-ignore: decorator
@inline
function cut<Field, Near>(half: Field): Near {
  const most = <Field>(furthest<Near>() + 1);
  return <Near>max<Field>(~most, min<Field>(half, most));
}

/** Halves after one change, cut off as before. Those that are not cut off have room for it. */
// @ts-ignore: decorator
@inline
function afterOne<Field, Near>(halves: v128, change: v128): v128 {
  return isCut<Field, Near>() ? v128.sub_sat<Near>(halves, change) : v128.sub<Near>(halves, change);
}

/** The sums of two changes in the lower lanes, twice as wide. */
// @ts-ignore: decorator
@inline
function sumLow<Field, Near>(a: v128, b: v128): v128 {
  return v128.add<Field>(v128.extend_low<Near>(a), v128.extend_low<Near>(b));
}

/** The same in the upper lanes. */
// @ts-ignore: decorator
@inline
function sumHigh<Field, Near>(a: v128, b: v128): v128 {
  return v128.add<Field>(v128.extend_high<Near>(a), v128.extend_high<Near>(b));
}

/** The sum of counts: in bytes there are up to 128 of each, because a vector has 16 patterns and MAX_PATTERNS is 2048. */
// @ts-ignore: decorator
@inline
function sumCounts<Lane>(counts: v128): i32 {
  if (sizeof<Lane>() === 1) return sumLanes<i16>(i16x8.extadd_pairwise_i8x16_u(counts));
  return sumLanes<Lane>(counts);
}
