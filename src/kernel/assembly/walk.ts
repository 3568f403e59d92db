import { BLOCK, BLOCK_BYTES, drawProposals, INDICES, TOLERANCES } from './random';
import { walker } from './walker';

/**
 * `blocks` × BLOCK single-flip moves. Each is accepted with probability min{1, exp(S(E) − S(E′))}; then the level that
 * the walk stands at gets one visit and `logF` of entropy, after rejections too (Wang and Landau, 2001). With `logF` = 0
 * this is the multicanonical production run.
 *
 * A model tells the energy after a flip, and flips.
 */
export function walk<Model>(model: Model, blocks: i32, logF: f64): void {
  const table = walker.table;
  const signs = walker.signs;
  let energy = walker.energy;
  let accepted = 0;
  for (let block = 0; block < blocks; block++) {
    drawProposals(walker.generator, walker.weights);
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
    }
    walker.energy = energy;
    walker.settle();
    walker.followTrips();
  }
  walker.accepted += <f64>accepted;
  walker.moves += <f64>blocks * <f64>BLOCK;
}
