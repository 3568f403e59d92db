import { Architecture } from './architecture';
import { addInputs, sumLanes } from './lanes';
import { reserve, reserveState, VECTOR } from './memory';
import { countRanks, listRanks, prepareRanks } from './rank-table';

/**
 * The perceptron on any integers: the field σ w·ξ of each pattern as a fixed-point number of type Field, i16 or i32.
 * Column i holds 2 σ ξ_i w_i, which a flip of weight i subtracts from the fields, and changes sign with it.
 */
@unmanaged
export class FieldPerceptron<Field> {
  fields: usize;
  columns: usize;
  /** Bytes of the fields, and of one column: a whole number of pairs of vectors. */
  span: usize;

  create(shape: Architecture): void {
    this.span = (<usize>shape.patterns * sizeof<Field>() + 2 * VECTOR - 1) & ~(2 * VECTOR - 1);
    this.fields = reserveState(this.span);
    this.columns = reserve(<usize>shape.inputs * this.span);
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    const place = this.columns + <usize>pattern * sizeof<Field>();
    for (let input: usize = 0; input < <usize>shape.inputs; input++) {
      store<Field>(place + input * this.span, <Field>(2 * load<i32>(row + (input << 2))));
    }
  }

  start(shape: Architecture, _signs: usize): i32 {
    // Places beyond the last pattern hold a field that is right and never changes.
    for (let place: usize = 0; place < this.span; place += sizeof<Field>()) store<Field>(this.fields + place, <Field>1);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      store<Field>(this.fields + <usize>pattern * sizeof<Field>(), <Field>shape.offset(pattern));
    }
    for (let input: usize = 0; input < <usize>shape.inputs; input++) {
      addInputs<Field>(this.fields, this.columns + input * this.span, this.span, i64x2.splat(0));
    }
    let energy = 0;
    for (let place: usize = 0; place < this.span; place += sizeof<Field>()) {
      energy += i32(load<Field>(this.fields + place) <= 0);
    }
    return energy;
  }

  prepareTable(shape: Architecture): void {
    prepareRanks<Field>(shape, this.columns, this.span);
  }

  countTable(shape: Architecture, steps: u32): void {
    countRanks<Field>(shape, steps);
  }

  listTable(shape: Architecture, steps: u32, energy: i32): void {
    listRanks<Field>(shape, steps, energy);
  }

  turnColumn(weight: usize): void {
    const column = this.columns + weight * this.span;
    for (let place: usize = 0; place < this.span; place += VECTOR) {
      v128.store(column + place, v128.neg<Field>(v128.load(column + place)));
    }
  }

  // @ts-expect-error: decorator
  @inline
  energyAfter(weight: usize, _energy: i32): i32 {
    let field = this.fields;
    let column = this.columns + weight * this.span;
    const end = field + this.span;
    // A comparison gives −1 in each lane that holds: subtracting counts the errors, in two chains that run side by side.
    let even = i64x2.splat(0);
    let odd = i64x2.splat(0);
    do {
      even = v128.sub<Field>(even, v128.le<Field>(v128.load(field), v128.load(column)));
      odd = v128.sub<Field>(odd, v128.le<Field>(v128.load(field, 16), v128.load(column, 16)));
      field += 2 * VECTOR;
      column += 2 * VECTOR;
    } while (field < end);
    return sumLanes<Field>(v128.add<Field>(even, odd));
  }

  // @ts-expect-error: decorator
  @inline
  flip(weight: usize): void {
    let field = this.fields;
    let column = this.columns + weight * this.span;
    const end = field + this.span;
    do {
      const part = v128.load(column);
      v128.store(field, v128.sub<Field>(v128.load(field), part));
      v128.store(column, v128.neg<Field>(part));
      field += VECTOR;
      column += VECTOR;
    } while (field < end);
  }

  // @ts-expect-error: decorator
  @inline
  seesPair(first: usize, second: usize): bool {
    return first !== second;
  }

  // @ts-expect-error: decorator
  @inline
  energyAfterPair(first: usize, second: usize, _energy: i32): i32 {
    const fields = this.fields;
    const span = this.span;
    const a = this.columns + first * span;
    const b = this.columns + second * span;
    let even = i64x2.splat(0);
    let odd = i64x2.splat(0);
    let place: usize = 0;
    do {
      // Fields after one flip fit, as those after two do; the two columns together may not.
      const low = v128.sub<Field>(v128.load(fields + place), v128.load(a + place));
      const high = v128.sub<Field>(v128.load(fields + place, 16), v128.load(a + place, 16));
      even = v128.sub<Field>(even, v128.le<Field>(low, v128.load(b + place)));
      odd = v128.sub<Field>(odd, v128.le<Field>(high, v128.load(b + place, 16)));
      place += 2 * VECTOR;
    } while (place < span);
    return sumLanes<Field>(v128.add<Field>(even, odd));
  }

  // @ts-expect-error: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    const fields = this.fields;
    const span = this.span;
    const a = this.columns + first * span;
    const b = this.columns + second * span;
    let place: usize = 0;
    do {
      const one = v128.load(a + place);
      const two = v128.load(b + place);
      v128.store(fields + place, v128.sub<Field>(v128.sub<Field>(v128.load(fields + place), one), two));
      v128.store(a + place, v128.neg<Field>(one));
      v128.store(b + place, v128.neg<Field>(two));
      place += VECTOR;
    } while (place < span);
  }
}
