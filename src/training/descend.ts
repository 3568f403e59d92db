import { checkCount, checkEach, checkInteger, checkPositive, inWords, requireOptions } from '../base/check.js';
import { checkSeed, type Seed } from '../base/seed.js';
import { asItIs, type Dataset } from '../dataset/dataset.js';
import { checkWatch, type LongRunOptions } from '../run/options.js';
import { Watch } from '../run/watch.js';
import { checkedPair, type DenseNetwork } from './dense-network.js';
import { checkEarlier, type Descent } from './descent.js';
import { Path, type Plan } from './path.js';

export interface DescendOptions extends Pick<LongRunOptions, 'signal' | 'onProgress'> {
  /** Makes the weights at the start, the batches, and the choice of patterns for D. */
  readonly seed: Seed;
  /** Steps altogether, those of `from` included: 1 to 10⁹. */
  readonly steps: number;
  /** η: a step is w ← w − η ∇L of its batch. */
  readonly learningRate: number;
  /**
   * B, the patterns of a batch, drawn uniformly with replacement for each step. `'all'`: every step sees each pattern
   * once, which is gradient descent without noise.
   */
  readonly batch: number | 'all';
  /**
   * Steps after which the weights are kept; 0 is the start. Default `'powers of two'`: 0, 1, 2, 4, 8 ….
   */
  readonly snapshots?: 'powers of two' | readonly number[];
  /** The patterns over which D is averaged, as in `gradientNoise`; all if the data set has fewer. Default 250. */
  readonly noisePatterns?: number;
  /** An earlier part of this descent: it continues with the same bits as if it had not ended. Default: a new start. */
  readonly from?: Descent;
}

/** Bytes that the snapshots may take. */
const MOST_BYTES = 2 ** 31;

/**
 * Trains a dense network by stochastic gradient descent at a constant learning rate, and follows it in logarithmic time:
 * loss, errors, gradient noise and snapshots of the weights (Baity-Jesi et al., PMLR 80, 314, 2018). The same seed gives
 * the same bits. Weights are kept in 32 bits. A descent that is stopped returns what it has, to be continued with `from`.
 *
 * @example
 * ```ts
 * import { denseNetwork, descend, teacherPatterns } from 'weightspace';
 *
 * const data = teacherPatterns({ inputs: 21, patterns: 50, seed: 'patterns' });
 * const network = denseNetwork([21, 10, 1]);
 * const descent = await descend(network, data, { steps: 256, learningRate: 0.1, batch: 10, seed: 'start' });
 * console.log(descent.times, descent.losses);
 * ```
 * @throws TypeError if network, data set or seed is missing, or if an option is unknown or of the wrong type.
 * @throws RangeError if network and data set do not fit, if an option is out of range, if `from` is a part of another
 * descent or lacks a snapshot, or if the loss becomes infinite because `learningRate` is too large.
 */
export async function descend(network: DenseNetwork, data: Dataset, options: DescendOptions): Promise<Descent> {
  const plan = checkedPlan(network, data, options);
  const { steps } = plan;
  const path = new Path(plan);
  const watch = new Watch({ task: 'descent', unit: 'steps', total: steps }, options);
  const mayContinue = async () => !Watch.isDue() || (await watch.mayContinue(path.step, path.summary));
  try {
    path.keep();
    while (await path.measure(mayContinue)) {
      if (path.step === steps) {
        watch.complete();
        break;
      }
      if (!(await mayContinue())) break;
      path.makeStep();
    }
    return path.descent();
  } finally {
    watch.release();
  }
}

function checkedPlan(network: DenseNetwork, data: Dataset, options: DescendOptions): Plan {
  const checked = checkedPair(network, data);
  requireOptions('descend', options, [
    'seed',
    'steps',
    'learningRate',
    'batch',
    'snapshots',
    'noisePatterns',
    'from',
    'signal',
    'onProgress',
  ]);
  const {
    steps,
    learningRate,
    batch,
    snapshots = 'powers of two',
    noisePatterns: wantedPatterns = 250,
    from,
  } = options;
  const seed = checkSeed(options.seed);
  checkInteger('steps', steps, 1, 1e9);
  checkPositive('learningRate', learningRate);
  if (batch !== 'all') checkCount('batch', batch, "give at least 1 pattern, or 'all'");
  checkCount('noisePatterns', wantedPatterns, 'the noise is a mean over at least 1');
  checkWatch(options);
  const noisePatterns = Math.min(wantedPatterns, data.patterns);
  const isKept = keptSteps(snapshots, steps, checked);
  const present = asItIs(data);
  const settings = { network: checked, provenance: present.provenance, seed, learningRate, batch, noisePatterns };
  if (from !== undefined) {
    checkEarlier(from, settings, steps);
    checkKept(from, snapshots);
  }
  return { ...settings, data: present, steps, isKept, from };
}

function keptSteps(
  snapshots: NonNullable<DescendOptions['snapshots']>,
  steps: number,
  { weights }: DenseNetwork,
): Plan['isKept'] {
  if (snapshots === 'powers of two') return isPowerOfTwo;
  if (typeof snapshots === 'string') {
    throw new TypeError(`\`snapshots\` is ${inWords(snapshots)}; give 'powers of two', or the steps in an array`);
  }
  const isStep = (step: number) => Number.isInteger(step) && step >= 0 && step <= steps;
  checkEach('snapshots', snapshots, isStep, `give whole numbers from 0 to \`steps\`, which is ${steps}`);
  const wanted = new Set(snapshots);
  if (4 * weights * wanted.size <= MOST_BYTES) return (step) => wanted.has(step);
  throw new RangeError(
    `\`snapshots\` has ${wanted.size} steps; there is room for ${Math.floor(MOST_BYTES / (4 * weights))} times ${weights} weights`,
  );
}

function checkKept({ steps, snapshots: kept }: Descent, snapshots: DescendOptions['snapshots']): void {
  if (snapshots === undefined || typeof snapshots === 'string') return;
  const lost = snapshots.find((step) => step < steps && !kept.some((snapshot) => snapshot.step === step));
  if (lost === undefined) return;
  throw new RangeError(
    `\`from\` is past step ${lost} of \`snapshots\` and has not kept it; leave the step out, or start again without \`from\``,
  );
}

function isPowerOfTwo(step: number): boolean {
  return step === 0 || Number.isInteger(Math.log2(step));
}
