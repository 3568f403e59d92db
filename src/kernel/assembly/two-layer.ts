import { Architecture } from './architecture';
import { and, andNot, countBits, none, not, setBit, xor } from './bits';
import { counterBytes, counterPlanes, setCount, turn, turned } from './counter';
import { reserve, reserveState } from './memory';

const VALID = memory.data(16, 16);
/** The patterns with label +1. */
const POSITIVE = memory.data(16, 16);

/**
 * One hidden layer of sign units and one output, on ±1 data of up to 64 patterns (Slice = u64) or 128 (v128). A flip in the
 * hidden layer matters on the few patterns where its unit is one agreement from flipping, and among them where the output is
 * one vote from flipping.
 */
@unmanaged
export class TwoLayer<Slice> {
  /** For each weight of the hidden layer, where its input agrees with it: one slice. */
  columns: usize;
  hiddenWeights: usize;
  /** For each weight the address (u32) of its hidden unit: a slice of votes (where the unit votes right), then its counter. */
  units: usize;
  blocks: usize;
  unitBytes: usize;
  /** Counts right votes. */
  output: usize;
  outputEnd: usize;

  create(shape: Architecture): void {
    const slice = sizeof<Slice>();
    const fanIn = shape.fanIn(0);
    const hidden = shape.width(0);
    this.hiddenWeights = <usize>(hidden * fanIn);
    this.unitBytes = slice + counterBytes(counterPlanes(fanIn), slice);
    this.columns = reserve(this.hiddenWeights * slice);
    this.units = reserve((<usize>(hidden * (fanIn + 1))) << 2);
    this.output = reserveState(counterBytes(counterPlanes(hidden), slice));
    this.outputEnd = this.output + counterBytes(counterPlanes(hidden), slice);
    this.blocks = reserveState(<usize>hidden * this.unitBytes);
    for (let unit = 0; unit < hidden; unit++) {
      const block = <u32>this.block(unit);
      for (let i = 0; i < fanIn; i++) store<u32>(this.units + ((<usize>(unit * fanIn + i)) << 2), block);
      store<u32>(this.units + ((this.hiddenWeights + <usize>unit) << 2), block);
    }
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      setBit(VALID, pattern);
      if (shape.label(pattern) > 0) setBit(POSITIVE, pattern);
    }
  }

  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    const fanIn = shape.fanIn(0);
    for (let unit = 0; unit < shape.width(0); unit++) {
      for (let i = 0; i < fanIn; i++) {
        if (load<i32>(row + ((<usize>shape.input(unit, i)) << 2)) <= 0) continue;
        setBit(this.columns + <usize>(unit * fanIn + i) * sizeof<Slice>(), pattern);
      }
    }
  }

  start(shape: Architecture, signs: usize): i32 {
    const slice = sizeof<Slice>();
    const fanIn = shape.fanIn(0);
    const hidden = shape.width(0);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      const majority = (hidden - shape.offset(pattern)) / 2 + 1;
      setCount(this.output, slice, counterPlanes(hidden), pattern, 0, majority);
      for (let unit = 0; unit < hidden; unit++) {
        setCount(this.block(unit) + slice, slice, counterPlanes(fanIn), pattern, 0, (fanIn + 1) >> 1);
      }
    }
    const valid = load<Slice>(VALID);
    for (let unit = 0; unit < hidden; unit++) {
      const block = this.block(unit);
      const end = block + this.unitBytes;
      for (let i = 0; i < fanIn; i++) {
        const agrees = load<Slice>(this.columns + <usize>(unit * fanIn + i) * slice);
        turn<Slice>(block + slice, end, none<Slice>(), and<Slice>(agrees, valid));
      }
      const negative = !shape.fixedOutput && load<i8>(signs + this.hiddenWeights + <usize>unit) < 0;
      const wanted = negative ? not<Slice>(load<Slice>(POSITIVE)) : load<Slice>(POSITIVE);
      const right = andNot<Slice>(valid, xor<Slice>(load<Slice>(end - slice), wanted));
      store<Slice>(block, right);
      turn<Slice>(this.output, this.outputEnd, none<Slice>(), right);
    }
    return countBits<Slice>(andNot<Slice>(valid, load<Slice>(this.outputEnd - slice)));
  }

  turnColumn(weight: usize): void {
    if (weight >= this.hiddenWeights) return;
    const column = this.columns + weight * sizeof<Slice>();
    store<Slice>(column, not<Slice>(load<Slice>(column)));
  }

  /** The address of a hidden unit. */
  private block(unit: i32): usize {
    return this.blocks + <usize>unit * this.unitBytes;
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    const unit = <usize>load<u32>(this.units + (weight << 2));
    if (weight >= this.hiddenWeights) {
      let change = voteChange<Slice>(this.output, unit, 0);
      if (sizeof<Slice>() > 8) change += voteChange<Slice>(this.output, unit, 8);
      return energy + change;
    }
    const column = this.columns + weight * sizeof<Slice>();
    let change = wordChange<Slice>(this.output, unit, column, 0);
    if (sizeof<Slice>() > 8) change += wordChange<Slice>(this.output, unit, column, 8);
    return energy + change;
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    const unit = <usize>load<u32>(this.units + (weight << 2));
    const valid = load<Slice>(VALID);
    const votes = load<Slice>(unit);
    if (weight >= this.hiddenWeights) {
      store<Slice>(unit, not<Slice>(votes));
      turn<Slice>(this.output, this.outputEnd, votes, valid);
      return;
    }
    const counter = unit + sizeof<Slice>();
    const column = this.columns + weight * sizeof<Slice>();
    const agrees = load<Slice>(column);
    const where = turned<Slice>(counter, agrees);
    store<Slice>(column, not<Slice>(agrees));
    turn<Slice>(counter, unit + this.unitBytes, agrees, valid);
    if (isNone<Slice>(where)) return;
    store<Slice>(unit, xor<Slice>(votes, where));
    turn<Slice>(this.output, this.outputEnd, votes, where);
  }
}

/** By how much the errors on 64 patterns change when the unit's vote flips: falls and rises of the output. */
// @ts-ignore: decorator
@inline
function voteChange<Slice>(output: usize, votes: usize, word: usize): i32 {
  const right = load<u64>(votes + word);
  const falls = load<u64>(output + word) & right;
  const rises = load<u64>(output + sizeof<Slice>() + word) & ~right;
  return <i32>(popcnt(falls) - popcnt(rises));
}

/** The same for a weight of the hidden layer: only where its unit flips with it. */
// @ts-ignore: decorator
@inline
function wordChange<Slice>(output: usize, unit: usize, column: usize, word: usize): i32 {
  const agrees = load<u64>(column + word);
  const counter = unit + sizeof<Slice>() + word;
  const where = (load<u64>(counter) & agrees) | (load<u64>(counter + sizeof<Slice>()) & ~agrees);
  const right = load<u64>(unit + word);
  const falls = load<u64>(output + word) & right & where;
  const rises = load<u64>(output + sizeof<Slice>() + word) & ~right & where;
  return <i32>(popcnt(falls) - popcnt(rises));
}

// @ts-ignore: decorator
@inline
function isNone<Slice>(bits: Slice): bool {
  if (isVector<Slice>()) return !v128.any_true(bits);
  return bits === 0;
}
