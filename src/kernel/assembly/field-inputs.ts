import { Architecture } from './architecture';
import { reserve, VECTOR } from './memory';
import { Unit } from './unit';

/**
 * The first layer of a deep network on any integers: each of its units keeps w·ξ + 1 of each pattern, of type Field (i16 or
 * i32), and is +1 where that is above 0, so that sgn(0) = +1.
 */
@unmanaged
export class FieldInputs<Field> {
  /** For each input 2 ξ on all patterns. */
  columns: usize;
  /** Bytes of a column, and of the fields of a unit: a place for each bit. */
  length: usize;

  start(shape: Architecture, span: usize): void {
    this.length = span * 8 * sizeof<Field>();
    this.columns = reserve(<usize>shape.inputs * this.length);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      const place = <usize>pattern * sizeof<Field>();
      for (let input = 0; input < shape.inputs; input++) {
        store<Field>(this.columns + <usize>input * this.length + place, <Field>(2 * shape.input(pattern, input)));
      }
    }
  }

  createState(unit: Unit): void {
    unit.fields = reserve(this.length);
  }

  setField(unit: Unit, pattern: i32, field: i32): void {
    store<Field>(unit.fields + <usize>pattern * sizeof<Field>(), <Field>(field + 1));
  }

  /** Finds where the unit turns round when this weight does (`weight`: all ones for +1, zeros for −1); false where nowhere. */
  propose(unit: Unit, input: i32, weight: v128): bool {
    const zero = i64x2.splat(0);
    let column = this.columns + <usize>input * this.length;
    let field = unit.fields;
    const end = field + this.length;
    let flips = unit.flips;
    let any: u32 = 0;
    while (field < end) {
      // Eight patterns fill one byte: one vector of 16-bit fields, two of 32-bit ones.
      let byte: u32 = 0;
      for (let bit: i32 = 0; bit < 8; bit += 16 / sizeof<Field>()) {
        const now = v128.load(field);
        const after = v128.add<Field>(now, turnedStep<Field>(column, weight));
        const turns = v128.xor(v128.gt<Field>(now, zero), v128.gt<Field>(after, zero));
        byte |= <u32>v128.bitmask<Field>(turns) << bit;
        field += VECTOR;
        column += VECTOR;
      }
      store<u8>(flips, <u8>byte);
      any |= byte;
      flips++;
    }
    return any !== 0;
  }

  accept(unit: Unit, input: i32, weight: v128, _valid: usize): void {
    const column = this.columns + <usize>input * this.length;
    for (let place: usize = 0; place < this.length; place += VECTOR) {
      const field = unit.fields + place;
      v128.store(field, v128.add<Field>(v128.load(field), turnedStep<Field>(column + place, weight)));
    }
  }
}

/** What a turned weight adds to the fields: −2 w ξ. */
// @ts-ignore: decorator
@inline
function turnedStep<Field>(column: usize, weight: v128): v128 {
  return v128.sub<Field>(v128.xor(v128.load(column), weight), weight);
}
