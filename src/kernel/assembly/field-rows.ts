import { Architecture } from './architecture';
import { isSet, setBit } from './bits';
import { addInputs, signsAfter, turnedFields } from './lanes';
import { reserve, reserveState, VECTOR } from './memory';
import {
  affect,
  BLOCK_BYTES,
  FIRST,
  isLowest,
  lowest,
  MOVED,
  NOTE,
  PATTERN_BYTES,
  patternOf,
  PLUS,
  rowOf,
  SECOND,
  SECOND_ROW,
  step,
  STEP_BYTES,
  take,
  VALID,
  WANTED,
  WRONG,
} from './rows';

/** What a weight connects. */
@unmanaged
class Link {
  /** The address of the first-layer unit that it leads to; above that layer, that it comes from. */
  unit: u32;
  /** The address of its input's column; above the first layer the steps of its lane. */
  source: u32;
}

// A unit: the address of its steps (u32), then the patterns on which it is +1 (u64 each 64), then its fields.
const STEPS: usize = 0;
const OUTPUTS: usize = 8;

/** Patterns of a block. */
const BLOCK: usize = 64;

/**
 * A first hidden layer on any integers, and above it what a row of bytes for each pattern has room for: `Reading` is a second
 * hidden layer and an output, or an output for classes. A unit of the first layer keeps w·ξ of each pattern, of type Field, and is
 * +1 where it is not negative. It turns on few patterns when a weight flips: only their rows are read again.
 */
@unmanaged
export class FieldRows<Field, Reading> {
  reading: Reading;
  signs: usize;
  /** For each input 2 ξ on all patterns. */
  columns: usize;
  /** Bytes of a column. */
  span: usize;
  /** The number of weights in the first layer, and up to the rows. */
  firstWeights: usize;
  rowWeights: usize;
  /** For each of them its link. */
  links: usize;
  /** The steps of what moves nothing. */
  noSteps: usize;
  /** For each lane how far rows move with a unit of weight +1 to it. */
  laneSteps: usize;
  units: usize;
  unitBytes: usize;
  /** Offset of the fields in a unit. */
  fields: usize;
  /** For each unit of the first layer how far rows move with it. */
  unitSteps: usize;
  patterns: i32;
  /** The rows and notes of the patterns. */
  rows: usize;
  blocks: usize;
  blocksEnd: usize;

  create(shape: Architecture): void {
    this.reading = changetype<Reading>(reserve(offsetof<Reading>()));
    this.reading.create(shape);
    const fanIn = shape.fanIn(0);
    const hidden = shape.width(0);
    const lanes = this.reading.lanes;
    const blocks = (<usize>shape.patterns + BLOCK - 1) / BLOCK;
    this.patterns = shape.patterns;
    this.span = ((<usize>shape.patterns + 15) & ~15) * sizeof<Field>();
    this.fields = (OUTPUTS + 8 * blocks + VECTOR - 1) & ~(VECTOR - 1);
    this.unitBytes = this.fields + this.span;
    this.firstWeights = <usize>(hidden * fanIn);
    this.rowWeights = this.firstWeights + <usize>(lanes * hidden);
    this.columns = reserve(<usize>shape.inputs * this.span);
    this.links = reserve(this.rowWeights * offsetof<Link>());
    this.noSteps = reserve(STEP_BYTES);
    this.laneSteps = reserve(<usize>lanes * this.reading.stepBytes);
    this.unitSteps = reserveState(<usize>hidden * this.reading.stepBytes);
    this.units = reserveState(<usize>hidden * this.unitBytes);
    this.rows = reserveState(blocks * BLOCK * PATTERN_BYTES);
    this.blocks = reserveState(blocks * BLOCK_BYTES);
    this.blocksEnd = this.blocks + blocks * BLOCK_BYTES;
    for (let lane = 0; lane < lanes; lane++) this.reading.startStep(lane, this.stepsOfLane(lane));
    this.createLinks(shape);
  }

