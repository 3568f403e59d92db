import { flipSlice, flipTwo, mark, NEAR, nearAgreements, NEARLY_RIGHT, pairChange, PLANES, RIGHT, VALID, WRONG } from './agreements';
import { Architecture } from './architecture';
import { and, andNot, countBits, none, or, setBit, xor } from './bits';
import { keepState, reserve, VECTOR } from './memory';
import { countAgreements, listAgreements, prepareAgreements } from './agreement-table';

/**
 * The perceptron on ±1 data, bit-sliced. Column i holds the agreements σ ξ_i w_i > 0 of weight i, one bit per pattern.
 * A proposal counts ones in a mask; the counters are touched only when a flip is accepted.
 */
@unmanaged
export class SignPerceptron {
  inputs: i32;
  columns: usize;
  /** Bytes of one column. */
  span: usize;
  /** Bit planes of a counter. */
  planes: i32;
  /** Bytes of the planes of one slice. */
  height: usize;

  /** Reserves memory for a number of slices, each with this number of bytes. */
  protected layOut(shape: Architecture, slice: usize, slices: usize): void {
    this.inputs = shape.inputs;
    let largest = 0;
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      const needed = shape.agreementsNeeded(pattern);
      largest = max(largest, max(needed - 2, shape.inputs - needed + 2));
    }
    this.planes = 3;
    while (1 << (this.planes - 1) <= largest) this.planes++;
    this.height = <usize>this.planes * slice;
    this.span = slice * slices;
    this.columns = reserve(<usize>shape.inputs * this.span);
    for (let pattern = 0; pattern < shape.patterns; pattern++) setBit(VALID, pattern);
    keepState(NEAR, this.span);
    keepState(RIGHT, this.span);
    keepState(WRONG, this.span);
    keepState(NEARLY_RIGHT, sizeof<i32>());
    keepState(PLANES, this.height * slices);
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    for (let input: usize = 0; input < <usize>shape.inputs; input++) {
      if (load<i32>(row + (input << 2)) > 0) setBit(this.columns + input * this.span, pattern);
    }
  }

  /** Writes 2 − t into the counter of each pattern: no agreements yet. */
  protected owe(shape: Architecture, slice: usize): void {
    const bits = 8 * <i32>slice;
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      const needed = shape.agreementsNeeded(pattern);
      const counter = PLANES + <usize>(pattern / bits) * this.height;
      for (let plane = 0; plane < this.planes; plane++) {
        if (((2 - needed) >> plane) & 1) setBit(counter + <usize>plane * slice, pattern % bits);
      }
    }
  }

  /** Counts the agreements on a slice of the patterns. */
  protected countAgreements<Slice>(word: usize, planes: usize): void {
    const end = planes + this.height;
    const last = this.columns + <usize>this.inputs * this.span;
    for (let column = this.columns + word; column < last; column += this.span) {
      let carry = load<Slice>(column);
      for (let plane = planes; plane < end; plane += sizeof<Slice>()) {
        const bit = load<Slice>(plane);
        store<Slice>(plane, xor<Slice>(bit, carry));
        carry = and<Slice>(bit, carry);
      }
    }
  }

  /** Counts the agreements on a slice of the patterns; returns the errors. */
  protected count<Slice>(word: usize, planes: usize): i32 {
    this.countAgreements<Slice>(word, planes);
    const end = planes + this.height;
    let far = none<Slice>();
    for (let plane = planes + 2 * sizeof<Slice>(); plane < end; plane += sizeof<Slice>()) {
      far = or<Slice>(far, load<Slice>(plane));
    }
    const right = load<Slice>(planes, sizeof<Slice>());
    store<i32>(NEARLY_RIGHT, load<i32>(NEARLY_RIGHT) + mark<Slice>(word, far, right, load<Slice>(planes)));
    // Wrong: c − (t − 2) is negative, 0 or 1.
    const negative = and<Slice>(load<Slice>(VALID + word), load<Slice>(end - sizeof<Slice>()));
    return countBits<Slice>(or<Slice>(negative, load<Slice>(WRONG + word)));
  }

  // @ts-ignore: decorator
  @inline
  seesPair(first: usize, second: usize): bool {
    return first !== second;
  }

  prepareTable(shape: Architecture): void {
    prepareAgreements(shape, this.columns, this.span);
  }

  countTable(_shape: Architecture, steps: u32): void {
    countAgreements(steps);
  }

  listTable(_shape: Architecture, steps: u32, energy: i32): void {
    listAgreements(steps, energy);
  }

  turnColumn(weight: usize): void {
    const column = this.columns + weight * this.span;
    for (let word: usize = 0; word < this.span; word += 8) store<u64>(column + word, ~load<u64>(column + word));
  }
}

