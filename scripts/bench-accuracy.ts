// `npm run bench -- accuracy`: the error of one run against the number of moves, for the paper's protocol, the 1/t schedule
// alone, and the default (1/t, then production), each compared with enumeration. Writes the figure to output/. Then the time to
// an accuracy at every level found, of walks that climb by their errors, and by graded errors (`guide: 'depth'`); and of problems
// as they are studied, or what is reached in a few minutes each, on two threads.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeWhole } from '../src/base/files.js';
import { projectFolder } from '../src/base/project.js';
import { figureHtml, loadPlotlyHtml } from '../src/figures/figure-html.js';
import {
  type Dataset,
  type DensityOfStates,
  enumerate,
  mnistPair,
  type Network,
  type OneOverTProtocol,
  perceptron,
  plotScan,
  randomPatterns,
  replicaEntropy,
  type Schedule,
  type ScheduleAccuracy,
  scheduleAccuracy,
  signNetwork,
  teacherPatterns,
  wangLandau,
} from '../src/index.js';
import { machine, printTable } from './bench-table.js';

const SIZE = { inputs: 33, patterns: 22 } as const;
const BUDGETS = [1e6, 4e6, 1.6e7, 6.4e7, 2.56e8] as const;
const RUNS = 8;
const NAMES = { paper: 'the paper’s protocol', '1/t': '1/t', production: '1/t and production' } as const;

interface Point extends ScheduleAccuracy {
  readonly schedule: Schedule;
  readonly moves: number;
}

const data = randomPatterns({ ...SIZE, seed: 'accuracy' });
const network = perceptron(SIZE.inputs);
const exact = await enumerate(network, data);

console.log(`${machine()}; N = ${SIZE.inputs}, P = ${SIZE.patterns}, ${RUNS} runs each, errors in nats\n`);
const points: Point[] = [];
for (const moves of BUDGETS) {
  for (const schedule of ['paper', '1/t', 'production'] as const) {
    const options = { schedule, moves, exact, runs: RUNS, workers: 1, seed: 'bench' };
    points.push({ schedule, moves, ...(await scheduleAccuracy(network, data, options)) });
  }
}
printTable(
  'Error of one run',
  ['schedule', 'moves allowed', 'moves made', 'seconds', 'all levels', 'lowest level', 'its own error bar'],
  points.map((point) => [
    NAMES[point.schedule],
    point.moves.toPrecision(3),
    point.made.toExponential(1),
    point.seconds.toPrecision(2),
    point.error.toFixed(4),
    point.lowest.toFixed(3),
    Number.isFinite(point.claimed) ? point.claimed.toFixed(3) : '–',
  ]),
);
const path = join(projectFolder(), 'output', 'bench-accuracy.html');
writeWhole(
  path,
  `<!doctype html><meta charset="utf-8"><title>Accuracy</title>\n${figureHtml(figure())}\n${loadPlotlyHtml()}\n`,
);
console.log(`The figure:\n  ${pathToFileURL(path)}`);

/** An error bar at every level found, and the most moves of each of 16 walkers. */
const ASKED = 0.03;
const MOST_MOVES = 2e8;
const PROBLEMS = [
  ['random', 41, 30],
  ['random', 41, 120],
  ['teacher', 101, 50],
  ['random', 101, 50],
  ['random', 101, 80],
  ['random', 1001, 100],
] as const;

const TIMES = ['seconds, one thread', 'two threads'] as const;
const ON_TWO = ['CPU seconds', 'seconds, two threads'] as const;

const rows: string[][] = [];
for (const [labels, inputs, patterns] of PROBLEMS) {
  const make = labels === 'random' ? randomPatterns : teacherPatterns;
  const patternsOf = make({ inputs, patterns, seed: 'patterns' });
  for (const guide of ['errors', 'depth'] as const) {
    const options = { guide, accuracy: ASKED, moves: MOST_MOVES };
    const [one, { dos, wall }] = [
      await timed(perceptron(inputs), patternsOf, 1, options),
      await timed(perceptron(inputs), patternsOf, 2, options),
    ];
    rows.push([`${labels}, N = ${inputs}, P = ${patterns}`, guide, one.wall, wall, ...cells(dos)]);
  }
}
printTable(
  `Time to ±${ASKED} at every level found, or to ${MOST_MOVES.toExponential(0)} moves of each walker`,
  ['labels', 'guide', ...TIMES, 'moves', 'round trips', 'lowest level', 'largest error'],
  rows,
);

