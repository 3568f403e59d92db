import { Architecture } from './architecture';
import { addInputs, sumLanes, turnedFields } from './lanes';
import { reserve, reserveState, VECTOR } from './memory';

/**
 * Inputs and one output for each class, without a hidden layer, on any integers: a pattern is right where its own class has
 * the largest field w·ξ. All fields are of type Field, i16 or i32, and a flip moves those of one class on all patterns.
 */
@unmanaged
export class ClassPerceptron<Field> {
  inputs: usize;
  signs: usize;
  /** For each pattern its class (Field). */
  labels: usize;
  /** For each pattern the field of its own class. */
  own: usize;
  /**
   * For each class its field on all patterns, less what the tie rule adds to the lead over it; on patterns of the class itself
   * the least number. The classes stand here twice, one set after the other, so that each is followed by all others.
   */
  rivals: usize;
  /** Bytes of one set. */
  rivalBytes: usize;
  /** For each input 2 ξ on all patterns. */
  columns: usize;
  /** Bytes of one number for each pattern: whole vectors. */
  span: usize;

  create(shape: Architecture): void {
    const classes = shape.width(0);
    this.inputs = <usize>shape.inputs;
    this.span = (<usize>shape.patterns * sizeof<Field>() + VECTOR - 1) & ~(VECTOR - 1);
    this.labels = reserve(this.span);
    this.own = reserveState(this.span);
    this.rivalBytes = <usize>classes * this.span;
    this.rivals = reserveState(2 * this.rivalBytes);
    this.columns = reserve(this.inputs * this.span);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      store<Field>(this.labels + <usize>pattern * sizeof<Field>(), <Field>shape.label(pattern));
    }
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    const place = this.columns + <usize>pattern * sizeof<Field>();
    for (let input: usize = 0; input < this.inputs; input++) {
      store<Field>(place + input * this.span, <Field>(2 * load<i32>(row + (input << 2))));
    }
  }

  start(shape: Architecture, signs: usize): i32 {
    this.signs = signs;
    for (let weight: usize = 0; weight < <usize>shape.weights; weight++) {
      const output = weight / this.inputs;
      const column = this.columns + (weight - output * this.inputs) * this.span;
      addInputs<Field>(this.rivals + output * this.span, column, this.span, this.negative(weight));
    }
    // Places beyond the last pattern hold one that is right and never changes.
    for (let place: usize = 0; place < this.span; place += sizeof<Field>()) store<Field>(this.own + place, <Field>1);
    let energy = 0;
    for (let pattern = 0; pattern < shape.patterns; pattern++) energy += i32(!this.startPattern(shape, pattern));
    memory.copy(this.rivals + this.rivalBytes, this.rivals, this.rivalBytes);
    return energy;
  }

  /** Separates the field of a pattern's own class from those of its rivals; true where the pattern is right. */
  private startPattern(shape: Architecture, pattern: i32): bool {
    const place = <usize>pattern * sizeof<Field>();
    const label = shape.label(pattern);
    const field = load<Field>(this.rivals + <usize>label * this.span + place);
    store<Field>(this.own + place, field);
    let best: i32 = i32.MIN_VALUE;
    for (let output = 0; output < shape.width(0); output++) {
      const rival = this.rivals + <usize>output * this.span + place;
      if (output === label) store<Field>(rival, least<Field>());
      else store<Field>(rival, <Field>(<i32>load<Field>(rival) - shape.offset(pattern, output)));
      best = max(best, <i32>load<Field>(rival));
    }
    return <i32>field > best;
  }

  energyAfter(weight: usize, _energy: i32): i32 {
    const output = weight / this.inputs;
    const span = this.span;
    const column = this.columns + (weight - output * this.inputs) * span;
    const moved = this.rivals + output * span;
    const end = moved + this.rivalBytes;
    const negative = this.negative(weight);
    let errors = i64x2.splat(0);
    for (let place: usize = 0; place < span; place += VECTOR) {
      const isOwn = this.isOwn(output, place);
      const own = v128.load(this.own + place);
      const field = v128.bitselect(own, v128.load(moved + place), isOwn);
      const after = turnedFields<Field>(field, v128.load(column + place), negative);
      let rival = v128.bitselect(v128.splat<Field>(least<Field>()), after, isOwn);
      for (let row = moved + span; row < end; row += span) rival = v128.max<Field>(rival, v128.load(row + place));
      // A comparison gives −1 in each lane that holds: subtracting counts the errors.
      errors = v128.sub<Field>(errors, v128.le<Field>(v128.bitselect(after, own, isOwn), rival));
    }
    return sumLanes<Field>(errors);
  }

  flip(weight: usize): void {
    const output = weight / this.inputs;
    const column = this.columns + (weight - output * this.inputs) * this.span;
    const moved = this.rivals + output * this.span;
    const negative = this.negative(weight);
    for (let place: usize = 0; place < this.span; place += VECTOR) {
      const isOwn = this.isOwn(output, place);
      const own = v128.load(this.own + place);
      const field = v128.bitselect(own, v128.load(moved + place), isOwn);
      const after = turnedFields<Field>(field, v128.load(column + place), negative);
      v128.store(this.own + place, v128.bitselect(after, own, isOwn));
      const rival = v128.bitselect(v128.splat<Field>(least<Field>()), after, isOwn);
      v128.store(moved + place, rival);
      v128.store(moved + place + this.rivalBytes, rival);
    }
  }

  /** Where the patterns are of the class of this output. */
  // @ts-ignore: decorator
  @inline
  private isOwn(output: usize, place: usize): v128 {
    return v128.eq<Field>(v128.load(this.labels + place), v128.splat<Field>(<Field>output));
  }

  /** All ones where the weight is −1, zeros where it is +1. */
  // @ts-ignore: decorator
  @inline
  private negative(weight: usize): v128 {
    return i8x16.lt_s(v128.load8_splat(this.signs + weight), i64x2.splat(0));
  }
}

// @ts-ignore: decorator
@inline
function least<Field>(): Field {
  return sizeof<Field>() === 2 ? <Field>i16.MIN_VALUE : <Field>i32.MIN_VALUE;
}
