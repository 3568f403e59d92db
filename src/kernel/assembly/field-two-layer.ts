import { Architecture } from './architecture';
import { ballotBytes, change, pairChange, POSITIVE, recount, TRIED, TRIED_TOO, VALID, VOTES } from './ballot';
import { isSet, setBit } from './bits';
import { counterPlanes } from './counter';
import { addInputs, signsAfter, turnedFields } from './lanes';
import { reserve, reserveState, VECTOR } from './memory';

/** What a weight connects: the address of its unit, and of its input's column. */
@unmanaged
class Link {
  unit: u32;
  column: u32;
}

// A unit: all ones where its output weight is −1 (u64), then the patterns on which its vote is right (u64 each 64), then its fields.
const RIGHT: usize = 8;

/**
 * One hidden layer of sign units and one output, on any integers. A unit keeps w·ξ of each pattern, of type Field (i16 or i32), and
 * is +1 where it is not negative. A flip of a weight in the hidden layer moves the fields of one unit: the signs that they would
 * have are compared with those that they have, 64 patterns to a word, and the votes say on which of them that matters.
 */
@unmanaged
export class FieldTwoLayer<Field> {
  signs: usize;
  /** For each input 2 ξ on all patterns. */
  columns: usize;
  /** Bytes of a column. */
  span: usize;
  hiddenWeights: usize;
  /** For each weight of the hidden layer its link. */
  links: usize;
  units: usize;
  unitBytes: usize;
  /** Offset of the fields in a unit. */
  fields: usize;
  patterns: i32;
  /** Bytes of a bit for each pattern: whole words. */
  wordBytes: usize;
  /** Word by word the votes. */
  ballots: usize;
  ballotBytes: usize;
  ballotsEnd: usize;

  create(shape: Architecture): void {
    const fanIn = shape.fanIn(0);
    const hidden = shape.width(0);
    this.patterns = shape.patterns;
    this.wordBytes = (<usize>(shape.patterns + 63) >> 6) << 3;
    this.span = ((<usize>shape.patterns + 15) & ~15) * sizeof<Field>();
    this.fields = (RIGHT + this.wordBytes + VECTOR - 1) & ~(VECTOR - 1);
    this.unitBytes = this.fields + this.span;
    this.hiddenWeights = <usize>(hidden * fanIn);
    this.columns = reserve(<usize>shape.inputs * this.span);
    this.links = reserve(this.hiddenWeights * offsetof<Link>());
    this.ballotBytes = ballotBytes(counterPlanes(hidden));
    this.ballots = reserveState((this.wordBytes >> 3) * this.ballotBytes);
    this.ballotsEnd = this.ballots + (this.wordBytes >> 3) * this.ballotBytes;
    this.units = reserveState(<usize>hidden * this.unitBytes);
    for (let index = 0; index < hidden; index++) {
      for (let i = 0; i < fanIn; i++) {
        const link = this.link(<usize>(index * fanIn + i));
        link.unit = <u32>this.unit(index);
        link.column = <u32>(this.columns + <usize>shape.input(index, i) * this.span);
      }
    }
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    const place = this.columns + <usize>pattern * sizeof<Field>();
    for (let input: usize = 0; input < <usize>shape.inputs; input++) {
      store<Field>(place + input * this.span, <Field>(2 * load<i32>(row + (input << 2))));
    }
  }

