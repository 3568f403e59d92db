import { checkInteger, checkOptions, checkWithin } from '../base/check.js';
import type { Dataset } from '../dataset/dataset.js';
import { freeWeights } from '../kernel/count.js';
import { makeProblem, type Problem } from '../kernel/problem.js';
import type { Network } from '../network/network.js';
import { checkedSystem, identityOf, type System } from '../run/identity.js';
import { inLongRun, type LongRun } from '../run/long-run.js';
import { LONG_RUN, type LongRunOptions, savedRun } from '../run/options.js';
import { checkEngine, surroundings } from '../run/surroundings.js';
import { CONFIGURATIONS, type Configurations } from './configurations.js';
import { provenanceOf } from './density-of-states.js';
import { checkExact } from './enumerate.js';
import { checkTime, enumerationSeconds } from './enumeration-time.js';
import { forEachPrefix, type PrefixState } from './prefixes.js';

export interface ListSolutionsOptions extends LongRunOptions {
  /** The energy of the configurations to list, from 0 to P. Default 0: those that solve the task. */
  readonly energy?: number;
  /** The largest number of configurations to list, up to 16 777 216. Default 1 000 000. */
  readonly limit?: number;
  /** The longest estimated time to accept, in seconds. Default 1800. */
  readonly maximumSeconds?: number;
}

/** Lists take more than a hundred bytes for each configuration. */
const LARGEST_LIMIT = 2 ** 24;

/**
 * All configurations of one energy, by going through all 2^M of them: the solutions of the task, unless another `energy` is
 * asked for. They come in the order of binary numbers whose lowest bit is the first weight (0 for −1, 1 for +1), so a
 * configuration and its place in the list belong together whatever the number of workers. `observations` is 2^M. Results are
 * kept as those of `wangLandau` are.
 *
 * @example
 * ```ts
 * import { listSolutions, perceptron, randomPatterns } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 21, patterns: 15, seed: 'patterns' });
 * const { configurations } = await listSolutions(perceptron(21), data);
 * console.log(configurations.length);
 * ```
 * @throws RangeError if there are more than `limit` such configurations, if it would take longer than `maximumSeconds` (the
 * error says how long), there are more than 2^53 configurations, an option is out of range, or network and data set do not
 * fit.
 * @throws TypeError if an option is unknown or of the wrong type, or if the checkpoint is not one of this run.
 * @throws Error if the checkpoint cannot be read or written, or if the run is stopped: then the reason of the signal.
 */
export async function listSolutions(
  network: Network,
  data: Dataset,
  options: ListSolutionsOptions = {},
): Promise<Configurations> {
  checkOptions('listSolutions', options, [...LONG_RUN, 'energy', 'limit', 'maximumSeconds']);
  const { energy = 0, limit = 1_000_000, maximumSeconds = 1800, ...steering } = options;
  const system = checkedSystem(network, data);
  checkInteger('energy', energy, 0, system.data.patterns);
  checkInteger('limit', limit, 1, LARGEST_LIMIT);
  checkWithin('maximumSeconds', maximumSeconds, 0, Infinity);
  const task = { sampler: 'listSolutions', ...system, options: { ...steering, energy } };
  // A job of a cluster would not know the limit.
  checkEngine(steering.engine);
  const listed = await surroundings().keep(task, (kept) =>
    list(system, { energy, limit, maximumSeconds }, { ...steering, ...kept }),
  );
  // A list that was kept may be longer than this limit.
  checkLength(listed.configurations.length, { energy, limit });
  return listed;
}

type Listing = Required<Pick<ListSolutionsOptions, 'energy' | 'limit' | 'maximumSeconds'>>;

async function list(system: System, listing: Listing, options: LongRunOptions): Promise<Configurations> {
  const start = performance.now();
  const { network, data } = system;
  const { energy, maximumSeconds } = listing;
  // The list has every solution, also where half of them would be enough to count.
  const problem: Problem = { ...makeProblem(network, data), symmetry: null };
  const saved = savedRun(options);
  checkTime(problem, await enumerationSeconds(problem, options), maximumSeconds);
  checkExact(problem);
  const identity = identityOf('listSolutions', system, { energy });
  const plan = { title: 'list of configurations', unit: 'configurations', problem, identity, options, saved } as const;
  return inLongRun(plan, async (run) => {
    const numbers = await listNumbers(run, listing);
    if (run.cancelled) throw options.signal?.reason ?? new Error('the list was stopped; run it again to resume');
    run.complete(0);
    return {
      format: CONFIGURATIONS,
      name: 'enumeration',
      patterns: data.patterns,
      weights: network.weights,
      energy,
      configurations: Array.from(numbers, (number) => configurationOf(number, network.weights)),
      observations: 2 ** network.weights,
      provenance: provenanceOf(system, { name: 'listSolutions', options: { energy } }, start),
      data,
    };
  });
}

interface ListState extends PrefixState {
  /** The numbers of the configurations that were found, prefix by prefix. */
  readonly found: Float64Array[];
}

/** The numbers of all configurations of this energy, in ascending order; of some if the run was stopped. */
async function listNumbers(run: LongRun, { energy, limit }: Listing): Promise<Float64Array> {
  const { problem } = run;
  const free = freeWeights(problem);
  const needed = 2 ** (problem.weights - free);
  run.expect(needed * 2 ** free);
  const begin = (): ListState => ({ next: 0, pending: [], found: [] });
  const [numbers] = await run.runTasks('list', 1, begin, async (task) => {
    const { found } = task.state;
    let length = found.reduce((sum, part) => sum + part.length, 0);
    await forEachPrefix(task, run.threadsFor(needed), needed, {
      ask: (thread, prefix) => thread.list(problem, prefix, energy, limit),
      add: ({ numbers, count }) => {
        length += count;
        checkLength(length, { energy, limit });
        if (count > 0) found.push(numbers);
        run.worked(2 ** free, {});
      },
    });
    return joined(found, length).sort();
  });
  return numbers!;
}

function joined(parts: readonly Float64Array[], length: number): Float64Array {
  const whole = new Float64Array(length);
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

/** The configuration with this number: bit k is set where weight k is +1. */
function configurationOf(number: number, weights: number): Int8Array {
  const configuration = new Int8Array(weights);
  for (let weight = 0, bits = number; weight < weights; weight++, bits = Math.floor(bits / 2)) {
    configuration[weight] = bits % 2 === 1 ? 1 : -1;
  }
  return configuration;
}

function checkLength(length: number, { energy, limit }: Pick<Listing, 'energy' | 'limit'>): void {
  if (length <= limit) return;
  throw new RangeError(
    `there are at least ${length} configurations with energy ${energy}, more than \`limit\` (${limit}); raise it, ` +
      'or draw some of them with sampleConfigurations',
  );
}
