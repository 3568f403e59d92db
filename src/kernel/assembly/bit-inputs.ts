import { Architecture } from './architecture';
import { setBit } from './bits';
import { counterBytes, counterPlanes, setPlanes, turn, turned } from './counter';
import { INPUTS, NUMBER, OUTPUTS, VALID } from './layer';
import { reserve, VECTOR } from './memory';
import { countVotes, VOTES_AT_A_TIME } from './votes';

/** The first layer of a deep network on ±1 data: one bit per pattern for each input, and counters in its units. */
@unmanaged
export class BitInputs {
  columns: usize;
  span: usize;
  fanIn: i32;
  /** Bytes of a counter. */
  stateBytes: usize;

  create(shape: Architecture, slices: i32): void {
    this.span = <usize>slices * VECTOR;
    this.fanIn = shape.fanIn(0);
    this.stateBytes = counterBytes(counterPlanes(this.fanIn), VECTOR);
    this.columns = reserve(<usize>shape.inputs * this.span);
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    for (let input = 0; input < shape.inputs; input++) {
      if (load<i32>(row + ((<usize>input) << 2)) > 0) setBit(this.column(input), pattern);
    }
  }

  /** The address of an input's values. */
  column(input: i32): usize {
    return this.columns + <usize>input * this.span;
  }

  /** Builds the state of a unit from the columns and weights of its inputs, given the first of each; writes its outputs. */
  startUnit(slice: usize, unit: usize, column: usize, weight: usize): void {
    const valid = v128.load(slice, VALID);
    const counter = unit + INPUTS;
    const planes = counter + 2 * VECTOR;
    const end = counter + this.stateBytes;
    // No agreements yet: the same count on all patterns.
    const owed = (1 << (counterPlanes(this.fanIn) - 1)) - (this.fanIn + 1) / 2;
    for (let plane = 0; plane < counterPlanes(this.fanIn); plane++) {
      if ((owed >> plane) & 1) v128.store(planes + <usize>plane * VECTOR, valid);
    }
    const grouped = <usize>(this.fanIn & -VOTES_AT_A_TIME);
    if (grouped > 0) {
      const sources = column + <usize>load<u32>(slice, NUMBER) * VECTOR;
      countVotes(planes, planes, end - planes, sources, this.span, weight, weight + grouped);
    }
    setPlanes(counter, end, planes, valid);
    for (let i = grouped; i < <usize>this.fanIn; i++) {
      const agrees = this.agrees(slice, column + i * this.span, v128.load8_splat(weight + i));
      turn<v128>(counter, end, i64x2.splat(0), v128.and(agrees, valid));
    }
    v128.store(unit, v128.load(end - VECTOR), OUTPUTS);
  }

  /** Where the unit flips with the weight of this column (`negative`: all ones for −1, zeros for +1). */
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
