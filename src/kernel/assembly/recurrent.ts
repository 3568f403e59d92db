import { Architecture } from './architecture';
import { sumLanes } from './lanes';
import { reserve, reserveState, VECTOR } from './memory';

/**
 * A recurrent network, whose weights are the states s of its units and whose rows of inputs are the couplings J_ij onto unit i.
 * The condition of unit i is s_i h_i + offset > 0 with the field h_i = Σ_j J_ij s_j, in fixed-point numbers of type Field, i16 or
 * i32. Column k holds 2 J_ik s_k, which a flip of unit k subtracts from the fields, and changes sign with it.
 */
@unmanaged
export class Recurrent<Field> {
  /** For each unit s h + offset, less 1 where s = −1: then a comparison with a column needs only its bits inverted. */
  leads: usize;
  /** All ones where s = −1, zeros where it is +1. */
  negatives: usize;
  columns: usize;
  /** The offset of each unit (i32). */
  offsets: usize;
  /** Bytes of one number for each unit: a whole number of pairs of vectors. */
  span: usize;

  create(shape: Architecture): void {
    this.span = (<usize>shape.patterns * sizeof<Field>() + 2 * VECTOR - 1) & ~(2 * VECTOR - 1);
    this.leads = reserveState(this.span);
    this.negatives = reserveState(this.span);
    this.columns = reserve(<usize>shape.inputs * this.span);
    this.offsets = shape.offsets;
  }

  readPattern(shape: Architecture, unit: i32, row: usize): void {
    const place = this.columns + <usize>unit * sizeof<Field>();
    for (let other: usize = 0; other < <usize>shape.inputs; other++) {
      store<Field>(place + other * this.span, <Field>(2 * load<i32>(row + (other << 2))));
    }
  }

  start(shape: Architecture, signs: usize): i32 {
    // Places beyond the last unit hold a condition that holds and never changes.
    for (let place: usize = 0; place < this.span; place += sizeof<Field>()) store<Field>(this.leads + place, <Field>1);
    let energy = 0;
    for (let unit = 0; unit < shape.patterns; unit++) {
      const place = <usize>unit * sizeof<Field>();
      const isNegative = load<i8>(signs + <usize>unit) < 0;
      let field = 0;
      for (let other: usize = 0; other < <usize>shape.inputs; other++) {
        field += <i32>load<Field>(this.columns + other * this.span + place) >> 1;
      }
      const lead = (isNegative ? -field : field) + shape.offset(unit);
      store<Field>(this.leads + place, <Field>(lead - i32(isNegative)));
      store<Field>(this.negatives + place, <Field>-i32(isNegative));
      energy += i32(lead <= 0);
    }
    return energy;
  }

  turnColumn(unit: usize): void {
    const column = this.columns + unit * this.span;
    for (let place: usize = 0; place < this.span; place += VECTOR) {
      v128.store(column + place, v128.neg<Field>(v128.load(column + place)));
    }
  }

  // @ts-expect-error: decorator
  @inline
  energyAfter(unit: usize, _energy: i32): i32 {
    const column = this.columns + unit * this.span;
    // A comparison gives −1 in each lane that holds: subtracting counts violations, in two chains that run side by side.
    let even = i64x2.splat(0);
    let odd = i64x2.splat(0);
    let place: usize = 0;
    do {
      even = v128.sub<Field>(even, this.violated(column, place));
      odd = v128.sub<Field>(odd, this.violated(column, place + VECTOR));
      place += 2 * VECTOR;
    } while (place < this.span);
    const others = sumLanes<Field>(v128.add<Field>(even, odd));
    // Its own column has a zero in the place of the unit: it was counted with the sign that it has before the flip.
    const own = unit * sizeof<Field>();
    const negative = <i32>load<Field>(this.negatives + own);
    return others - i32(<i32>load<Field>(this.leads + own) <= negative) + i32(this.turned(unit) <= ~negative);
  }

  // @ts-expect-error: decorator
  @inline
  flip(unit: usize): void {
    const column = this.columns + unit * this.span;
    const turned = this.turned(unit);
    let place: usize = 0;
    do {
      const part = v128.load(column + place);
      const negative = v128.load(this.negatives + place);
      const change = v128.sub<Field>(v128.xor(part, negative), negative);
      v128.store(this.leads + place, v128.sub<Field>(v128.load(this.leads + place), change));
      v128.store(column + place, v128.neg<Field>(part));
      place += VECTOR;
    } while (place < this.span);
    const own = unit * sizeof<Field>();
    store<Field>(this.leads + own, <Field>turned);
    store<Field>(this.negatives + own, ~load<Field>(this.negatives + own));
  }

  /** Where conditions are violated once the column has been subtracted. */
  // @ts-ignore: decorator
  @inline
  private violated(column: usize, place: usize): v128 {
    const change = v128.xor(v128.load(column + place), v128.load(this.negatives + place));
    return v128.le<Field>(v128.load(this.leads + place), change);
  }

  /** The lead of a unit after its own flip, which leaves its field as it is and inverts its sign. */
  // @ts-ignore: decorator
  @inline
  private turned(unit: usize): i32 {
    return 2 * load<i32>(this.offsets + (unit << 2)) - 1 - <i32>load<Field>(this.leads + unit * sizeof<Field>());
  }
}
