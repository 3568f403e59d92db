import { Architecture } from './architecture';
import { countOnes, setBit } from './bits';
import { counterPlanes, setCount, turn, turned } from './counter';
import { DeepLayout, Link } from './deep-layout';
import { FLIPS, FLIPS_TOO, INPUTS, Layer, NUMBER, OUTPUTS, PATTERNS, POSITIVE, PROPOSED, REACHED, SLICE, VALID } from './layer';
import { VECTOR } from './memory';

/**
 * A sign network with any number of hidden layers, and one output or one for each class. A proposal finds the patterns on which
 * its unit flips, then, layer by layer, those on which the units above flip with it, and stops where there are none; only scratch
 * memory changes. `flip` then makes the change that `energyAfter` has just worked out.
 */
@unmanaged
export class DeepNetwork<Inputs> extends DeepLayout<Inputs> {
  readPattern(shape: Architecture, pattern: i32, row: usize): void {
    this.inputs.readPattern(shape, pattern, row);
  }

  start(shape: Architecture, signs: usize): i32 {
    this.signs = signs;
    for (let weight: usize = 0; weight < this.linked; weight++) {
      store<i8>(this.link(weight).weight, load<i8>(signs + weight) < 0 ? -1 : 0);
    }
    const argMax = this.argMax;
    if (argMax !== null) argMax.start(this.top.width, signs + this.linked);
    for (let pattern = 0; pattern < shape.patterns; pattern++) this.startPattern(shape, pattern);
    let energy = 0;
    for (let slice = this.slices; slice < this.end; slice += this.sliceBytes) energy += this.startSlice(shape, slice);
    return energy;
  }

  /** Writes one pattern into its slice: its label, and its thresholds in the layers above the first. */
  private startPattern(shape: Architecture, pattern: i32): void {
    const place = pattern % SLICE;
    const slice = this.slices + <usize>(pattern / SLICE) * this.sliceBytes;
    store<u32>(slice, pattern / SLICE, NUMBER);
    store<i32>(slice, place + 1, PATTERNS);
    setBit(slice + VALID, place);
    if (shape.label(pattern) > 0) setBit(slice + POSITIVE, place);
    for (let layer = this.first; layer !== this.top; ) {
      layer = layer.above;
      // In hidden units sgn(0) = +1; in the output the tie rule says which makes the pattern right.
      const isHidden = layer !== this.top || this.argMax !== null;
      const plus = isHidden || shape.label(pattern) > 0 === shape.offset(pattern) > 0;
      const needed = plus ? (layer.fanIn + 1) / 2 : layer.fanIn / 2 + 1;
      setCount(slice + layer.none - 2 * VECTOR, VECTOR, counterPlanes(layer.fanIn), place, 0, needed);
    }
  }

  /** Computes all layers of a slice; returns the errors. */
  private startSlice(shape: Architecture, slice: usize): i32 {
    const first = this.first;
    for (let index = 0; index < first.width; index++) {
      const unit = slice + first.units + <usize>index * first.unitBytes;
      const column = this.inputs.column(shape.input(index, 0));
      this.inputs.startUnit(slice, unit, column, first.weights + <usize>index * first.weightBytes);
      v128.store(unit, v128.load(unit, OUTPUTS), PROPOSED);
    }
    for (let layer = this.first; layer !== this.top; ) {
      layer = layer.above;
      layer.tryVotes(slice);
      layer.takeVotes(slice);
    }
    const argMax = this.argMax;
    if (argMax !== null) return argMax.startSlice(shape, slice, this.top);
    const outputs = v128.load(slice + this.top.units, OUTPUTS);
    return <i32>countOnes(v128.xor(outputs, v128.load(slice, POSITIVE)));
  }

  energyAfter(weight: usize, energy: i32): i32 {
    if (weight >= this.linked) return energy + this.tryOutputWeight(weight);
    const link = this.link(weight);
    const negative = v128.load8_splat(link.weight);
    let after = energy;
    let slice = this.slices;
    do {
      after += this.tryWeight(slice, link, negative);
      slice += this.sliceBytes;
    } while (slice < this.end);
    return after;
  }

