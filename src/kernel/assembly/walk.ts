import { note } from './found';
import { countErrors } from './graded-perceptron';
import { VECTOR } from './memory';
import { addSecond } from './pair';
import { BLOCK, BLOCK_BYTES, drawProposals, INDICES, TOLERANCES } from './random';
import { walker } from './walker';

/**
 * `blocks` blocks of moves with BLOCK flips proposed in each; with `walker.pairs` every other block proposes them in pairs. A
 * move is accepted with probability min{1, exp(S(E) − S(E′))}; then the level that the walk stands at gets one visit and
 * `logF` of entropy, after rejections too (Wang and Landau, 2001). With `logF` = 0 this is the multicanonical production run.
 *
 * A model returns the energy after a flip, and makes that flip if it is accepted.
 */
export function walk<Model>(model: Model, blocks: i32, logF: f64): void {
  for (let block = 0; block < blocks; block++) {
    drawProposals(walker.generator, walker.weights, BLOCK_BYTES);
    if (walker.pairs && (walker.block & 1) !== 0) proposePairs(model, logF);
    else proposeFlips(model, logF);
    walker.block++;
    walker.settle();
    walker.followTrips();
  }
}

// @ts-ignore: decorator
@inline
function proposeFlips<Model>(model: Model, logF: f64): void {
  const table = walker.table;
  const signs = walker.signs;
  let energy = walker.energy;
  let accepted = 0;
  for (let offset: usize = 0; offset < BLOCK_BYTES; offset += 4) {
    const weight = <usize>load<u32>(INDICES + offset);
    const proposed = model.energyAfter(weight, energy);
    const rise = load<f64>(table + ((<usize>proposed) << 4)) - load<f64>(table + ((<usize>energy) << 4));
    if (rise <= <f64>load<f32>(TOLERANCES + offset)) {
      model.flip(weight);
      store<i8>(signs + weight, -load<i8>(signs + weight));
      energy = proposed;
      accepted++;
    }
    const level = table + ((<usize>energy) << 4);
    store<f64>(level, load<f64>(level) + logF);
    store<u64>(level, load<u64>(level, 8) + 1, 8);
    addSecond(model, energy);
    countErrors(model, energy);
  }
  walker.energy = energy;
  walker.accepted += <f64>accepted;
  walker.moves += <f64>BLOCK;
}

/**
 * The same with two flips to a move. At the lowest energies single flips often lead to no other configuration of low energy, and
 * pairs do: at N = 41, P = 30 they bring the variance of g(0) down by a factor of 2 to 4 at the same cost.
 */
// @ts-ignore: decorator
@inline
function proposePairs<Model>(model: Model, logF: f64): void {
  const table = walker.table;
  let energy = walker.energy;
  let accepted = 0;
  for (let offset: usize = 0; offset < BLOCK_BYTES; offset += 8) {
    const first = <usize>load<u32>(INDICES + offset);
    const second = <usize>load<u32>(INDICES + offset, 4);
    const together = seesPair(model, first, second);
    const proposed = together ? tryPair(model, first, second, energy) : tryInTurn(model, first, second, energy);
    const rise = load<f64>(table + ((<usize>proposed) << 4)) - load<f64>(table + ((<usize>energy) << 4));
    if (rise <= <f64>load<f32>(TOLERANCES + offset)) {
      if (together) takePair(model, first, second);
      else turn(model, second);
      energy = proposed;
      accepted += 2;
    } else if (!together) {
      model.energyAfter(first, energy);
      turn(model, first);
    }
    const level = table + ((<usize>energy) << 4);
    store<f64>(level, load<f64>(level) + logF);
    store<u64>(level, load<u64>(level, 8) + 1, 8);
    addSecond(model, energy);
    countErrors(model, energy);
  }
  walker.energy = energy;
  walker.accepted += <f64>accepted;
  walker.moves += <f64>BLOCK;
}

// Most models can tell the energy after most pairs of flips at once. Otherwise the first flip is made, and undone where the move is
// not accepted.

// @ts-ignore: decorator
@inline
function seesPair<Model>(model: Model, first: usize, second: usize): bool {
  if (isDefined(model.seesPair)) return model.seesPair(first, second);
  return false;
}

// @ts-ignore: decorator
@inline
function tryPair<Model>(model: Model, first: usize, second: usize, energy: i32): i32 {
  if (isDefined(model.seesPair)) return model.energyAfterPair(first, second, energy);
  return energy;
}

// @ts-ignore: decorator
@inline
function takePair<Model>(model: Model, first: usize, second: usize): void {
  if (isDefined(model.seesPair)) {
    model.flipPair(first, second);
    turnSign(first);
    turnSign(second);
  }
}

/** The energy after two flips, the first of which is made. */
// @ts-ignore: decorator
@inline
function tryInTurn<Model>(model: Model, first: usize, second: usize, energy: i32): i32 {
  const between = model.energyAfter(first, energy);
  turn(model, first);
  return model.energyAfter(second, between);
}

// @ts-ignore: decorator
@inline
function turn<Model>(model: Model, weight: usize): void {
  model.flip(weight);
  turnSign(weight);
}

// @ts-ignore: decorator
@inline
function turnSign(weight: usize): void {
  store<i8>(walker.signs + weight, -load<i8>(walker.signs + weight));
}

/**
 * Metropolis at the inverse temperature `beta`: up to `moves` single flips, until the energy is `wanted` or below. Returns the
 * moves made. Nothing is counted or learned, so a walk of few moves costs no more than these.
 */
export function walkAt<Model>(model: Model, moves: i32, beta: f64, wanted: i32): i32 {
  let energy = walker.energy;
  let made = 0;
  while (made < moves && energy > wanted) {
    const end = (<usize>min(moves - made, BLOCK)) << 2;
    drawProposals(walker.generator, walker.weights, (end + VECTOR - 1) & ~(VECTOR - 1));
    for (let offset: usize = 0; offset < end && energy > wanted; offset += 4) {
      const weight = <usize>load<u32>(INDICES + offset);
      const proposed = model.energyAfter(weight, energy);
      if (beta * <f64>(proposed - energy) <= <f64>load<f32>(TOLERANCES + offset)) {
        turn(model, weight);
        energy = proposed;
        walker.accepted++;
      }
      made++;
    }
  }
  walker.energy = energy;
  walker.moves += <f64>made;
  return made;
}

/**
 * Counts the energies of `steps` configurations in Gray-code order, one flip apart, starting from the present one: step g
 * flips weight ctz(g). Serves every model; the counts go to the visits of the levels.
 */
export function enumerateGray<Model>(model: Model, steps: u32): void {
  let energy = walker.energy;
  let step: u32 = 0;
  while (true) {
    const level = walker.level(energy);
    store<u64>(level, load<u64>(level, 8) + 1, 8);
    addSecond(model, energy);
    countErrors(model, energy);
    step++;
    if (step >= steps) break;
    const weight = <usize>ctz(step);
    energy = model.energyAfter(weight, energy);
    model.flip(weight);
    store<i8>(walker.signs + weight, -load<i8>(walker.signs + weight));
  }
  walker.energy = energy;
}

/** Notes the configurations of energy `wanted` among those of `enumerateGray`, whose weights start at −1. */
export function listGray<Model>(model: Model, steps: u32, wanted: i32): void {
  let energy = walker.energy;
  let step: u32 = 0;
  while (true) {
    if (energy === wanted) note(step ^ (step >> 1));
    step++;
    if (step >= steps) break;
    const weight = <usize>ctz(step);
    energy = model.energyAfter(weight, energy);
    turn(model, weight);
  }
  walker.energy = energy;
}
