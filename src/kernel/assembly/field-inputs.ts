import { Architecture } from './architecture';
import { setBit } from './bits';
import { addInputs, GROUP, signsAfter, turnedFields } from './lanes';
import { INPUTS, NUMBER, OUTPUTS, PATTERNS, SLICE, VALID } from './layer';
import { reserve, VECTOR } from './memory';

/**
 * The first layer of a deep network on any integers: each of its units keeps w·ξ of each pattern, of type Field (i16 or
 * i32), and is +1 where the sign bit is clear, so that sgn(0) = +1.
 */
@unmanaged
export class FieldInputs<Field> {
  /** For each input 2 ξ on all patterns. */
  columns: usize;
  fanIn: i32;
  /** Bytes of a column. */
  span: usize;
  /** Bytes of the fields of a unit in a slice. */
  stateBytes: usize;

  create(shape: Architecture, slices: i32): void {
    const padded = (shape.patterns + GROUP - 1) & ~(GROUP - 1);
    this.fanIn = shape.fanIn(0);
    this.span = <usize>padded * sizeof<Field>();
    this.stateBytes = <usize>min(padded, SLICE) * sizeof<Field>();
    this.columns = reserve(<usize>shape.inputs * this.span);
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    const place = <usize>pattern * sizeof<Field>();
    for (let input = 0; input < shape.inputs; input++) {
      store<Field>(this.column(input) + place, <Field>(2 * load<i32>(row + ((<usize>input) << 2))));
    }
  }

  /** The address of an input's values. */
  column(input: i32): usize {
    return this.columns + <usize>input * this.span;
  }

  /** Builds the state of a unit from the columns and weights of its inputs, given the first of each; writes its outputs. */
  startUnit(slice: usize, unit: usize, column: usize, weight: usize): void {
    const patterns = load<i32>(slice, PATTERNS);
    const fields = unit + INPUTS;
    const bytes = <usize>patterns * sizeof<Field>();
    const place = <usize>load<u32>(slice, NUMBER) * (SLICE * sizeof<Field>());
    for (let i: usize = 0; i < <usize>this.fanIn; i++) {
      addInputs<Field>(fields, column + i * this.span + place, bytes, v128.load8_splat(weight + i));
    }
    for (let pattern = 0; pattern < patterns; pattern++) {
      if (load<Field>(fields + <usize>pattern * sizeof<Field>()) >= 0) setBit(unit + OUTPUTS, pattern);
    }
  }

  /** Where the unit flips with the weight of this column (`negative`: all ones for −1, zeros for +1). */
  // @ts-ignore: decorator
  @inline
  turned(slice: usize, unit: usize, column: usize, negative: v128): v128 {
    const field = unit + INPUTS;
    const input = column + <usize>load<u32>(slice, NUMBER) * (SLICE * sizeof<Field>());
    const patterns = load<i32>(slice, PATTERNS);
    const half = (SLICE / 2) * sizeof<Field>();
    const low = signsAfter<Field>(field, input, negative, min(patterns, SLICE / 2));
    const high = signsAfter<Field>(field + half, input + half, negative, patterns - SLICE / 2);
    const minus = i64x2.replace_lane(i64x2.splat(low), 1, high);
    return v128.xor(v128.andnot(v128.load(slice, VALID), v128.xor(minus, negative)), v128.load(unit, OUTPUTS));
  }

  // @ts-ignore: decorator
  @inline
  turn(slice: usize, unit: usize, column: usize, negative: v128): void {
    const patterns = load<i32>(slice, PATTERNS);
    let input = column + <usize>load<u32>(slice, NUMBER) * (SLICE * sizeof<Field>());
    let field = unit + INPUTS;
    const end = field + <usize>patterns * sizeof<Field>();
    while (field < end) {
      v128.store(field, turnedFields<Field>(v128.load(field), v128.load(input), negative));
      field += VECTOR;
      input += VECTOR;
    }
  }
}