  private createLinks(shape: Architecture): void {
    let link = this.link(0);
    for (let index = 0; index < shape.width(0); index++) {
      for (let i = 0; i < shape.fanIn(0); i++) {
        link.unit = <u32>this.unit(index);
        link.source = <u32>(this.columns + <usize>shape.input(index, i) * this.span);
        link = changetype<Link>(changetype<usize>(link) + offsetof<Link>());
      }
    }
    for (let lane = 0; lane < this.reading.lanes; lane++) {
      for (let index = 0; index < shape.width(0); index++) {
        link.unit = <u32>this.unit(index);
        link.source = <u32>this.stepsOfLane(lane);
        link = changetype<Link>(changetype<usize>(link) + offsetof<Link>());
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
    this.reading.start(signs + this.rowWeights);
    for (let index = 0; index < shape.width(0); index++) this.startUnit(shape, index);
    let energy = 0;
    for (let pattern = 0; pattern < shape.patterns; pattern++) energy += i32(this.startPattern(shape, pattern));
    return energy;
  }

  /** Computes the fields of a unit of the first layer, and how far rows move with it. */
  private startUnit(shape: Architecture, index: i32): void {
    const unit = this.unit(index);
    let weight = <usize>(index * shape.fanIn(0));
    for (let i = 0; i < shape.fanIn(0); i++, weight++) {
      addInputs<Field>(unit + this.fields, <usize>this.link(weight).source, this.span, this.negative(weight));
    }
    for (let pattern = 0; pattern < this.patterns; pattern++) {
      const isPlus = load<Field>(unit + this.fields + <usize>pattern * sizeof<Field>()) >= 0;
      if (isPlus) setBit(unit + OUTPUTS, pattern);
    }
    store<u32>(unit, <u32>(this.unitSteps + <usize>index * this.reading.stepBytes), STEPS);
    for (let lane = 0; lane < this.reading.lanes; lane++) {
      const weight = this.firstWeights + <usize>(lane * shape.width(0) + index);
      this.addStep(unit, this.stepsOfLane(lane), load<i8>(this.signs + weight));
    }
  }

  /** Writes the row of a pattern; returns true where it is wrong. */
  private startPattern(shape: Architecture, pattern: i32): bool {
    const block = this.blocks + <usize>(pattern >> 6) * BLOCK_BYTES;
    const place = pattern & 63;
    const at = this.rows + <usize>pattern * PATTERN_BYTES;
    const note = this.reading.startRow(shape, pattern, at);
    store<i32>(at, note, NOTE);
    let row = v128.load(at);
    for (let index = 0; index < shape.width(0); index++) {
      const unit = this.unit(index);
      const steps = this.reading.steps(<usize>load<u32>(unit, STEPS), note);
      // A flip takes twice what the unit contributes.
      row = i8x16.sub(row, i8x16.shr_s(step(steps, isSet(unit + OUTPUTS, pattern)), 1));
    }
    v128.store(at, row);
    const wanted = this.reading.wanted(shape, pattern);
    const isWrong = this.reading.read(row, note, this.reading.output) !== wanted;
    setBit(block + VALID, place);
    if (wanted) setBit(block + WANTED, place);
    if (isWrong) setBit(block + WRONG, place);
    return isWrong;
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    if (weight >= this.rowWeights) return energy + this.tryOutput(weight);
    this.tryWeight(weight, FIRST);
    return energy + this.change(this.steps(weight));
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    if (weight < this.rowWeights) this.takeWeight(weight, FIRST);
    else this.reading.flipOutput(weight - this.rowWeights);
    this.takeRows();
  }

  /** Two flips that move rows independently of each other. */
  // @ts-ignore: decorator
  @inline
  seesPair(first: usize, second: usize): bool {
    if (max(first, second) >= this.rowWeights) return false;
    return this.link(first).unit !== this.link(second).unit;
  }

  // @ts-ignore: decorator
  @inline
  energyAfterPair(first: usize, second: usize, energy: i32): i32 {
    this.tryWeight(first, FIRST);
    this.tryWeight(second, SECOND);
    const a = this.steps(first);
    const b = this.steps(second);
    let row = this.rows;
    let change = 0;
    for (let block = this.blocks; block < this.blocksEnd; block += BLOCK_BYTES) {
      const movedByA = load<u64>(block, FIRST + MOVED);
      const movedByB = load<u64>(block, SECOND + MOVED);
      const plusA = load<u64>(block, FIRST + PLUS);
      const plusB = load<u64>(block, SECOND + PLUS);
      const second = load<u64>(block, SECOND_ROW);
      let read = this.readMoved(movedByA & ~movedByB, row, second, a, plusA);
      read |= this.readMoved(movedByB & ~movedByA, row, second, b, plusB);
      read |= this.readMovedTwice(movedByA & movedByB, row, second, a, plusA, b, plusB);
      change += affect(block, movedByA | movedByB, read);
      row += BLOCK * PATTERN_BYTES;
    }
    return energy + change;
  }

  // @ts-ignore: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    this.takeWeight(first, FIRST);
    this.takeWeight(second, SECOND);
    this.takeRows();
  }

  /** Writes what a flip does. */
  // @ts-ignore: decorator
  @inline
  private tryWeight(weight: usize, flip: usize): void {
    if (weight < this.firstWeights) this.tryInput(weight, flip);
    else this.tryLane(weight, flip);
  }

  // @ts-ignore: decorator
  @inline
  private tryInput(weight: usize, flip: usize): void {
    const link = this.link(weight);
    const unit = <usize>link.unit;
    const negative = this.negative(weight);
    const inverted = ~(<u64>i64x2.extract_lane(negative, 0));
    const end = this.blocksEnd;
    let output = unit + OUTPUTS;
    let field = unit + this.fields;
    let column = <usize>link.source;
    let patterns = this.patterns;
    for (let block = this.blocks; block < end; block += BLOCK_BYTES) {
      const plus = load<u64>(output);
      const plusThen = signsAfter<Field>(field, column, negative, patterns) ^ inverted;
      store<u64>(block + flip, (plus ^ plusThen) & load<u64>(block, VALID), MOVED);
      store<u64>(block + flip, plus, PLUS);
      output += 8;
      field += BLOCK * sizeof<Field>();
      column += BLOCK * sizeof<Field>();
      patterns -= <i32>BLOCK;
    }
  }

  /** A weight above the first layer moves the rows of all patterns. */
  // @ts-ignore: decorator
  @inline
  private tryLane(weight: usize, flip: usize): void {
    const inverted = <u64>i64x2.extract_lane(this.negative(weight), 0);
    let output = <usize>this.link(weight).unit + OUTPUTS;
    for (let block = this.blocks; block < this.blocksEnd; block += BLOCK_BYTES) {
      store<u64>(block + flip, load<u64>(block, VALID), MOVED);
      store<u64>(block + flip, load<u64>(output) ^ inverted, PLUS);
      output += 8;
    }
  }

  /** By how much the errors change when a weight of the output above the rows flips: the same rows are read in another way. */
  private tryOutput(weight: usize): i32 {
    for (let block = this.blocks; block < this.blocksEnd; block += BLOCK_BYTES) {
      store<u64>(block, load<u64>(block, VALID), FIRST + MOVED);
    }
    this.reading.flipOutput(weight - this.rowWeights);
    const change = this.change(this.noSteps);
    this.reading.flipOutput(weight - this.rowWeights);
    return change;
  }

  /** By how much the errors change with the first flip of a proposal. */
  // @ts-ignore: decorator
  @inline
  private change(steps: usize): i32 {
    let row = this.rows;
    let change = 0;
    for (let block = this.blocks; block < this.blocksEnd; block += BLOCK_BYTES) {
      const moved = load<u64>(block, FIRST + MOVED);
      const plus = load<u64>(block, FIRST + PLUS);
      const read = this.readMoved(moved, row, load<u64>(block, SECOND_ROW), steps, plus);
      change += affect(block, moved, read);
      row += BLOCK * PATTERN_BYTES;
    }
    return change;
  }

  /** Writes the rows of some patterns after a flip; returns what they read as. */
  // @ts-ignore: decorator
  @inline
  private readMoved(where: u64, patterns: usize, second: u64, steps: usize, plus: u64): u64 {
    const output = this.reading.output;
    let read: u64 = 0;
    for (let remaining = where; remaining !== 0; remaining &= remaining - 1) {
      const pattern = patternOf(patterns, remaining);
      const note = load<i32>(pattern, NOTE);
      const at = rowOf(pattern, second, remaining);
      const row = i8x16.add(v128.load(at), step(this.reading.steps(steps, note), isLowest(plus, remaining)));
      v128.store(at ^ VECTOR, row);
      read |= lowest(remaining, this.reading.read(row, note, output));
    }
    return read;
  }

  /** The same after two. */
  // @ts-ignore: decorator
  @inline
  private readMovedTwice(where: u64, patterns: usize, second: u64, a: usize, plusA: u64, b: usize, plusB: u64): u64 {
    const output = this.reading.output;
    let read: u64 = 0;
    for (let remaining = where; remaining !== 0; remaining &= remaining - 1) {
      const pattern = patternOf(patterns, remaining);
      const note = load<i32>(pattern, NOTE);
      const at = rowOf(pattern, second, remaining);
      const between = i8x16.add(v128.load(at), step(this.reading.steps(a, note), isLowest(plusA, remaining)));
      const row = i8x16.add(between, step(this.reading.steps(b, note), isLowest(plusB, remaining)));
      v128.store(at ^ VECTOR, row);
      read |= lowest(remaining, this.reading.read(row, note, output));
    }
    return read;
  }

  /** Makes a flip that was tried, but for what is wrong then. */
  // @ts-ignore: decorator
  @inline
  private takeWeight(weight: usize, flip: usize): void {
    const link = this.link(weight);
    const unit = <usize>link.unit;
    const negative = this.negative(weight);
    if (weight >= this.firstWeights) {
      this.addStep(unit, <usize>link.source, -2 * load<i8>(this.signs + weight));
      return;
    }
    let field = unit + this.fields;
    let column = <usize>link.source;
    const end = field + this.span;
    do {
      v128.store(field, turnedFields<Field>(v128.load(field), v128.load(column), negative));
      field += VECTOR;
      column += VECTOR;
    } while (field < end);
    let output = unit + OUTPUTS;
    for (let block = this.blocks; block < this.blocksEnd; block += BLOCK_BYTES) {
      store<u64>(output, load<u64>(output) ^ load<u64>(block + flip, MOVED));
      output += 8;
    }
  }

  /** Makes the change of rows that was tried last. */
  // @ts-ignore: decorator
  @inline
  private takeRows(): void {
    for (let block = this.blocks; block < this.blocksEnd; block += BLOCK_BYTES) take(block);
  }

  /** Adds `by` to the weight from a unit of the first layer to the lane of these steps. */
  private addStep(unit: usize, steps: usize, by: i8): void {
    const sum = <usize>load<u32>(unit, STEPS);
    for (let place: usize = 0; place < this.reading.stepBytes; place += VECTOR) {
      let moved = v128.load(sum + place);
      for (let times = 0; times < abs<i32>(by); times++) {
        moved = by > 0 ? i8x16.add(moved, v128.load(steps + place)) : i8x16.sub(moved, v128.load(steps + place));
      }
      v128.store(sum + place, moved);
    }
  }

  /** How far rows move with the flip of a weight. */
  // @ts-ignore: decorator
  @inline
  private steps(weight: usize): usize {
    const link = this.link(weight);
    return weight < this.firstWeights ? <usize>load<u32>(<usize>link.unit, STEPS) : <usize>link.source;
  }

  private stepsOfLane(lane: i32): usize {
    return this.laneSteps + <usize>lane * this.reading.stepBytes;
  }

  private unit(index: i32): usize {
    return this.units + <usize>index * this.unitBytes;
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