  start(shape: Architecture, signs: usize): i32 {
    this.signs = signs;
    const hidden = shape.width(0);
    for (let pattern = 0; pattern < shape.patterns; pattern++) this.startPattern(shape, pattern);
    for (let index = 0; index < hidden; index++) {
      const unit = this.unit(index);
      if (!shape.fixedOutput && load<i8>(signs + this.hiddenWeights + <usize>index) < 0) store<u64>(unit, -1);
      this.startUnit(unit, <usize>(index * shape.fanIn(0)), shape.fanIn(0));
    }
    let energy = 0;
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      energy += i32(!isSet(this.ballot(pattern) + this.ballotBytes - 8, pattern & 63));
    }
    return energy;
  }

  /** Writes down a pattern's label, and the votes that it needs. */
  private startPattern(shape: Architecture, pattern: i32): void {
    const hidden = shape.width(0);
    const ballot = this.ballot(pattern);
    const place = pattern & 63;
    setBit(ballot + VALID, place);
    if (shape.label(pattern) > 0) setBit(ballot + POSITIVE, place);
    const planes = counterPlanes(hidden);
    const owed = (1 << (planes - 1)) - ((hidden - shape.offset(pattern)) / 2 + 1);
    for (let plane = 0; plane < planes; plane++) {
      if ((owed >> plane) & 1) setBit(ballot + VOTES + ((<usize>plane) << 3), place);
    }
  }

  /** Computes the fields of a unit, and counts its votes. */
  private startUnit(unit: usize, weight: usize, fanIn: i32): void {
    for (let i = 0; i < fanIn; i++, weight++) {
      addInputs<Field>(unit + this.fields, <usize>this.link(weight).column, this.span, this.negative(weight));
    }
    for (let pattern = 0; pattern < this.patterns; pattern++) {
      const isPlus = load<Field>(unit + this.fields + <usize>pattern * sizeof<Field>()) >= 0;
      const isRight = (isPlus === isSet(this.ballot(pattern) + POSITIVE, pattern & 63)) === (load<u64>(unit) === 0);
      if (isRight) setBit(unit + RIGHT, pattern);
    }
    let ballot = this.ballots;
    for (let word: usize = 0; word < this.wordBytes; word += 8) {
      const end = ballot + this.ballotBytes;
      recount(ballot, end, 0, load<u64>(unit + RIGHT + word));
      ballot = end;
    }
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    if (weight >= this.hiddenWeights) return energy + this.tryOutputWeight(this.outputUnit(weight));
    this.tryWeight(weight, TRIED);
    return energy + this.change(<usize>this.link(weight).unit);
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    if (weight < this.hiddenWeights) return this.takeWeight(weight, TRIED);
    const unit = this.outputUnit(weight);
    store<u64>(unit, ~load<u64>(unit));
    this.takeVotes(unit, TRIED);
  }

  /** Two flips of hidden weights in two units, which do not see each other's. */
  // @ts-ignore: decorator
  @inline
  seesPair(first: usize, second: usize): bool {
    if (max(first, second) >= this.hiddenWeights) return false;
    return this.link(first).unit !== this.link(second).unit;
  }

  // @ts-ignore: decorator
  @inline
  energyAfterPair(first: usize, second: usize, energy: i32): i32 {
    this.tryWeight(first, TRIED);
    this.tryWeight(second, TRIED_TOO);
    const ballotBytes = this.ballotBytes;
    const end = this.ballotsEnd;
    let a = <usize>this.link(first).unit;
    let b = <usize>this.link(second).unit;
    let after = energy;
    for (let ballot = this.ballots; ballot < end; ballot += ballotBytes) {
      after += pairChange(ballot, load<u64>(a, RIGHT), load<u64>(b, RIGHT));
      a += 8;
      b += 8;
    }
    return after;
  }

  // @ts-ignore: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    this.takeWeight(first, TRIED);
    this.takeWeight(second, TRIED_TOO);
  }

  /** Writes where the votes of a weight's unit would be right after its flip. */
  // @ts-ignore: decorator
  @inline
  private tryWeight(weight: usize, tried: usize): void {
    const link = this.link(weight);
    const unit = <usize>link.unit;
    const negative = this.negative(weight);
    // A vote is right where a field is positive like the label; with an output weight of −1, where it is not.
    const inverted = load<u64>(unit) ^ <u64>i64x2.extract_lane(negative, 0);
    const ballotBytes = this.ballotBytes;
    const end = this.ballotsEnd;
    let field = unit + this.fields;
    let column = <usize>link.column;
    let patterns = this.patterns;
    for (let ballot = this.ballots; ballot < end; ballot += ballotBytes) {
      const minus = signsAfter<Field>(field, column, negative, patterns);
      store<u64>(ballot + tried, minus ^ inverted ^ load<u64>(ballot, POSITIVE));
      field += 64 * sizeof<Field>();
      column += 64 * sizeof<Field>();
      patterns -= 64;
    }
  }

  /** By how much the errors change where the votes of a unit become what was tried. */
  // @ts-ignore: decorator
  @inline
  private change(unit: usize): i32 {
    const ballotBytes = this.ballotBytes;
    const end = this.ballotsEnd;
    let errors = 0;
    for (let ballot = this.ballots; ballot < end; ballot += ballotBytes) {
      errors += change(ballot, load<u64>(unit, RIGHT));
      unit += 8;
    }
    return errors;
  }

  /** Makes the flip that was tried. */
  // @ts-ignore: decorator
  @inline
  private takeWeight(weight: usize, tried: usize): void {
    const link = this.link(weight);
    const unit = <usize>link.unit;
    const negative = this.negative(weight);
    let column = <usize>link.column;
    let field = unit + this.fields;
    const end = field + this.span;
    do {
      v128.store(field, turnedFields<Field>(v128.load(field), v128.load(column), negative));
      v128.store(field, turnedFields<Field>(v128.load(field, 16), v128.load(column, 16), negative), 16);
      field += 2 * VECTOR;
      column += 2 * VECTOR;
    } while (field < end);
    this.takeVotes(unit, tried);
  }

  // @ts-ignore: decorator
  @inline
  private takeVotes(unit: usize, tried: usize): void {
    const ballotBytes = this.ballotBytes;
    const ballotsEnd = this.ballotsEnd;
    let ballot = this.ballots;
    do {
      const right = load<u64>(unit, RIGHT);
      const after = load<u64>(ballot + tried);
      store<u64>(unit, after, RIGHT);
      const end = ballot + ballotBytes;
      recount(ballot, end, right, right ^ after);
      ballot = end;
      unit += 8;
    } while (ballot < ballotsEnd);
  }

  /** By how much the errors change where all votes of a unit change sides. */
  private tryOutputWeight(unit: usize): i32 {
    let right = unit;
    for (let ballot = this.ballots; ballot < this.ballotsEnd; ballot += this.ballotBytes) {
      store<u64>(ballot, ~load<u64>(right, RIGHT), TRIED);
      right += 8;
    }
    return this.change(unit);
  }

  /** The votes on the word that a pattern is in. */
  private ballot(pattern: i32): usize {
    return this.ballots + <usize>(pattern >> 6) * this.ballotBytes;
  }

  private unit(index: i32): usize {
    return this.units + <usize>index * this.unitBytes;
  }

  /** The unit that a weight of the output comes from. */
  // @ts-ignore: decorator
  @inline
  private outputUnit(weight: usize): usize {
    return this.units + (weight - this.hiddenWeights) * this.unitBytes;
  }

  // @ts-ignore: decorator
  @inline
  private link(weight: usize): Link {
    return changetype<Link>(this.links + weight * offsetof<Link>());
  }

  /** All ones where the weight is −1, zeros where it is +1. */
  // @ts-ignore: decorator
  @inline
  private negative(weight: usize): v128 {
    return i8x16.splat(<i8>(load<i8>(this.signs + weight) >> 7));
  }
}
