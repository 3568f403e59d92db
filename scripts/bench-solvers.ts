// How long this machine takes to find a solution, to list all of them and to count those around one. Seconds are medians
// over seeds or repetitions in one process; compare them within one table only.
import {
  ballCounts,
  enumerate,
  listSolutions,
  perceptron,
  randomPatterns,
  reinforcedBP,
  type Solution,
  type Solver,
  sbpi,
  simulatedAnnealing,
  stochasticWeights,
} from '../src/index.js';
import { machine, printTable } from './bench-table.js';

const SEEDS = [1, 2, 3, 4, 5];

const SEARCHES: readonly [solver: Solver, inputs: number, load: number][] = [
  [sbpi, 1001, 0.5],
  [sbpi, 1001, 0.6],
  [sbpi, 1001, 0.7],
  [reinforcedBP, 1001, 0.5],
  [reinforcedBP, 1001, 0.6],
  [reinforcedBP, 1001, 0.7],
  [stochasticWeights, 1001, 0.3],
  [simulatedAnnealing, 1001, 0.2],
];

const LISTS = [
  [25, 15],
  [31, 18],
  [31, 20],
] as const;

console.log(`${machine()}; solvers in one thread, lists in all\n`);

const searches: string[][] = [];
const found = new Map<string, Solution>();
for (const [solver, inputs, load] of SEARCHES) {
  const patterns = Math.round(load * inputs);
  const runs: { readonly solution: Solution; readonly seconds: number }[] = [];
  for (const seed of SEEDS) {
    const data = randomPatterns({ inputs, patterns, seed });
    const [solution, seconds] = await timed(() => solver(perceptron(inputs), data, { seed }));
    runs.push({ solution, seconds });
  }
  const solved = runs.filter(({ solution }) => solution.solved);
  const [{ solver: name, unit }] = runs.map(({ solution }) => solution) as [Solution];
  if (runs[0]!.solution.solved) found.set(`${name}, α = ${load}`, runs[0]!.solution);
  searches.push([
    name,
    `${inputs}`,
    `${load}`,
    `${solved.length} of ${runs.length}`,
    solved.length > 0 ? `${median(solved.map(({ solution }) => solution.steps))} ${unit}` : '–',
    solved.length > 0 ? median(solved.map(({ seconds }) => seconds)).toFixed(2) : '–',
  ]);
}
printTable('A solution of random patterns', ['solver', 'N', 'α', 'solved', 'steps', 'seconds'], searches);

const lists: string[][] = [];
for (const [inputs, patterns] of LISTS) {
  const data = randomPatterns({ inputs, patterns, seed: 'bench' });
  const network = perceptron(inputs);
  const [exact, counting] = await timed(() => enumerate(network, data));
  const [all, listing] = await timed(() => listSolutions(network, data));
  if (all.configurations.length !== exact.visits[0]) throw new Error('the list and the count differ');
  lists.push([`${inputs}, ${patterns}`, `${all.configurations.length}`, listing.toFixed(2), counting.toFixed(2)]);
}
printTable('All solutions of random patterns', ['N, P', 'solutions', 'listed, s', 'counted, s'], lists);

const balls: string[][] = [];
for (const [name, { weights }] of found) {
  const patterns = Math.round(Number(name.split(' = ')[1]) * weights.length);
  const data = randomPatterns({ inputs: weights.length, patterns, seed: SEEDS[0]! });
  const network = perceptron(weights.length);
  const runs = [];
  for (let run = 0; run < 5; run++) runs.push(await timed(async () => ballCounts(network, data, weights)));
  const [counts] = runs[0]!;
  balls.push([name, ...counts.slice(1).map(String), median(runs.map(([, seconds]) => seconds)).toFixed(3)]);
}
printTable('Solutions around one, N = 1001', ['found by', 'n1', 'n2', 'n3', 'seconds'], balls);

async function timed<Result>(compute: () => Promise<Result>): Promise<[result: Result, seconds: number]> {
  const start = performance.now();
  const result = await compute();
  return [result, (performance.now() - start) / 1000];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
