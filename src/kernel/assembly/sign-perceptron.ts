import { flipPair, flipSlice, NEARLY_RIGHT, NEARLY_WRONG, PAIR, PLANES, VALID, wordChange } from './agreements';
import { Architecture } from './architecture';
import { and, andNot, countBits, isSet, none, or, setBit, xor } from './bits';
import { keepState, reserve, VECTOR } from './memory';

/**
 * The perceptron on ±1 data, bit-sliced. Column i holds the agreements σ ξ_i w_i > 0 of weight i, one bit per pattern.
 * A proposal counts ones in two masks; the counters are touched only when a flip is accepted.
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
      largest = max(largest, max(needed - 1, shape.inputs - needed + 1));
    }
    this.planes = 2;
    while (1 << (this.planes - 1) <= largest) this.planes++;
    this.height = <usize>this.planes * slice;
    this.span = slice * slices;
    this.columns = reserve(<usize>shape.inputs * this.span);
    for (let pattern = 0; pattern < shape.patterns; pattern++) setBit(VALID, pattern);
    keepState(NEARLY_WRONG, this.span);
    keepState(NEARLY_RIGHT, this.span);
    keepState(PLANES, this.height * slices);
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    for (let input: usize = 0; input < <usize>shape.inputs; input++) {
      if (load<i32>(row + (input << 2)) > 0) setBit(this.columns + input * this.span, pattern);
    }
  }

  /** Writes 1 − t into the counter of each pattern: no agreements yet. */
  protected owe(shape: Architecture, slice: usize): void {
    const bits = 8 * <i32>slice;
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      const needed = shape.agreementsNeeded(pattern);
      const counter = PLANES + <usize>(pattern / bits) * this.height;
      for (let plane = 0; plane < this.planes; plane++) {
        if (((1 - needed) >> plane) & 1) setBit(counter + <usize>plane * slice, pattern % bits);
      }
    }
  }

  /** Counts the agreements on the patterns of a word of the columns, whose planes lie `step` bytes apart; returns the errors. */
  protected count<Slice>(word: usize, planes: usize, step: usize): i32 {
    const end = planes + this.height;
    const last = this.columns + <usize>this.inputs * this.span;
    for (let column = this.columns + word; column < last; column += this.span) {
      let carry = load<Slice>(column);
      for (let plane = planes; plane < end; plane += step) {
        const bit = load<Slice>(plane);
        store<Slice>(plane, xor<Slice>(bit, carry));
        carry = and<Slice>(bit, carry);
      }
    }
    let far = none<Slice>();
    for (let plane = planes + step; plane < end; plane += step) far = or<Slice>(far, load<Slice>(plane));
    const valid = load<Slice>(VALID + word);
    const near = andNot<Slice>(valid, far);
    const odd = load<Slice>(planes);
    store<Slice>(NEARLY_WRONG + word, and<Slice>(near, odd));
    store<Slice>(NEARLY_RIGHT + word, andNot<Slice>(near, odd));
    // Wrong: c − (t − 1) is negative or 0.
    const negative = and<Slice>(valid, load<Slice>(end - step));
    return countBits<Slice>(or<Slice>(negative, andNot<Slice>(near, odd)));
  }

  /** Whether an input agrees with its weight, as it was when the columns were turned last. */
  agrees(weight: i32, pattern: i32): bool {
    return isSet(this.columns + <usize>weight * this.span, pattern);
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
    return this.count<Slice>(0, PLANES, sizeof<Slice>());
  }

  // @ts-expect-error: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    const column = this.columns + weight * sizeof<Slice>();
    let change = wordChange(column, 0);
    if (sizeof<Slice>() > 8) change += wordChange(column, 8);
    return energy + change;
  }

  // @ts-expect-error: decorator
  @inline
  flip(weight: usize): void {
    flipSlice<Slice>(this.columns + weight * sizeof<Slice>(), 0, PLANES, this.height);
  }
}

/** More than 128 patterns: as many pairs of vectors as it takes. */
@unmanaged
export class WideSignPerceptron extends SignPerceptron {
  create(shape: Architecture): void {
    this.layOut(shape, PAIR, <usize>((shape.patterns + 255) >> 8));
  }

  start(shape: Architecture, _signs: usize): i32 {
    this.owe(shape, PAIR);
    let errors = 0;
    let planes = PLANES;
    for (let word: usize = 0; word < this.span; word += PAIR) {
      errors += this.count<v128>(word, planes, PAIR) + this.count<v128>(word + VECTOR, planes + VECTOR, PAIR);
      planes += this.height;
    }
    return errors;
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    const span = this.span;
    const column = this.columns + weight * span;
    let change = 0;
    let word: usize = 0;
    do {
      change += wordChange(column, word) + wordChange(column, word + 8);
      change += wordChange(column, word + 16) + wordChange(column, word + 24);
      word += PAIR;
    } while (word < span);
    return energy + change;
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    const span = this.span;
    const height = this.height;
    const column = this.columns + weight * span;
    let planes = PLANES;
    let word: usize = 0;
    do {
      flipPair(column, word, planes, height);
      planes += height;
      word += PAIR;
    } while (word < span);
  }
}
