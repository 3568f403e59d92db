import { Architecture } from './architecture';
import { setBit } from './bits';
import { counterBytes, counterPlanes, setCount, turn, turned } from './counter';
import { INPUTS } from './layer';
import { reserve, VECTOR } from './memory';
import { NUMBER, VALID } from './slice';

/** The first layer of a deep network on ±1 data: one bit per pattern for each input, and counters in its units. */
@unmanaged
export class BitInputs {
  columns: usize;
  span: usize;
  fanIn: i32;
  /** Bytes of a counter. */
  stateBytes: usize;

  start(shape: Architecture, slices: i32): void {
    this.span = <usize>slices * VECTOR;
    this.fanIn = shape.fanIn(0);
    this.stateBytes = counterBytes(counterPlanes(this.fanIn), VECTOR);
    this.columns = reserve(<usize>shape.inputs * this.span);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      for (let input = 0; input < shape.inputs; input++) {
        if (shape.input(pattern, input) > 0) setBit(this.column(input), pattern);
      }
    }
  }

  /** The address of an input's values. */
  column(input: i32): usize {
    return this.columns + <usize>input * this.span;
  }

  setField(unit: usize, place: i32, field: i32): void {
    setCount(unit + INPUTS, VECTOR, counterPlanes(this.fanIn), place, (field + this.fanIn) / 2, (this.fanIn + 1) / 2);
  }

  /** Where the unit turns round when the weight of this column does (`negative`: all ones for −1, zeros for +1). */
  // @ts-ignore: decorator
  @inline
  turned(slice: usize, unit: usize, column: usize, negative: v128): v128 {
    return turned<v128>(unit + INPUTS, this.agrees(slice, column, negative));
  }

  // @ts-ignore: decorator
  @inline
  turn(slice: usize, unit: usize, column: usize, negative: v128): void {
    const counter = unit + INPUTS;
    turn<v128>(counter, counter + this.stateBytes, this.agrees(slice, column, negative), v128.load(slice, VALID));
  }

  // @ts-ignore: decorator
  @inline
  private agrees(slice: usize, column: usize, negative: v128): v128 {
    return v128.xor(v128.load(column + <usize>load<u32>(slice, NUMBER) * VECTOR), negative);
  }
}