/** Up to 64 patterns (Slice = u64) or 128 (Slice = v128): one slice. */
@unmanaged
export class NarrowSignPerceptron<Slice> extends SignPerceptron {
  create(shape: Architecture): void {
    this.layOut(shape, sizeof<Slice>(), 1);
  }

  start(shape: Architecture, _signs: usize): i32 {
    this.owe(shape, sizeof<Slice>());
    return this.count<Slice>(0, PLANES);
  }

  // @ts-expect-error: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    const column = this.columns + weight * sizeof<Slice>();
    let agreements = nearAgreements(column, 0);
    if (sizeof<Slice>() > 8) agreements += nearAgreements(column, 8);
    return energy + agreements - load<i32>(NEARLY_RIGHT);
  }

  // @ts-expect-error: decorator
  @inline
  flip(weight: usize): void {
    store<i32>(NEARLY_RIGHT, flipSlice<Slice>(this.columns + weight * sizeof<Slice>(), 0, PLANES, this.height, false));
  }

  // @ts-expect-error: decorator
  @inline
  energyAfterPair(first: usize, second: usize, energy: i32): i32 {
    const a = this.columns + first * sizeof<Slice>();
    const b = this.columns + second * sizeof<Slice>();
    let change = pairChange(a, b, 0);
    if (sizeof<Slice>() > 8) change += pairChange(a, b, 8);
    return energy + change;
  }

  // @ts-expect-error: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    const a = this.columns + first * sizeof<Slice>();
    const b = this.columns + second * sizeof<Slice>();
    store<i32>(NEARLY_RIGHT, flipTwo<Slice>(a, b, 0, PLANES, this.height, false));
  }
}

/** More than 128 patterns: as many vectors as it takes. */
@unmanaged
export class WideSignPerceptron extends SignPerceptron {
  create(shape: Architecture): void {
    this.layOut(shape, VECTOR, <usize>((shape.patterns + 127) >> 7));
  }

  start(shape: Architecture, _signs: usize): i32 {
    this.owe(shape, VECTOR);
    let errors = 0;
    let planes = PLANES;
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      errors += this.count<v128>(word, planes);
      planes += this.height;
    }
    return errors;
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    const span = this.span;
    const column = this.columns + weight * span;
    let agreements = 0;
    let word: usize = 0;
    do {
      agreements += nearAgreements(column, word) + nearAgreements(column, word + 8);
      word += VECTOR;
    } while (word < span);
    return energy + agreements - load<i32>(NEARLY_RIGHT);
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    const span = this.span;
    const height = this.height;
    const column = this.columns + weight * span;
    let nearlyRight = 0;
    let planes = PLANES;
    let word: usize = 0;
    do {
      nearlyRight += flipSlice<v128>(column, word, planes, height, false);
      planes += height;
      word += VECTOR;
    } while (word < span);
    store<i32>(NEARLY_RIGHT, nearlyRight);
  }

  // @ts-ignore: decorator
  @inline
  energyAfterPair(first: usize, second: usize, energy: i32): i32 {
    const span = this.span;
    const a = this.columns + first * span;
    const b = this.columns + second * span;
    let change = 0;
    let word: usize = 0;
    do {
      change += pairChange(a, b, word) + pairChange(a, b, word + 8);
      word += VECTOR;
    } while (word < span);
    return energy + change;
  }

  // @ts-ignore: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    const span = this.span;
    const height = this.height;
    const a = this.columns + first * span;
    const b = this.columns + second * span;
    let nearlyRight = 0;
    let planes = PLANES;
    let word: usize = 0;
    do {
      nearlyRight += flipTwo<v128>(a, b, word, planes, height, false);
      planes += height;
      word += VECTOR;
    } while (word < span);
    store<i32>(NEARLY_RIGHT, nearlyRight);
  }
}
