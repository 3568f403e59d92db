import { checkOptions, inWords } from '../base/check.js';
import { density, type EntropyCurve } from '../base/curve.js';
import { checkSeed, randomStream, type Seed } from '../base/seed.js';
import { deviation } from '../base/statistics.js';
import { lowest, summits } from './summits.js';

export interface PeaksOptions {
  /** How far a peak must rise above the saddle to a higher one, in nats. Default 0.01, one per cent of its height. */
  readonly prominence?: number;
  /**
   * How far a peak must rise above that saddle, in standard errors of the difference. Default 6: the noise of a
   * thousand levels spans 7 of its standard deviations, which is 5 in these units.
   */
  readonly significance?: number;
  /** The errors of positions are found by drawing curves within the error bars; this seeds them. Default 'peaks'. */
  readonly seed?: Seed;
}

/** A local maximum of a density of states. */
export interface Peak {
  /**
   * E/P: the top of the parabola of ln ρ through the highest level and its neighbours, or the end of the curve if the
   * peak lies there.
   */
  readonly energyFraction: number;
  /** One standard error of the position: 0 where exact, NaN for a curve without errors. */
  readonly energyFractionError: number;
  /** ρ(E/P) at the highest level. */
  readonly density: number;
  /** One standard error of ρ: 0 where exact, NaN for a curve without errors. */
  readonly densityError: number;
  /** How far ln ρ rises above the saddle to a higher peak (above the lowest level, for the highest peak), in nats. */
  readonly prominence: number;
}

/**
 * The local maxima of ρ(E/P) = P g(E) / 2^M, from low to high energy, ends included; none if the curve is flat. Bumps
 * that the errors of the curve can explain do not count as peaks, and levels without configurations or without an error
 * bar are skipped. Where the errors are unknown, as in theory, `prominence` alone decides.
 *
 * @example
 * ```ts
 * import { enumerate, peaks, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * const dos = await enumerate(perceptron(15), data);
 * console.log(peaks(dos)); // one for random patterns, near E/P = ½
 * ```
 * @throws TypeError if `curve` is not an entropy curve, `seed` is not a string or finite number, or an option is
 * unknown.
 * @throws RangeError if `prominence` or `significance` is not a number of at least 0.
 */
export function peaks(curve: EntropyCurve, options: PeaksOptions = {}): Peak[] {
  checkOptions('peaks', options, ['prominence', 'significance', 'seed']);
  const { prominence = 0.01, significance = 6, seed = 'peaks' } = options;
  checkThreshold('prominence', prominence);
  checkThreshold('significance', significance);
  checkSeed(seed);
  const points = knownPoints(curve);
  const heights = points.map(({ entropy }) => entropy);
  const error = (index: number) => points[index].error;
  const found = summits(heights).filter(({ first, saddle, rise }) => {
    const noise = significance * Math.hypot(error(first), error(saddle));
    return rise > prominence && !(rise <= noise);
  });
  return found.map(({ first, last, rise }, k) => {
    const surroundings = {
      from: k === 0 ? 0 : lowest(heights, found[k - 1].last, first),
      to: k === found.length - 1 ? points.length - 1 : lowest(heights, last, found[k + 1].first),
    };
    return {
      energyFraction: position(points, heights, first, last) / curve.patterns,
      energyFractionError: positionError(points, first, surroundings, seed) / curve.patterns,
      density: points[first].density,
      densityError: points[first].density * error(first),
      prominence: rise,
    };
  });
}

interface Point {
  readonly level: number;
  readonly entropy: number;
  readonly density: number;
  readonly error: number;
}

function knownPoints(curve: EntropyCurve): Point[] {
  const heights = density(curve);
  return Array.from(curve.levels, (level, k) => ({
    level,
    entropy: curve.entropy[k],
    density: heights[k],
    error: curve.standardError?.[k] ?? Number.NaN,
  })).filter(({ entropy, error }) => Number.isFinite(entropy) && error !== Infinity);
}

/**
 * The energy of a summit: the middle of a plateau, an end of the curve, or the top of the parabola through three
 * levels.
 */
function position(points: readonly Point[], heights: readonly number[], first: number, last: number): number {
  const { level } = points[first];
  if (last > first) return (level + points[last].level) / 2;
  if (first === 0 || first === points.length - 1) return level;
  const stepBelow = level - points[first - 1].level;
  const stepAbove = points[first + 1].level - level;
  const rise = (heights[first] - heights[first - 1]) / stepBelow;
  const fall = (heights[first] - heights[first + 1]) / stepAbove;
  return level + (rise * stepAbove - fall * stepBelow) / (2 * (rise + fall));
}

const DRAWS = 200;

/** The standard deviation of the position over curves drawn within the errors around the summit. */
function positionError(
  points: readonly Point[],
  summit: number,
  { from, to }: { readonly from: number; readonly to: number },
  seed: Seed,
): number {
  if (points.slice(from, to + 1).every(({ error }) => error === 0)) return 0;
  if (Number.isNaN(points[summit].error)) return Number.NaN;
  const stream = randomStream(seed, 'positions of peaks');
  const positions = Array.from({ length: DRAWS }, () => {
    const heights = points.map(({ entropy, error }, index) => {
      return index < from || index > to ? entropy : entropy + error * stream.normal();
    });
    let top = summit;
    for (let index = from; index <= to; index++) if (heights[index] > heights[top]) top = index;
    return top > from && top < to ? position(points, heights, top, top) : points[top].level;
  });
  return deviation(positions);
}

function checkThreshold(name: string, value: number): void {
  if (typeof value === 'number' && value >= 0) return;
  throw new RangeError(`\`${name}\` is ${inWords(value)}; give a number of at least 0`);
}

/** The highest point of a density of states. */
export interface DensityPeak {
  /** E/P. */
  readonly energyFraction: number;
  /** ρ(E/P). */
  readonly density: number;
  /** One standard error of ρ: 0 where exact, NaN for theory. */
  readonly standardError: number;
}

/**
 * The highest point of ρ(E/P) = P g(E) / 2^M, with its error (ρ times the error of S).
 *
 * @example
 * ```ts
 * import { densityPeak, enumerate, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'patterns' });
 * console.log(densityPeak(await enumerate(perceptron(15), data))); // where ρ(E/P) is highest, and how high
 * ```
 * @throws TypeError if `curve` is not an entropy curve.
 * @throws RangeError if one of its numbers is out of range, its columns differ in length, or it has no configurations.
 */
export function densityPeak(curve: EntropyCurve): DensityPeak {
  const heights = density(curve);
  const highest = heights.reduce((most, height) => Math.max(most, height), 0);
  if (highest === 0)
    throw new RangeError(`'${curve.name}' has no level with configurations, and so no peak; give another`);
  const k = heights.indexOf(highest);
  return {
    energyFraction: curve.levels[k]! / curve.patterns,
    density: heights[k]!,
    standardError: heights[k]! * (curve.standardError?.[k] ?? Number.NaN),
  };
}