  flip(weight: usize): void {
    if (weight >= this.linked) return this.turnOutputWeight(weight);
    const link = this.link(weight);
    const negative = v128.load8_splat(link.weight);
    let slice = this.slices;
    do {
      this.turnWeight(slice, link, negative);
      slice += this.sliceBytes;
    } while (slice < this.end);
    turnSign(link);
  }

  /** Two flips up to the top layer, but not of inputs of the same unit. */
  // @ts-ignore: decorator
  @inline
  seesPair(first: usize, second: usize): bool {
    if (!this.recounts || max(first, second) >= this.linked) return false;
    const link = this.link(first);
    return link.layer !== this.first || link.unit !== this.link(second).unit;
  }

  /** The layers above the first are counted anew, with the weights as they would be. */
  energyAfterPair(first: usize, second: usize, energy: i32): i32 {
    const a = this.link(first);
    const b = this.link(second);
    let highest = max(changetype<usize>(a.layer), changetype<usize>(b.layer));
    if (highest === changetype<usize>(this.first)) highest = 0;
    const negativeA = v128.load8_splat(a.weight);
    const negativeB = v128.load8_splat(b.weight);
    if (a.layer !== this.first) turnSign(a);
    if (b.layer !== this.first) turnSign(b);
    let after = energy;
    for (let slice = this.slices; slice < this.end; slice += this.sliceBytes) {
      if (a.layer === this.first) this.propose(slice, a, negativeA, FLIPS);
      if (b.layer === this.first) this.propose(slice, b, negativeB, FLIPS_TOO);
      after += this.tryLayers(slice, highest);
      if (a.layer === this.first) this.withdraw(slice, a);
      if (b.layer === this.first) this.withdraw(slice, b);
    }
    if (a.layer !== this.first) turnSign(a);
    if (b.layer !== this.first) turnSign(b);
    return after;
  }

  flipPair(first: usize, second: usize): void {
    const a = this.link(first);
    const b = this.link(second);
    for (let slice = this.slices; slice < this.end; slice += this.sliceBytes) {
      if (a.layer === this.first) this.takeInput(slice, a, FLIPS);
      if (b.layer === this.first) this.takeInput(slice, b, FLIPS_TOO);
      const reached = changetype<Layer>(<usize>load<u32>(slice, REACHED));
      for (let layer = this.first; layer !== reached; ) {
        layer = layer.above;
        layer.takeVotes(slice);
      }
      const argMax = this.argMax;
      if (argMax !== null && reached === this.top) argMax.take(slice);
    }
    turnSign(a);
    turnSign(b);
  }

  /** Proposes the outputs of a unit in the first layer. */
  // @ts-ignore: decorator
  @inline
  private propose(slice: usize, link: Link, negative: v128, flips: usize): void {
    const unit = slice + link.unit;
    const turns = this.inputs.turned(slice, unit, link.source, negative);
    v128.store(slice + flips, turns);
    v128.store(unit, v128.xor(v128.load(unit, OUTPUTS), turns), PROPOSED);
  }

  /** Between proposals the first layer proposes what it has. */
  // @ts-ignore: decorator
  @inline
  private withdraw(slice: usize, link: Link): void {
    const unit = slice + link.unit;
    v128.store(unit, v128.load(unit, OUTPUTS), PROPOSED);
  }

  // @ts-ignore: decorator
  @inline
  private takeInput(slice: usize, link: Link, flips: usize): void {
    const unit = slice + link.unit;
    this.inputs.turn(slice, unit, link.source, v128.load8_splat(link.weight));
    const outputs = v128.xor(v128.load(unit, OUTPUTS), v128.load(slice + flips));
    v128.store(unit, outputs, OUTPUTS);
    v128.store(unit, outputs, PROPOSED);
  }

  /** By how much the errors of a slice change with what the first layer proposes, and with weights up to the layer `highest`. */
  private tryLayers(slice: usize, highest: usize): i32 {
    const top = this.top;
    let layer = this.first;
    let flips = v128.or(v128.load(slice, FLIPS), v128.load(slice, FLIPS_TOO));
    while (layer !== top) {
      if (changetype<usize>(layer) >= highest && !v128.any_true(flips)) break;
      layer = layer.above;
      flips = layer.tryVotes(slice);
    }
    store<u32>(slice, <u32>changetype<usize>(layer), REACHED);
    if (layer !== top) return 0;
    const argMax = this.argMax;
    return argMax === null ? this.errors(slice, flips) : argMax.tryVotes(slice, top);
  }