/** Problems as they are studied, the hard ones with a budget of moves for some minutes. */
const digits = { classes: [0, 1], seed: 'patterns' } as const;
const nearCapacity = { inputs: 101, patterns: 80 } as const;
const hard = { inputs: 1001, patterns: 500 } as const;
const STUDIED = [
  ['0 and 1, N = 784, P = 78', perceptron(784), await mnistPair({ ...digits, patterns: 78 }), { moves: 1e8 }],
  ['0 and 1, N = 784, P = 784', perceptron(784), await mnistPair({ ...digits, patterns: 784 }), {}],
  [
    '0 and 1 in 10 × 10 pixels, 100-15-1, P = 140',
    signNetwork([100, 15, 1]),
    await mnistPair({ ...digits, set: 'test', size: [10, 10], patterns: 140 }),
    { moves: 2e7 },
  ],
  [
    `random, N = ${nearCapacity.inputs}, P = ${nearCapacity.patterns}, by depth`,
    perceptron(nearCapacity.inputs),
    randomPatterns({ ...nearCapacity, seed: 'patterns' }),
    { moves: 4e9, learningMoves: 1e9, guide: 'depth' },
  ],
  [
    `random, N = ${hard.inputs}, P = ${hard.patterns}, by depth`,
    perceptron(hard.inputs),
    randomPatterns({ ...hard, seed: 'patterns' }),
    { moves: 3e8, learningMoves: 6e9, guide: 'depth' },
  ],
] as const;

/** An error bar at every level found. */
const ASKED_OF_STUDIED = 0.02;

const studied: string[][] = [];
for (const [name, studiedNetwork, patternsOf, budget] of STUDIED) {
  const { dos, cpu, wall } = await timed(studiedNetwork, patternsOf, 2, { accuracy: ASKED_OF_STUDIED, ...budget });
  const lowest = lowestOf(dos);
  // The leading order in N, for random labels only.
  const { inputs, patterns } = patternsOf;
  const replicas =
    'guide' in budget
      ? (inputs * replicaEntropy({ load: patterns / inputs, energyFraction: lowest / patterns }).entropy).toFixed(1)
      : '–';
  const entropy = `${dos.entropy[lowest]!.toFixed(1)} ± ${dos.standardError[lowest]!.toPrecision(2)}`;
  studied.push([
    patternsOf.provenance.notice === undefined ? name : `${name} (drawn)`,
    cpu,
    wall,
    ...cells(dos),
    entropy,
    replicas,
  ]);
}
printTable(
  `Time to ±${ASKED_OF_STUDIED} at every level found, or what was reached within the budget`,
  ['problem', ...ON_TWO, 'moves', 'round trips', 'lowest level', 'largest error', 'S there', 'replica symmetric'],
  studied,
);

async function timed(
  network: Network,
  patternsOf: Dataset,
  workers: number,
  options: Pick<OneOverTProtocol, 'accuracy' | 'moves' | 'learningMoves' | 'guide'>,
) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const dos = await wangLandau(network, patternsOf, { ...options, workers, seed: 'bench' });
  const { user, system } = process.cpuUsage(before);
  return { dos, cpu: ((user + system) / 1e6).toPrecision(2), wall: ((performance.now() - start) / 1e3).toPrecision(2) };
}

function lowestOf({ entropy }: DensityOfStates): number {
  return entropy.findIndex((value) => value > -Infinity);
}

function cells(dos: DensityOfStates): string[] {
  const { accuracy, moves, roundTrips } = dos.diagnostics;
  return [moves.toExponential(1), String(roundTrips), `E = ${lowestOf(dos)}`, accuracy!.reached.toPrecision(2)];
}

function figure() {
  const scans = Object.entries(NAMES).map(([schedule, name]) => {
    const own = points.filter((point) => point.schedule === schedule);
    return { name, x: own.map((point) => point.seconds), y: own.map((point) => point.lowest) };
  });
  return plotScan(scans, {
    x: 'time of one run on one thread (s)',
    y: 'root mean square error of S at the lowest level (nats)',
    logarithmic: 'both',
    title: `N = ${SIZE.inputs}, P = ${SIZE.patterns}, random labels`,
    caption: `${RUNS} runs each, against enumeration. A level that was not found counts as 10 nats.`,
  });
}
