// How fast this machine walks and enumerates. Rates are medians of several short runs in one process;
// compare them within one table only.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../src/base/project.js';
import {
  annealedRandomLabels,
  annealedRecurrent,
  committee,
  couplingsFrom,
  type Dataset,
  mnistClasses,
  mnistPair,
  type Network,
  perceptron,
  randomCouplings,
  randomPatterns,
  recurrentNetwork,
  referenceWangLandau,
  separatedPatterns,
  signNetwork,
  wangLandau,
} from '../src/index.js';
import { countEnergies, freeWeights } from '../src/kernel/count.js';
import { makeProblem } from '../src/kernel/problem.js';
import { BLOCK, Walk } from '../src/kernel/walk.js';
import { perceptronModel } from '../src/sampling/reference.js';
import { machine, printTable } from './bench-table.js';

const SIZES = [
  [41, 30],
  [41, 60],
  [101, 50],
  [201, 100],
  [784, 78],
  [1001, 500],
] as const;

const REAL_SIZES = [
  [784, 78],
  [784, 784],
] as const;

const NETWORKS: readonly [Network, Dataset][] = [
  [signNetwork([15, 7, 1]), randomPatterns({ inputs: 15, patterns: 100, seed: 'bench' })],
  [committee({ inputs: 99, hidden: 3, tree: true }), randomPatterns({ inputs: 99, patterns: 100, seed: 'bench' })],
  [signNetwork([11, 7, 5, 1]), randomPatterns({ inputs: 11, patterns: 100, seed: 'bench' })],
  [signNetwork([100, 15, 1]), separatedPatterns({ inputs: 100, patterns: 140, seed: 'bench' })],
  [signNetwork([100, 15, 15, 1]), separatedPatterns({ inputs: 100, patterns: 140, seed: 'bench' })],
  [signNetwork([100, 20, 10]), randomPatterns({ inputs: 100, patterns: 200, classes: 10, seed: 'bench' })],
  [
    signNetwork([100, 20, 10], { tie: 'first' }),
    await mnistClasses({ source: 'drawn', patterns: 200, size: [10, 10], seed: 'bench' }),
  ],
  [signNetwork([784, 10]), randomPatterns({ inputs: 784, patterns: 100, classes: 10, seed: 'bench' })],
];

const RECURRENT_SIZES = [64, 200] as const;

console.log(`${machine()}, one thread\n`);

const signs: string[][] = [];
for (const [inputs, patterns] of SIZES) {
  const data = randomPatterns({ inputs, patterns, seed: 'bench' });
  const numpy = numpyRate(inputs, patterns);
  const plain = await plainRate(data);
  const { rate, acceptance } = await kernelRate(perceptron(inputs), data);
  signs.push([
    `${inputs}, ${patterns}`,
    numpy === undefined ? 'no NumPy' : millions(numpy),
    millions(plain),
    millions(rate),
    numpy === undefined ? '–' : (rate / numpy).toFixed(0),
    (rate / plain).toFixed(0),
    acceptance.toFixed(2),
  ]);
}
const columns = ['N, P', 'NumPy', 'plain TypeScript', 'kernel', 'kernel / NumPy', 'kernel / TypeScript', 'accepted'];
printTable('Walk on ±1 data, million proposals per second', columns, signs);

const reals: string[][] = [];
for (const [inputs, patterns] of REAL_SIZES) {
  const kinds: [string, Dataset][] = [
    ['drawn digits', await mnistPair({ source: 'drawn', classes: [0, 1], patterns, seed: 'bench' })],
    ['Gaussian', separatedPatterns({ inputs, patterns, seed: 'bench' })],
    ['Gaussian, scale 2¹²', separatedPatterns({ inputs, patterns, seed: 'bench', scale: 2 ** 12 })],
  ];
  for (const [name, data] of kinds) {
    const { rate, acceptance } = await kernelRate(perceptron(inputs), data);
    const { model } = makeProblem(perceptron(inputs), data);
    reals.push([name, `${inputs}, ${patterns}`, model, millions(rate), acceptance.toFixed(2)]);
  }
}
printTable(
  'Walk on real inputs, million proposals per second',
  ['inputs', 'N, P', 'model', 'kernel', 'accepted'],
  reals,
);

const deep: string[][] = [];
for (const [network, data] of NETWORKS) {
  const { rate, acceptance } = await kernelRate(network, data);
  const inputs = data.provenance.parameters.arithmetic === 'int8' ? '±1' : 'real';
  const name = `${network.layers.join('-')}${network.committee === undefined ? '' : ` ${network.committee}`}`;
  deep.push([name, inputs, String(data.patterns), String(network.weights), millions(rate), acceptance.toFixed(2)]);
}
printTable(
  'Walk on deeper networks, million proposals per second',
  ['network', 'inputs', 'P', 'weights', 'kernel', 'accepted'],
  deep,
);

