import { Architecture } from './architecture';
import { ArgMax } from './arg-max';
import { counterBytes, counterPlanes } from './counter';
import { HEADER_BYTES, INPUTS, Layer, SLICE } from './layer';
import { ARG_MAX_BYTES } from './leads';
import { reserve, reserveState, VECTOR } from './memory';
import { VOTES_AT_A_TIME } from './votes';

/** Up to so many weights above the first layer, to count all votes anew costs less than to flip a weight and undo that. */
const MOST_VOTES: i32 = 80;

/** What a weight connects. */
@unmanaged
export class Link {
  layer: Layer;
  /** The address of the weight. */
  weight: usize;
  /** Offset in a slice of the unit that it leads to. */
  unit: usize;
  /** Offset in a slice of the unit that it comes from; in the first layer the address of its input's column. */
  source: usize;
  /** The address of the weight between its unit and the first one above; below an output for classes its unit's table. */
  above: usize;
}

/** Where a network with hidden layers lies in memory: its layers, its links, and the state of its units, slice by slice. */
@unmanaged
export class DeepLayout<Inputs> {
  inputs: Inputs;
  first: Layer;
  /** The output; where that is for classes, the layer below it. */
  top: Layer;
  /** The output where that is for classes, otherwise null. */
  argMax: ArgMax | null;
  signs: usize;
  /** For each weight up to the top layer its link. */
  links: usize;
  linked: usize;
  /** True where pairs of flips are tried by counting all votes above the first layer. */
  recounts: bool;
  slices: usize;
  sliceBytes: usize;
  end: usize;

  create(shape: Architecture): void {
    const slices = (shape.patterns + SLICE - 1) / SLICE;
    this.inputs = changetype<Inputs>(reserve(offsetof<Inputs>()));
    this.inputs.create(shape, slices);
    this.createLayers(shape);
    this.createLinks(shape);
    this.slices = reserveState(<usize>slices * this.sliceBytes);
    this.end = this.slices + <usize>slices * this.sliceBytes;
  }

  private createLayers(shape: Architecture): void {
    let votes = 0;
    const classes = shape.width(shape.depth - 1);
    const depth = classes > 1 ? shape.depth - 1 : shape.depth;
    this.first = changetype<Layer>(reserve(<usize>depth * offsetof<Layer>()));
    let layer = this.first;
    let offset = HEADER_BYTES;
    let weights = 0;
    for (let number = 0; number < depth; number++) {
      const planes = counterPlanes(shape.fanIn(number));
      layer.width = shape.width(number);
      layer.fanIn = shape.fanIn(number);
      layer.weightBytes = padded(layer.fanIn);
      layer.weights = reserveState(<usize>layer.width * layer.weightBytes);
      layer.planeBytes = <usize>planes * VECTOR;
      layer.counterBytes = counterBytes(planes, VECTOR);
      layer.none = offset + 2 * VECTOR;
      layer.units = offset + layer.counterBytes;
      layer.unitBytes = INPUTS + (number === 0 ? this.inputs.stateBytes : layer.counterBytes + layer.planeBytes);
      offset = layer.units + padded(layer.width) * layer.unitBytes;
      weights += layer.width * layer.fanIn;
      if (number > 0) votes += layer.width * layer.fanIn;
      this.top = layer;
      layer = layer.above;
    }
    this.recounts = votes <= MOST_VOTES && classes === 1;
    // The output weights of a committee are not stored.
    this.linked = <usize>min(weights, shape.weights);
    if (classes > 1) {
      const argMax = changetype<ArgMax>(reserve(offsetof<ArgMax>()));
      argMax.create(classes, this.top.width, offset);
      this.argMax = argMax;
      offset += ARG_MAX_BYTES;
    }
    this.sliceBytes = (offset + 63) & ~63;
  }

  private createLinks(shape: Architecture): void {
    const argMax = this.argMax;
    this.links = reserve(this.linked * offsetof<Link>());
    let weight: usize = 0;
    for (let layer = this.first; weight < this.linked; layer = layer.above) {
      for (let index = 0; index < layer.width; index++) {
        for (let i = 0; i < layer.fanIn; i++) {
          const link = this.link(weight);
          link.layer = layer;
          link.weight = layer.weights + <usize>index * layer.weightBytes + <usize>i;
          link.unit = layer.units + <usize>index * layer.unitBytes;
          if (layer === this.first) link.source = this.inputs.column(shape.input(index, i));
          else link.source = layer.below.units + <usize>i * layer.below.unitBytes;
          if (layer !== this.top) link.above = layer.above.weights + <usize>index;
          else if (argMax !== null) link.above = argMax.table(index);
          weight++;
        }
      }
    }
  }

  // @ts-ignore: decorator
  @inline
  protected link(weight: usize): Link {
    return changetype<Link>(this.links + weight * offsetof<Link>());
  }
}

/** Units or weights, with those that fill up the last group of votes. */
function padded(count: i32): usize {
  return <usize>((count + VOTES_AT_A_TIME - 1) & -VOTES_AT_A_TIME);
}
