import seedrandom from 'seedrandom';
import { checkCount, checkText, inWords } from './check.js';

/** A seed: any string or finite number. The same seed gives the same bits on every machine. */
export type Seed = string | number;

/** A stream of uniform random numbers. */
export interface RandomStream {
  /** The next number, uniform in [0, 1), with 53 random bits. */
  uniform(): number;
  /**
   * The next integer, uniform in 0 … bound − 1.
   *
   * @throws RangeError if `bound` is not a whole number of at least 1.
   */
  integer(bound: number): number;
  /** The next 32 random bits as a signed integer. */
  int32(): number;
  /** The next standard normal variate (Box and Muller, 1958; one of the pair is kept for the next call). */
  normal(): number;
  /** −1 or +1 with probability ½ each. */
  sign(): -1 | 1;
}

/**
 * The seed as a string.
 *
 * @throws TypeError if it is missing, or not a string or a finite number.
 */
export function checkSeed(seed: Seed | undefined): string {
  if (typeof seed === 'string' && seed !== '') return seed;
  if (typeof seed === 'number' && Number.isFinite(seed)) return String(seed);
  throw new TypeError(`\`seed\` is ${inWords(seed)}; give a string or a finite number, for example { seed: 'run-1' }`);
}

/**
 * The seed of one named use of `seed`, so that two uses never share a stream: 'fig-2' and 'labels' make 'fig-2/labels'.
 *
 * @throws TypeError if the seed is missing or not a seed.
 */
export function subSeed(seed: Seed, name: string): string {
  return `${checkSeed(seed)}/${name}`;
}

/**
 * The random stream of one named use of `seed`.
 *
 * @throws TypeError if the seed is missing or not a seed, or if `name` is not a string.
 */
export function randomStream(seed: Seed, name: string): RandomStream {
  checkText('name', name);
  const generator = seedrandom(subSeed(seed, name));
  let spare: number | undefined;
  const uniform = () => generator.double();
  return {
    uniform,
    integer(bound) {
      checkCount('bound', bound, 'give a whole number of at least 1');
      return Math.floor(uniform() * bound);
    },
    int32: () => generator.int32(),
    sign: () => (uniform() < 0.5 ? -1 : 1),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}
