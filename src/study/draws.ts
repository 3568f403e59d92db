import { type Mean, meanOf } from '../analysis/averages.js';
import { checkFunction, checkPositive, checkText, inWords, requireOptions } from '../base/check.js';
import { describePoint } from './points.js';

/** How accurately to know the mean of a quantity over one parameter of a sweep, such as its draws. */
export interface MeanAccuracy<Point, Result> {
  /** The quantity: a number for each run, such as `(dos) => densityPeak(dos).density`. */
  readonly of: (result: Result, point: Point) => number;
  /** The parameter over which the mean is taken: `'draw'`. */
  readonly over: keyof Point & string;
  /** The largest standard error of the mean. */
  readonly error: number;
}

/** The mean of a quantity over the draws of one combination of the other parameters. */
export interface MeanOverDraws<Point> extends Mean {
  /** The values of the other parameters. */
  readonly point: Partial<Point>;
  /** The number of draws made. */
  readonly draws: number;
  /** True if the standard error is as small as asked. */
  readonly isReached: boolean;
  /** About how many draws the accuracy takes, judged by the spread: draws · (standardError / error)². NaN for one draw. */
  readonly drawsNeeded: number;
}

/**
 * Draws before the first decision. Draws that stop once their error bar is small stop at an accident if there are few: then
 * 1.14 of it is the true error for a Gaussian and 8 draws, 1.06 for 24; for an exponential distribution, whose mean and
 * spread vary together, 1.5 and 1.1 (1.2 where twice as many draws are needed).
 */
const LEAST_DRAWS = 24;

/** The draws by the time of each next decision, in units of those by the last. */
const GROWTH = 4 / 3;

/** Which runs of a sweep follow, and which were not needed. */
export interface Agenda<Result> {
  /** The index of the next point; `undefined` if there is none, or none before others are done. */
  next(): number | undefined;
  /** Says that a run is done. */
  done(index: number, result: Result): void;
  /** The points that there are, less those that turned out not to be needed. */
  readonly total: number;
}

/** All points in order. */
export function everyPoint(points: readonly object[]): Agenda<unknown> {
  let next = 0;
  return { next: () => (next < points.length ? next++ : undefined), done() {}, total: points.length };
}

/** The draws of one combination of the other parameters. */
interface Draws<Point> {
  /** The other parameters. */
  readonly point: Partial<Point>;
  /** The indices of their points, in order. */
  readonly indices: number[];
  /** The quantity in those that are done, by index. */
  readonly values: Map<number, number>;
  /** How many are wanted so far. */
  wanted: number;
}

/**
 * Points in order up to the first decision of each combination, then further draws where the mean is not accurate
 * enough. A decision depends on the first draws of its combination alone, and on all of them.
 */
export class DrawsUntilAccurate<Point extends object, Result> implements Agenda<Result> {
  readonly #points: readonly Point[];
  readonly #accuracy: MeanAccuracy<Point, Result>;
  readonly #groups: readonly Draws<Point>[];
  readonly #drawsOf: Map<number, Draws<Point>>;
  readonly #queue: number[];
  #skipped = 0;

  /**
   * @throws TypeError if an option is missing, unknown or of the wrong type.
   * @throws RangeError if the sweep has no parameter `over`, or if `error` is not above 0.
   */
  constructor(points: readonly Point[], accuracy: MeanAccuracy<Point, Result>) {
    checkAccuracy(points[0]!, accuracy);
    this.#points = points;
    this.#accuracy = accuracy;
    this.#groups = groupsOf(points, accuracy.over);
    this.#drawsOf = new Map(this.#groups.flatMap((draws) => draws.indices.map((index) => [index, draws])));
    this.#queue = this.#groups.flatMap(({ indices, wanted }) => indices.slice(0, wanted)).sort((a, b) => a - b);
  }

  get total(): number {
    return this.#points.length - this.#skipped;
  }

  next(): number | undefined {
    return this.#queue.shift();
  }

  /** @throws RangeError if the quantity is not a finite number. */
  done(index: number, result: Result): void {
    const draws = this.#drawsOf.get(index)!;
    draws.values.set(index, this.#quantity(index, result));
    if (draws.values.size < draws.wanted) return;
    if (this.#meanOf(draws)!.isReached) {
      this.#skipped += draws.indices.length - draws.wanted;
      return;
    }
    const more = Math.ceil(GROWTH * draws.wanted);
    this.#queue.push(...draws.indices.slice(draws.wanted, more));
    draws.wanted = Math.min(more, draws.indices.length);
  }

  /** The mean of each combination of which a draw is done. */
  means(): MeanOverDraws<Point>[] {
    return this.#groups.flatMap((draws) => this.#meanOf(draws) ?? []);
  }

  #quantity(index: number, result: Result): number {
    const point = this.#points[index]!;
    const number = this.#accuracy.of(result, point);
    if (Number.isFinite(number)) return number;
    throw new RangeError(
      `\`accuracy.of\` returned ${inWords(number)} for the run ${describePoint(point)}; return a finite number`,
    );
  }

  #meanOf({ point, indices, values, wanted }: Draws<Point>): MeanOverDraws<Point> | undefined {
    const { error } = this.#accuracy;
    const inOrder = indices.flatMap((index) => values.get(index) ?? []);
    if (inOrder.length === 0) return undefined;
    const mean = meanOf(inOrder);
    const draws = inOrder.length;
    const isReached = draws === wanted && mean.standardError <= error;
    return { point, draws, ...mean, isReached, drawsNeeded: Math.ceil(draws * (mean.standardError / error) ** 2) };
  }
}

function groupsOf<Point extends object>(points: readonly Point[], over: keyof Point): Draws<Point>[] {
  const groups = new Map<string, Draws<Point>>();
  for (const [index, { [over]: _, ...others }] of points.entries()) {
    const name = describePoint(others);
    const draws: Draws<Point> = groups.get(name) ?? {
      point: others as unknown as Partial<Point>,
      indices: [],
      values: new Map(),
      wanted: 0,
    };
    draws.indices.push(index);
    draws.wanted = Math.min(LEAST_DRAWS, draws.indices.length);
    groups.set(name, draws);
  }
  return [...groups.values()];
}

function checkAccuracy<Point extends object, Result>(point: Point, accuracy: MeanAccuracy<Point, Result>): void {
  requireOptions('accuracy', accuracy, ['of', 'over', 'error']);
  const { of, over, error } = accuracy;
  checkFunction('accuracy.of', of, '(dos) => densityPeak(dos).density');
  checkText('accuracy.over', over);
  if (!Object.hasOwn(point, over)) {
    throw new RangeError(`the sweep has no parameter ${over}; choose from ${Object.keys(point).join(', ')}`);
  }
  checkPositive('accuracy.error', error);
}