const recurrent: string[][] = [];
for (const units of RECURRENT_SIZES) {
  const short = randomCouplings({ units, seed: 'bench' });
  const numbers = Float64Array.from(short.values, (value) => value / short.scale);
  const long = couplingsFrom(numbers, { shape: [units, units], scale: short.scale * 2 ** 12 });
  const network = recurrentNetwork(units, { selfCoupling: 0.5 });
  const { entropy } = annealedRecurrent({ units, selfCoupling: 0.5 });
  const [one, two] = [await kernelRate(network, short, entropy), await kernelRate(network, long, entropy)];
  recurrent.push([String(units), millions(one.rate), millions(two.rate), one.acceptance.toFixed(2)]);
}
printTable(
  'Walk on recurrent networks, J_D = 0.5, million proposals per second',
  ['N', '16-bit fields', '32-bit fields', 'accepted'],
  recurrent,
);

const counts: string[][] = [];
for (const patterns of [30, 50, 100]) {
  const sign = await enumerationRate(randomPatterns({ inputs: 25, patterns, seed: 'bench' }));
  const real = await enumerationRate(separatedPatterns({ inputs: 25, patterns, seed: 'bench' }));
  counts.push([`25, ${patterns}`, millions(sign), millions(real)]);
}
printTable('Enumeration, million configurations per second', ['N, P', '±1 data', 'real inputs'], counts);

const scaling: string[][] = [];
for (const [inputs, patterns] of [SIZES[0], SIZES[4]]) {
  const data = randomPatterns({ inputs, patterns, seed: 'bench' });
  const time = async (workers: number) => {
    const start = performance.now();
    const { diagnostics } = await wangLandau(perceptron(inputs), data, {
      seed: 'bench',
      workers,
      moves: 2e7,
      learningMoves: 2e7,
    });
    return (1000 * diagnostics.moves) / (performance.now() - start);
  };
  await time(2);
  const [one, two] = [await time(1), await time(2)];
  scaling.push([`${inputs}, ${patterns}`, millions(one), millions(two), (two / one).toFixed(2)]);
}
printTable('Whole runs, million proposals per second', ['N, P', 'one worker', 'two workers', 'ratio'], scaling);

/** A walk with the annealed entropies as fixed weights, so that it moves and accepts like a production run. */
async function kernelRate(
  network: Network,
  data: Dataset,
  annealed: ArrayLike<number> = annealedEntropy(network, data),
): Promise<{ rate: number; acceptance: number }> {
  const walk = new Walk(makeProblem(network, data), 'bench');
  walk.setEntropy(Float64Array.from(annealed));
  const moves = 2_000_000;
  const before = walk.run(moves / BLOCK, 0);
  const rate = await medianRate(moves, () => walk.run(moves / BLOCK, 0));
  const after = walk.run(0, 0);
  return { rate, acceptance: (after.accepted - before.accepted) / (after.moves - before.moves) };
}

function annealedEntropy({ weights }: Network, data: Dataset): Float64Array {
  const { entropy } = annealedRandomLabels({ weights, patterns: data.patterns });
  // With K classes each pattern can be wrong in K − 1 ways.
  const ways = (data.classes ?? 2) - 1;
  return Float64Array.from(entropy, (value, level) => value + level * Math.log(ways));
}

function plainRate(data: Dataset): Promise<number> {
  const model = perceptronModel(perceptron(data.inputs), data, { seed: 'bench' });
  return medianRate(100_000, () => referenceWangLandau(model, { seed: 'bench', moves: 100_000, check: 100_000 }));
}

function enumerationRate(data: Dataset): Promise<number> {
  const problem = makeProblem(perceptron(data.inputs), data);
  return medianRate(2 ** freeWeights(problem), () => countEnergies(problem, 0));
}

/** Work done per second: the median of seven runs, after a first one that does not count. */
async function medianRate(work: number, run: () => unknown): Promise<number> {
  await run();
  const rates: number[] = [];
  for (let k = 0; k < 7; k++) {
    const start = performance.now();
    await run();
    rates.push((work / (performance.now() - start)) * 1000);
  }
  return rates.sort((a, b) => a - b)[3]!;
}

function numpyRate(inputs: number, patterns: number): number | undefined {
  const script = join(projectFolder(), 'scripts', 'bench-numpy.py');
  const rates = ['python3', '/usr/bin/python3'].map((python) => {
    const { stdout, status } = spawnSync(python, [script, String(inputs), String(patterns)], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : undefined;
  });
  return rates.find((rate) => rate !== undefined);
}

function millions(rate: number): string {
  return (rate / 1e6).toPrecision(3);
}
