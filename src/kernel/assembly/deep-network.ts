import { Architecture } from './architecture';
import { setBit } from './bits';
import { setCount, turn, turned } from './counter';
import { reserve, VECTOR } from './memory';
import { MAX_PATTERNS } from './sign-perceptron';
import { createCounters, createUnit, Unit } from './unit';

const VALID = memory.data(MAX_PATTERNS / 8, 16);
/** Bit μ: the label of pattern μ is +1. */
const POSITIVE = memory.data(MAX_PATTERNS / 8, 16);

/**
 * A sign network of any depth with one output. A proposal finds where its unit turns round, then, layer by layer, where the
 * units above turn round with it, and stops where none does; only scratch memory changes. `flip` then makes the change that
 * `energyAfter` has just worked out.
 */
@unmanaged
export class DeepNetwork<Inputs> {
  inputs: Inputs;
  span: usize;
  depth: i32;
  weights: i32;
  signs: usize;
  /** The units, layer by layer (u32 each), and the place of each layer's first. */
  units: usize;
  layers: usize;
  /** For each weight its unit (u32), and what it weighs (i32): the number of an input, or of a unit in the layer below. */
  ends: usize;
  /** The last layer in which the proposal turns a unit round; −1 where it turns none. */
  reached: i32;

  start(shape: Architecture, signs: usize): i32 {
    this.inputs = changetype<Inputs>(reserve(offsetof<Inputs>()));
    this.span = <usize>((shape.patterns + 127) >> 7) * VECTOR;
    this.depth = shape.depth;
    this.weights = shape.weights;
    this.signs = signs;
    this.inputs.start(shape, this.span);
    for (let pattern = 0; pattern < shape.patterns; pattern++) {
      setBit(VALID, pattern);
      if (shape.label(pattern) > 0) setBit(POSITIVE, pattern);
    }
    this.createUnits(shape);
    let energy = 0;
    for (let pattern = 0; pattern < shape.patterns; pattern++) energy += i32(!this.compute(shape, pattern));
    return energy;
  }

  private createUnits(shape: Architecture): void {
    let count = 0;
    for (let layer = 0; layer < this.depth; layer++) count += shape.width(layer);
    this.units = reserve((<usize>count) << 2);
    this.layers = reserve((<usize>(this.depth + 1)) << 2);
    this.ends = reserve((<usize>this.weights) << 3);
    let weight = 0;
    let place: i32 = 0;
    for (let layer = 0; layer < this.depth; layer++) {
      store<i32>(this.layers + ((<usize>layer) << 2), place);
      const fanIn = shape.fanIn(layer);
      for (let index = 0; index < shape.width(layer); index++) {
        const unit = createUnit(layer, index, weight);
        unit.outputs = reserve(this.span);
        unit.flips = reserve(this.span);
        if (layer === 0) this.inputs.createState(unit);
        else createCounters(unit, fanIn, this.span);
        store<u32>(this.units + ((<usize>place) << 2), <u32>changetype<usize>(unit));
        place++;
        for (let i = 0; i < fanIn && weight < this.weights; i++) {
          const end = this.ends + ((<usize>weight) << 3);
          store<u32>(end, <u32>changetype<usize>(unit));
          store<i32>(end, shape.tree && layer === 0 ? index * fanIn + i : i, 4);
          weight++;
        }
      }
    }
    store<i32>(this.layers + ((<usize>this.depth) << 2), place);
  }

  /** Computes all units on one pattern from the weights; true where the output is right. */
  private compute(shape: Architecture, pattern: i32): bool {
    let right = false;
    for (let layer = 0; layer < this.depth; layer++) {
      const fanIn = shape.fanIn(layer);
      const isOutput = layer === this.depth - 1;
      // In hidden units sgn(0) = +1.
      const offset = isOutput ? shape.offset(pattern) : 1;
      for (let index = 0; index < shape.width(layer); index++) {
        const unit = this.unitAt(this.firstOf(layer) + index);
        let field = 0;
        for (let i = 0; i < fanIn; i++) {
          const value = layer === 0 ? shape.value(pattern, index, i) : this.output(this.firstOf(layer - 1) + i, pattern);
          field += this.sign(unit.firstWeight + i) * value;
        }
        if (isOutput) field *= shape.label(pattern);
        right = field + offset > 0;
        if (right) setBit(unit.outputs, pattern);
        const counter = unit.counters + <usize>(pattern >> 7) * unit.height;
        if (layer === 0) this.inputs.setField(unit, pattern, field);
        else setCount(counter, VECTOR, unit.planes, pattern & 127, (field + fanIn) / 2, (fanIn - offset) / 2 + 1);
      }
    }
    return right;
  }

  energyAfter(weight: usize, energy: i32): i32 {
    const unit = this.unitOf(weight);
    const source = load<i32>(this.ends + (weight << 3), 4);
    this.reached = -1;
    unit.turns =
      unit.layer === 0
        ? this.inputs.propose(unit, source, this.mask(<i32>weight))
        : this.proposeWeight(unit, this.unitAt(this.firstOf(unit.layer - 1) + source), <i32>weight);
    if (!unit.turns) return energy;
    let from = this.firstOf(unit.layer) + unit.index;
    let to = from + 1;
    let layer = unit.layer;
    while (true) {
      this.reached = layer;
      if (layer === this.depth - 1) return energy + this.errorsOf(this.unitAt(from));
      let any = false;
      for (let above = this.firstOf(layer + 1); above < this.firstOf(layer + 2); above++) {
        const target = this.unitAt(above);
        target.turns = this.proposeUnits(target, from, to);
        any = any || target.turns;
      }
      if (!any) return energy;
      layer++;
      from = this.firstOf(layer);
      to = this.firstOf(layer + 1);
    }
  }

