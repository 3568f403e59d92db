import { counterBytes, counterPlanes } from './counter';
import { reserve, VECTOR } from './memory';

/** A unit of a deep network, with its state on all patterns. */
@unmanaged
export class Unit {
  layer: i32;
  index: i32;
  /** Its first incoming weight. */
  firstWeight: i32;
  /** True where the proposal under way turns its output round on some pattern. */
  turns: bool;
  /** Bit μ: its output on pattern μ is +1; for the output unit, is right. */
  outputs: usize;
  /** Bit μ: the proposal under way turns its output round on pattern μ. */
  flips: usize;
  /** A counter for each vector of patterns (counter.ts), and a second set to try proposals on. */
  counters: usize;
  trials: usize;
  planes: i32;
  /** Bytes of one counter. */
  height: usize;
  /** In a first layer on real inputs, in place of counters: the field of each pattern. */
  fields: usize;
}

export function createUnit(layer: i32, index: i32, firstWeight: i32): Unit {
  const unit = changetype<Unit>(reserve(offsetof<Unit>()));
  unit.layer = layer;
  unit.index = index;
  unit.firstWeight = firstWeight;
  return unit;
}

/** Gives a unit counters for its inputs, on patterns that fill `span` bytes of bits. */
export function createCounters(unit: Unit, fanIn: i32, span: usize): void {
  unit.planes = counterPlanes(fanIn);
  unit.height = counterBytes(unit.planes, VECTOR);
  unit.counters = reserve((span / VECTOR) * unit.height);
  unit.trials = reserve((span / VECTOR) * unit.height);
}
