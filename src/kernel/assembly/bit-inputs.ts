import { Architecture } from './architecture';
import { setBit } from './bits';
import { setCount, turn, turned } from './counter';
import { reserve, VECTOR } from './memory';
import { createCounters, Unit } from './unit';

/** The first layer of a deep network on ±1 data: one bit per pattern for each input, and counters in its units. */
@unmanaged
export class BitInputs {
  columns: usize;
  span: usize;
  fanIn: i32;

  start(shape: Architecture, span: usize): void {
    this.span = span;
    this.fanIn = shape.fanIn(0);
    this.columns = reserve(<usize>shape.inputs * span);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      for (let input = 0; input < shape.inputs; input++) {
        if (shape.input(pattern, input) > 0) setBit(this.columns + <usize>input * span, pattern);
      }
    }
  }

  createState(unit: Unit): void {
    createCounters(unit, this.fanIn, this.span);
  }

  setField(unit: Unit, pattern: i32, field: i32): void {
    const counter = unit.counters + <usize>(pattern >> 7) * unit.height;
    setCount(counter, VECTOR, unit.planes, pattern & 127, (field + this.fanIn) / 2, (this.fanIn + 1) / 2);
  }

  /** Finds where the unit turns round when this weight does (`weight`: all ones for +1, zeros for −1); false where nowhere. */
  propose(unit: Unit, input: i32, weight: v128): bool {
    const column = this.columns + <usize>input * this.span;
    let counter = unit.counters;
    let any = i64x2.splat(0);
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      const agrees = v128.not(v128.xor(v128.load(column + word), weight));
      const flips = turned<v128>(counter, agrees);
      v128.store(unit.flips + word, flips);
      any = v128.or(any, flips);
      counter += unit.height;
    }
    return v128.any_true(any);
  }

  accept(unit: Unit, input: i32, weight: v128, valid: usize): void {
    const column = this.columns + <usize>input * this.span;
    let counter = unit.counters;
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      const agrees = v128.not(v128.xor(v128.load(column + word), weight));
      const all = v128.load(valid + word);
      turn<v128>(counter, counter + unit.height, agrees, all, all);
      counter += unit.height;
    }
  }
}
