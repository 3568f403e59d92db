import { randomStream, type Seed } from '../seed.js';
import { checkSizes } from './check-dataset.js';

/** P × N values ±1 with probability ½ each, from the stream `name` of the seed. Throws a sentence where a count is wrong. */
export function randomSigns(options: { inputs: number; patterns: number; seed: Seed; name: string }): Int32Array {
  checkSizes(options);
  const stream = randomStream(options.seed, options.name);
  return Int32Array.from({ length: options.patterns * options.inputs }, () => stream.sign());
}
