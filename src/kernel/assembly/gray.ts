import { addSecond } from './pair';
import { walker } from './walker';

/**
 * Counts the energies of `steps` configurations in Gray-code order, one flip apart, starting from the present one: step g
 * flips weight ctz(g). Works for every model; the counts go to the visits of the levels.
 */
export function enumerateGray<Model>(model: Model, steps: u32): void {
  let energy = walker.energy;
  let step: u32 = 0;
  while (true) {
    const level = walker.level(energy);
    store<u64>(level, load<u64>(level, 8) + 1, 8);
    addSecond(model, energy);
    step++;
    if (step >= steps) break;
    const weight = <usize>ctz(step);
    energy = model.energyAfter(weight, energy);
    model.flip(weight);
    store<i8>(walker.signs + weight, -load<i8>(walker.signs + weight));
  }
  walker.energy = energy;
}
