import { reserve } from './memory';

// The columns of some models contain the signs of the weights, which saves a load for each proposal. Walks share them: when
// another walk takes its turn, the columns of the weights in which the two differ change sign.

/** The weights whose signs the columns contain (i8 each). */
let held: usize = 0;

/** Columns are read with all weights +1. */
export function createColumns(weights: i32): void {
  held = reserve(<usize>weights);
  memory.fill(held, 1, <usize>weights);
}

/** Gives the columns of a model these signs, if they contain any; `holdSigns` then notes them. */
export function turnColumns<Model>(model: Model, signs: usize, weights: i32): void {
  if (isDefined(model.turnColumn)) {
    for (let weight: usize = 0; weight < <usize>weights; weight++) {
      if (load<i8>(held + weight) !== load<i8>(signs + weight)) model.turnColumn(weight);
    }
  }
}

/** Notes the signs that the columns contain now. */
export function holdSigns(signs: usize, weights: i32): void {
  memory.copy(held, signs, <usize>weights);
}