  flip(weight: usize): void {
    const unit = this.unitOf(weight);
    const source = load<i32>(this.ends + (weight << 3), 4);
    if (unit.layer === 0) this.inputs.accept(unit, source, this.mask(<i32>weight), VALID);
    else this.turnInput(unit, unit.counters, this.unitAt(this.firstOf(unit.layer - 1) + source), <i32>weight, VALID, 0);
    let from = this.firstOf(unit.layer) + unit.index;
    let to = from + 1;
    for (let layer = unit.layer; layer <= this.reached; layer++) {
      for (let place = from; place < to; place++) {
        const turning = this.unitAt(place);
        if (!turning.turns) continue;
        if (layer < this.depth - 1) {
          for (let above = this.firstOf(layer + 1); above < this.firstOf(layer + 2); above++) {
            const target = this.unitAt(above);
            this.turnInput(target, target.counters, turning, target.firstWeight + turning.index, turning.flips, 0);
          }
        }
        for (let word: usize = 0; word < this.span; word += VECTOR) {
          const outputs = turning.outputs + word;
          v128.store(outputs, v128.xor(v128.load(outputs), v128.load(turning.flips + word)));
        }
      }
      from = this.firstOf(layer + 1);
      to = layer < this.depth - 1 ? this.firstOf(layer + 2) : from;
    }
  }

  /** Where a unit above the first layer turns round when a weight of its own does. */
  private proposeWeight(unit: Unit, source: Unit, weight: i32): bool {
    let counter = unit.counters;
    let any = i64x2.splat(0);
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      const flips = turned<v128>(counter, this.agreement(unit, source, weight, word));
      v128.store(unit.flips + word, flips);
      any = v128.or(any, flips);
      counter += unit.height;
    }
    return v128.any_true(any);
  }

  /** Where a unit turns round with those of the units in places `from` to `to` that turn, all below it. */
  private proposeUnits(unit: Unit, from: i32, to: i32): bool {
    memory.copy(unit.trials, unit.counters, (this.span / VECTOR) * unit.height);
    memory.fill(unit.flips, 0, this.span);
    for (let place = from; place < to; place++) {
      const source = this.unitAt(place);
      if (source.turns) this.turnInput(unit, unit.trials, source, unit.firstWeight + source.index, source.flips, unit.flips);
    }
    let any = i64x2.splat(0);
    for (let word: usize = 0; word < this.span; word += VECTOR) any = v128.or(any, v128.load(unit.flips + word));
    return v128.any_true(any);
  }

  /**
   * Turns an input of a unit round on the patterns in `where`, in the given counters; `flips`, where it is not 0, collects
   * the patterns on which the unit turns round.
   */
  private turnInput(unit: Unit, counters: usize, source: Unit, weight: i32, where: usize, flips: usize): void {
    let counter = counters;
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      const patterns = v128.load(where + word);
      if (v128.any_true(patterns)) {
        const agrees = this.agreement(unit, source, weight, word);
        if (flips !== 0) {
          const turns = v128.and(turned<v128>(counter, agrees), patterns);
          v128.store(flips + word, v128.xor(v128.load(flips + word), turns));
        }
        turn<v128>(counter, counter + unit.height, agrees, patterns, v128.load(VALID + word));
      }
      counter += unit.height;
    }
  }

  /** The patterns on which a source agrees with its weight; for the output, on which it votes for the label. */
  private agreement(unit: Unit, source: Unit, weight: i32, word: usize): v128 {
    const differs = v128.xor(v128.load(source.outputs + word), this.mask(weight));
    return unit.layer === this.depth - 1 ? v128.xor(differs, v128.load(POSITIVE + word)) : v128.not(differs);
  }

  /** By how much the energy changes when the output turns round on its flips: right ones become wrong, wrong ones right. */
  private errorsOf(output: Unit): i32 {
    let change: i64 = 0;
    for (let word: usize = 0; word < this.span; word += 8) {
      const flips = load<u64>(output.flips + word);
      const right = load<u64>(output.outputs + word);
      change += <i64>popcnt(flips & right) - <i64>popcnt(flips & ~right);
    }
    return <i32>change;
  }

  private unitOf(weight: usize): Unit {
    return changetype<Unit>(<usize>load<u32>(this.ends + (weight << 3)));
  }

  private unitAt(place: i32): Unit {
    return changetype<Unit>(<usize>load<u32>(this.units + ((<usize>place) << 2)));
  }

  private firstOf(layer: i32): i32 {
    return load<i32>(this.layers + ((<usize>layer) << 2));
  }

  private output(place: i32, pattern: i32): i32 {
    return (load<u8>(this.unitAt(place).outputs + <usize>(pattern >> 3)) >> <u8>(pattern & 7)) & 1 ? 1 : -1;
  }

  /** A weight: −1 or +1; those of a committee's output are not stored. */
  private sign(weight: i32): i32 {
    return weight < this.weights ? <i32>load<i8>(this.signs + <usize>weight) : 1;
  }

  /** All ones for +1, zeros for −1. */
  private mask(weight: i32): v128 {
    return i8x16.splat(this.sign(weight) > 0 ? -1 : 0);
  }
}
