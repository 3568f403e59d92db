import type { Dataset } from '../dataset/dataset.js';
import { freeWeights, isSign } from '../kernel/kernel.js';
import { makeProblem, type Problem } from '../kernel/problem.js';
import { useThreads } from '../kernel/thread.js';
import type { Network } from '../network/network.js';
import { version } from '../version.js';
import { DensityOfStates } from './density-of-states.js';
import { type LongRunOptions, Meter, workerCount } from './meter.js';

export interface EnumerateOptions extends LongRunOptions {
  /** The longest estimated time to accept, in seconds. Default 600. */
  readonly maximumSeconds?: number;
}

/**
 * The exact density of states: the energy of every one of the 2^M configurations. Where no field can be zero (±1 data and
 * odd N, say) g(E) = g(P − E), and half of the configurations are enough.
 *
 * Throws a sentence where it would take longer than `maximumSeconds`, with the time that it would take, and where network
 * and data set do not fit. A cancelled enumeration throws the reason of the signal: a part of it is no density of states.
 */
export async function enumerate(
  network: Network,
  data: Dataset,
  options: EnumerateOptions = {},
): Promise<DensityOfStates> {
  const start = performance.now();
  const problem = makeProblem(network, data);
  const workers = workerCount(options);
  const { maximumSeconds = 600 } = options;
  checkTime(problem, workers, maximumSeconds);
  const counts = await countAll(problem, workers, options);
  return new DensityOfStates({
    name: 'enumeration',
    kind: 'exact',
    patterns: data.patterns,
    weights: network.weights,
    entropy: counts.map(Math.log),
    standardError: new Float64Array(counts.length),
    visits: counts,
    diagnostics: {
      moves: 2 ** network.weights,
      walkers: 0,
      stages: 0,
      acceptance: 1,
      roundTrips: 0,
      foundBy: Array.from(counts, () => 0),
      symmetryResidual: null,
      trusted: true,
      verdict: [`Exact: all 2^${network.weights} configurations were counted.`],
    },
    provenance: {
      dataset: data.provenance,
      network,
      method: { name: 'enumerate', options: {} },
      version,
      seconds: (performance.now() - start) / 1000,
    },
  });
}

/** About how long an enumeration takes, in seconds; measured rates of one thread, to within a factor of two. */
export function enumerationSeconds(problem: Problem, workers: number): number {
  const perSecond = isSign(problem) ? 4e10 / (problem.patterns + 10) : 2e9 / (problem.patterns + 20);
  const half = problem.symmetric ? 1 : 0;
  return 2 ** (problem.weights - half) / perSecond / workers;
}

function checkTime(problem: Problem, workers: number, maximumSeconds: number): void {
  const seconds = enumerationSeconds(problem, workers);
  if (seconds <= maximumSeconds) return;
  throw new RangeError(
    `2^${problem.weights} configurations would take about ${duration(seconds)} to enumerate, more than \`maximumSeconds\` (${maximumSeconds}); ` +
      'use wangLandau, fewer inputs, or raise the limit',
  );
}

async function countAll(problem: Problem, workers: number, options: LongRunOptions): Promise<Float64Array> {
  const prefixes = 2 ** (problem.weights - freeWeights(problem));
  // With the last weight fixed at −1 the other half mirrors this one.
  const mirrored = problem.symmetric && prefixes > 1;
  const needed = mirrored ? prefixes / 2 : prefixes;
  const meter = new Meter('enumeration', needed, options);
  const counts = new Float64Array(problem.patterns + 1);
  let next = 0;
  await Promise.all(
    useThreads(workers).map(async (thread) => {
      while (next < needed && !meter.cancelled) {
        const part = (await thread.ask({ do: 'count', problem, prefix: next++ })) as Float64Array;
        for (let level = 0; level < counts.length; level++) counts[level] += part[level];
        meter.add(1);
      }
    }),
  );
  options.signal?.throwIfAborted();
  return mirrored ? counts.map((count, level) => count + counts[problem.patterns - level]) : counts;
}

function duration(seconds: number): string {
  const units: [number, string][] = [
    [31_557_600, 'years'],
    [86_400, 'days'],
    [3600, 'hours'],
    [60, 'minutes'],
    [1, 'seconds'],
  ];
  const [size, name] = units.find(([size]) => seconds >= size) ?? [1, 'seconds'];
  return `${(seconds / size).toPrecision(2)} ${name}`;
}
