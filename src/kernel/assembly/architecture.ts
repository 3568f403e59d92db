/** The shape of a network, as JavaScript writes it: see `Network` in network/network.ts. */
@unmanaged
export class Architecture {
  inputs: i32;
  patterns: i32;
  /** Free weights. */
  weights: i32;
  /** Layers of units, the inputs not counted. */
  depth: i32;
  /** 1 where the output weights are fixed at +1. */
  fixedOutput: i32;
  /** 1 where each hidden unit sees its own part of the inputs. */
  tree: i32;
  /** P labels (i32): −1 or +1; with several outputs the class. */
  labels: usize;
  /** What the tie rule and the margin add to each output field (i32); with several outputs, to each lead, P × outputs. */
  offsets: usize;
  /** Units of each layer (i32), the inputs not counted. */
  units: usize;

  width(layer: i32): i32 {
    return load<i32>(this.units + ((<usize>layer) << 2));
  }

  fanIn(layer: i32): i32 {
    if (layer > 0) return this.width(layer - 1);
    return this.tree ? this.inputs / this.width(0) : this.inputs;
  }

  /** Which input is input i of a unit in the first layer. */
  input(unit: i32, i: i32): i32 {
    return this.tree ? unit * this.fanIn(0) + i : i;
  }

  label(pattern: i32): i32 {
    return load<i32>(this.labels + ((<usize>pattern) << 2));
  }

  offset(pattern: i32, output: i32 = 0): i32 {
    return load<i32>(this.offsets + ((<usize>(pattern * this.width(this.depth - 1) + output)) << 2));
  }

  /** Of a perceptron on ±1 data: how many inputs must agree with their weights for a pattern to be right, 0 … N + 1. */
  agreementsNeeded(pattern: i32): i32 {
    // c agreements make the field 2c − N. The shift rounds down, as a margin of −N requires.
    return ((this.inputs - this.offset(pattern)) >> 1) + 1;
  }
}