  /** By how much the errors change with the flip of a weight of an output for classes. */
  private tryOutputWeight(weight: usize): i32 {
    const argMax = this.argMax!;
    const place = <i32>(weight - this.linked);
    const output = place / this.top.width;
    const source = this.top.units + <usize>(place - output * this.top.width) * this.top.unitBytes;
    const isPlus = load<i8>(this.signs + weight) > 0;
    let change = 0;
    for (let slice = this.slices; slice < this.end; slice += this.sliceBytes) {
      const outputs = v128.load(slice + source, OUTPUTS);
      const agrees = isPlus ? outputs : v128.not(outputs);
      change += argMax.tryTurn(slice, argMax.step(output), v128.load(slice, VALID), agrees);
    }
    return change;
  }

  private turnOutputWeight(weight: usize): void {
    const argMax = this.argMax!;
    const place = <i32>(weight - this.linked);
    const output = place / this.top.width;
    for (let slice = this.slices; slice < this.end; slice += this.sliceBytes) argMax.take(slice);
    argMax.addStep(place - output * this.top.width, output, -2 * <i32>load<i8>(this.signs + weight));
  }

  /** By how much the errors of a slice change with the flip of a weight. */
  // @ts-ignore: decorator
  @inline
  private tryWeight(slice: usize, link: Link, negative: v128): i32 {
    const unit = slice + link.unit;
    const top = this.top;
    let layer = link.layer;
    let flips =
      layer === this.first
        ? this.inputs.turned(slice, unit, link.source, negative)
        : turned<v128>(unit + INPUTS, v128.xor(v128.load(slice + link.source, OUTPUTS), negative));
    v128.store(slice, flips, FLIPS);
    while (layer !== top) {
      if (!v128.any_true(flips)) break;
      const single = layer === link.layer;
      layer = layer.above;
      if (single) flips = layer.tryTurn(slice, v128.load(unit, OUTPUTS), flips, link.above);
      else flips = layer.tryVotes(slice);
    }
    store<u32>(slice, <u32>changetype<usize>(layer), REACHED);
    if (layer !== top) return 0;
    const argMax = this.argMax;
    if (argMax === null) return this.errors(slice, flips);
    if (layer === link.layer) return argMax.tryTurn(slice, link.above, flips, v128.load(unit, OUTPUTS));
    return argMax.tryVotes(slice, layer);
  }

  /** Makes the change that `tryWeight` has just tried. */
  // @ts-ignore: decorator
  @inline
  private turnWeight(slice: usize, link: Link, negative: v128): void {
    const unit = slice + link.unit;
    let layer = link.layer;
    if (layer === this.first) this.inputs.turn(slice, unit, link.source, negative);
    else {
      const valid = v128.load(slice, VALID);
      const agrees = v128.xor(v128.load(slice + link.source, OUTPUTS), negative);
      turn<v128>(unit + INPUTS, unit + INPUTS + layer.counterBytes, agrees, valid);
    }
    const outputs = v128.load(unit, OUTPUTS);
    const flips = v128.load(slice, FLIPS);
    v128.store(unit, v128.xor(outputs, flips), OUTPUTS);
    v128.store(unit, v128.xor(outputs, flips), PROPOSED);
    const reached = changetype<Layer>(<usize>load<u32>(slice, REACHED));
    if (layer !== reached) {
      layer = layer.above;
      layer.takeTurn(slice, outputs, flips, link.above);
      while (layer !== reached) {
        layer = layer.above;
        layer.takeVotes(slice);
      }
    }
    const argMax = this.argMax;
    if (argMax !== null && layer === this.top) argMax.take(slice);
  }

  /** By how much the errors change when the output flips on these patterns: right ones become wrong, wrong ones right. */
  // @ts-ignore: decorator
  @inline
  private errors(slice: usize, flips: v128): i32 {
    const wrong = v128.xor(v128.load(slice + this.top.units, OUTPUTS), v128.load(slice, POSITIVE));
    return <i32>(countOnes(v128.andnot(flips, wrong)) - countOnes(v128.and(flips, wrong)));
  }
}

/** Turns the sign of a weight. */
// @ts-ignore: decorator
@inline
function turnSign(link: Link): void {
  store<u8>(link.weight, ~load<u8>(link.weight));
}
