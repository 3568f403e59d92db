import { Architecture } from './architecture';
import { ballotBytes, change, pairChange, recount, VOTES } from './ballot';
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
  /** The bits that stand for patterns, and those with label +1. */
  valid: usize;
  positive: usize;
  /** Word by word the votes. */
  ballots: usize;
  ballotBytes: usize;
  /** Where the votes of one unit, or of two, are right after the proposal under way. */
  tried: usize;
  triedToo: usize;

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
    this.valid = reserve(this.wordBytes);
    this.positive = reserve(this.wordBytes);
    this.tried = reserve(this.wordBytes);
    this.triedToo = reserve(this.wordBytes);
    this.ballotBytes = ballotBytes(counterPlanes(hidden));
    this.ballots = reserveState((this.wordBytes >> 3) * this.ballotBytes);
    this.units = reserveState(<usize>hidden * this.unitBytes);
    for (let weight = 0; weight < hidden * fanIn; weight++) {
      const link = this.link(weight);
      link.unit = <u32>this.unit(weight / fanIn);
      link.column = <u32>(this.columns + <usize>shape.input(weight / fanIn, weight % fanIn) * this.span);
    }
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      setBit(this.valid, pattern);
      if (shape.label(pattern) > 0) setBit(this.positive, pattern);
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
    const planes = counterPlanes(hidden);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      const owed = (1 << (planes - 1)) - ((hidden - shape.offset(pattern)) / 2 + 1);
      const votes = this.ballots + <usize>(pattern >> 6) * this.ballotBytes + VOTES;
      for (let plane = 0; plane < planes; plane++) {
        if ((owed >> plane) & 1) setBit(votes + (<usize>plane << 3), pattern & 63);
      }
    }
    for (let index = 0; index < hidden; index++) {
      const unit = this.unit(index);
      if (!shape.fixedOutput && load<i8>(signs + this.hiddenWeights + <usize>index) < 0) store<u64>(unit, -1);
      this.startUnit(unit, <usize>(index * shape.fanIn(0)), shape.fanIn(0));
    }
    let energy = 0;
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      const end = this.ballots + <usize>((pattern >> 6) + 1) * this.ballotBytes;
      energy += i32(!isSet(end - 8, pattern & 63));
    }
    return energy;
  }

  /** Computes the fields of a unit, and counts its votes. */
  private startUnit(unit: usize, weight: usize, fanIn: i32): void {
    for (let i = 0; i < fanIn; i++, weight++) {
      addInputs<Field>(unit + this.fields, <usize>this.link(<i32>weight).column, this.span, this.negative(weight));
    }
    for (let pattern = 0; pattern < this.patterns; pattern++) {
      const isPlus = load<Field>(unit + this.fields + <usize>pattern * sizeof<Field>()) >= 0;
      const isRight = (isPlus === isSet(this.positive, pattern)) === (load<u64>(unit) === 0);
      if (isRight) setBit(unit + RIGHT, pattern);
    }
    let ballot = this.ballots;
    for (let word: usize = 0; word < this.wordBytes; word += 8) {
      const end = ballot + this.ballotBytes;
      recount(ballot, end, 0, load<u64>(unit + RIGHT + word), load<u64>(this.valid + word));
      ballot = end;
    }
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    if (weight >= this.hiddenWeights) return energy + this.tryOutputWeight(this.outputUnit(weight));
    const unit = <usize>this.link(<i32>weight).unit;
    this.tryWeight(weight, this.tried);
    let ballot = this.ballots;
    let after = energy;
    for (let word: usize = 0; word < this.wordBytes; word += 8) {
      after += change(ballot, load<u64>(unit + RIGHT + word), load<u64>(this.tried + word));
      ballot += this.ballotBytes;
    }
    return after;
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    if (weight < this.hiddenWeights) return this.takeWeight(weight, this.tried);
    const unit = this.outputUnit(weight);
    store<u64>(unit, ~load<u64>(unit));
    this.takeVotes(unit, this.tried);
  }

  /** Two units that see their flips apart. */
  // @ts-ignore: decorator
  @inline
  seesPair(first: usize, second: usize): bool {
    if (max(first, second) >= this.hiddenWeights) return false;
    return this.link(<i32>first).unit !== this.link(<i32>second).unit;
  }

  // @ts-ignore: decorator
  @inline
  energyAfterPair(first: usize, second: usize, energy: i32): i32 {
    this.tryWeight(first, this.tried);
    this.tryWeight(second, this.triedToo);
    const a = <usize>this.link(<i32>first).unit + RIGHT;
    const b = <usize>this.link(<i32>second).unit + RIGHT;
    let ballot = this.ballots;
    let after = energy;
    for (let word: usize = 0; word < this.wordBytes; word += 8) {
      const triedA = load<u64>(this.tried + word);
      const triedB = load<u64>(this.triedToo + word);
      after += pairChange(ballot, load<u64>(a + word), triedA, load<u64>(b + word), triedB);
      ballot += this.ballotBytes;
    }
    return after;
  }

  // @ts-ignore: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    this.takeWeight(first, this.tried);
    this.takeWeight(second, this.triedToo);
  }

  /** Writes where the votes of a weight's unit would be right after its flip. */
  // @ts-ignore: decorator
  @inline
  private tryWeight(weight: usize, tried: usize): void {
    const link = this.link(<i32>weight);
    const unit = <usize>link.unit;
    const negative = this.negative(weight);
    const inverted = load<u64>(unit) ^ <u64>i64x2.extract_lane(negative, 0);
    let field = unit + this.fields;
    let column = <usize>link.column;
    let patterns = this.patterns;
    for (let word: usize = 0; word < this.wordBytes; word += 8) {
      // A vote is right where the field's sign bit differs from the bit of the label, or is the same where the output weight is −1.
      const minus = signsAfter<Field>(field, column, negative, min(patterns, 64));
      store<u64>(tried + word, minus ^ inverted ^ load<u64>(this.positive + word));
      field += 64 * sizeof<Field>();
      column += 64 * sizeof<Field>();
      patterns -= 64;
    }
  }

  /** Makes the flip that was tried. */
  // @ts-ignore: decorator
  @inline
  private takeWeight(weight: usize, tried: usize): void {
    const link = this.link(<i32>weight);
    const unit = <usize>link.unit;
    const negative = this.negative(weight);
    const column = <usize>link.column;
    const field = unit + this.fields;
    for (let place: usize = 0; place < this.span; place += VECTOR) {
      v128.store(field + place, turnedFields<Field>(v128.load(field + place), v128.load(column + place), negative));
    }
    this.takeVotes(unit, tried);
  }

  // @ts-ignore: decorator
  @inline
  private takeVotes(unit: usize, tried: usize): void {
    let ballot = this.ballots;
    for (let word: usize = 0; word < this.wordBytes; word += 8) {
      const end = ballot + this.ballotBytes;
      const right = load<u64>(unit + RIGHT + word);
      const after = load<u64>(tried + word);
      store<u64>(unit + RIGHT + word, after);
      recount(ballot, end, right, right ^ after, load<u64>(this.valid + word));
      ballot = end;
    }
  }

  /** By how much the errors change where all votes of a unit change sides. */
  private tryOutputWeight(unit: usize): i32 {
    let ballot = this.ballots;
    let errors = 0;
    for (let word: usize = 0; word < this.wordBytes; word += 8) {
      const right = load<u64>(unit + RIGHT + word);
      store<u64>(this.tried + word, ~right);
      errors += change(ballot, right, ~right);
      ballot += this.ballotBytes;
    }
    return errors;
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
  private link(weight: i32): Link {
    return changetype<Link>(this.links + <usize>weight * offsetof<Link>());
  }

  /** All ones where the weight is −1, zeros where it is +1. */
  // @ts-ignore: decorator
  @inline
  private negative(weight: usize): v128 {
    return i8x16.splat(<i8>(load<i8>(this.signs + weight) >> 7));
  }
}
