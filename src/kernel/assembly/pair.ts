import { reserveState } from './memory';
import { walker } from './walker';

/**
 * Two models on the same weights, for joint densities of states: the energy of the pair is first · bins + (bin of second).
 * The second can be the same network on other patterns, or the distance from a reference.
 */
@unmanaged
export class Pair<First, Second> {
  first: First;
  second: Second;
  /** The present energies, and those after the proposal under way. */
  firstEnergy: i32;
  secondEnergy: i32;
  proposedFirst: i32;
  proposedSecond: i32;
  bins: i32;
  /** The bin of each energy of the second (i32). */
  binOf: usize;

  start(first: First, second: Second, firstEnergy: i32, secondEnergy: i32, bins: i32, binOf: usize): i32 {
    this.first = first;
    this.second = second;
    this.firstEnergy = firstEnergy;
    this.secondEnergy = secondEnergy;
    this.bins = bins;
    this.binOf = binOf;
    return this.energy(firstEnergy, secondEnergy);
  }

  // @ts-ignore: decorator
  @inline
  private energy(first: i32, second: i32): i32 {
    return first * this.bins + load<i32>(this.binOf + ((<usize>second) << 2));
  }

  energyAfter(weight: usize, _energy: i32): i32 {
    this.proposedFirst = this.first.energyAfter(weight, this.firstEnergy);
    this.proposedSecond = this.second.energyAfter(weight, this.secondEnergy);
    return this.energy(this.proposedFirst, this.proposedSecond);
  }

  flip(weight: usize): void {
    this.first.flip(weight);
    this.second.flip(weight);
    this.firstEnergy = this.proposedFirst;
    this.secondEnergy = this.proposedSecond;
  }
}

/** Adds the present value of the second axis, if there is one, to the sum of the level that a walk stands at. */
// @ts-ignore: decorator
@inline
export function addSecond<Model>(model: Model, level: i32): void {
  if (!isDefined(model.secondEnergy)) return;
  const sum = walker.sums + ((<usize>level) << 3);
  store<u64>(sum, load<u64>(sum) + <u64>model.secondEnergy);
}

/** The number of weights that differ from a reference, as a model. */
@unmanaged
export class Distance {
  /** 1 for each weight that differs (u8). */
  differs: usize;

  create(weights: i32): void {
    this.differs = reserveState(<usize>weights);
  }

  start(weights: i32, reference: usize, signs: usize): i32 {
    let distance = 0;
    for (let weight: usize = 0; weight < <usize>weights; weight++) {
      if (load<i32>(reference + (weight << 2)) === <i32>load<i8>(signs + weight)) continue;
      store<u8>(this.differs + weight, 1);
      distance++;
    }
    return distance;
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, energy: i32): i32 {
    return energy + 1 - 2 * <i32>load<u8>(this.differs + weight);
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    store<u8>(this.differs + weight, 1 - load<u8>(this.differs + weight));
  }
}
