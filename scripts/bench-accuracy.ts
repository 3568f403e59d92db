// `npm run bench -- accuracy`: the error of one run against the moves it makes, for the paper's protocol, the 1/t schedule by
// itself, and the default (1/t, then production), each held to enumeration. Writes the figure to output/.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type DensityOfStates,
  enumerate,
  normalise,
  perceptron,
  plotScan,
  randomPatterns,
  wangLandau,
} from '../src/index.js';
import { makeProblem } from '../src/kernel/problem.js';
import { figureHtml, loadPlotlyHtml } from '../src/notebook/figure-html.js';
import { learn, startLearning } from '../src/sampling/learning.js';
import { LongRun } from '../src/sampling/long-run.js';
import { learnPaper, startPaper } from '../src/sampling/paper-protocol.js';
import { writeWhole } from '../src/write-whole.js';
import { machine, printTable } from './bench-table.js';

const SIZE = { inputs: 33, patterns: 22 } as const;
const BUDGETS = [1e6, 4e6, 1.6e7, 6.4e7, 2.56e8] as const;
const RUNS = 8;

interface Point {
  readonly schedule: string;
  readonly moves: number;
  /** Moves that a run made, on average, and its time on one thread. */
  readonly made: number;
  readonly seconds: number;
  /** Root mean square error over all levels and runs, and at the lowest level. */
  readonly error: number;
  readonly lowest: number;
  /** What the runs' own error bars said, on average; the first two schedules have none. */
  readonly claimed: number;
}

const data = randomPatterns({ ...SIZE, seed: 'accuracy' });
const network = perceptron(SIZE.inputs);
const problem = makeProblem(network, data);
const exact = await enumerate(network, data);
const levels = [...exact.levels].filter((level) => exact.entropy[level] !== -Infinity);

console.log(`${machine()}; N = ${SIZE.inputs}, P = ${SIZE.patterns}, ${RUNS} runs each, errors in nats\n`);
const points: Point[] = [];
for (const moves of BUDGETS) points.push(await paper(moves), await oneOverT(moves), await withProduction(moves));
printTable(
  'Error of one run',
  ['schedule', 'moves allowed', 'moves made', 'seconds', 'all levels', 'lowest level', 'its own error bar'],
  points.map((point) => [
    point.schedule,
    point.moves.toPrecision(3),
    point.made.toExponential(1),
    point.seconds.toPrecision(2),
    point.error.toFixed(4),
    point.lowest.toFixed(3),
    Number.isFinite(point.claimed) ? point.claimed.toFixed(3) : '–',
  ]),
);
const path = join(fileURLToPath(new URL('../..', import.meta.url)), 'output', 'bench-accuracy.html');
writeWhole(
  path,
  `<!doctype html><meta charset="utf-8"><title>Accuracy</title>\n${figureHtml(figure())}\n${loadPlotlyHtml()}\n`,
);
console.log(`The figure:\n  ${pathToFileURL(path)}`);

function paper(moves: number): Promise<Point> {
  return learning('the paper’s protocol', moves, async (run) => {
    const results = await run.each('run', RUNS, startPaper, (task, k) =>
      learnPaper(task, { seed: `paper ${k}`, mostMoves: moves }),
    );
    return results;
  });
}

function oneOverT(moves: number): Promise<Point> {
  const { levels: rows } = problem;
  const plan = { levels: rows, stride: 1, moves, windows: 1, mirrored: false };
  return learning('1/t', moves, (run) =>
    run.each(
      'run',
      RUNS,
      () => startLearning(rows, 1),
      (task, k) => learn(task, { ...plan, seed: `learner ${k}` }),
    ),
  );
}

type Learned = Awaited<ReturnType<typeof learn>>;

async function learning(schedule: string, moves: number, walk: (run: LongRun) => Promise<Learned[]>): Promise<Point> {
  const start = performance.now();
  const run = new LongRun({
    title: schedule,
    unit: 'moves',
    problem,
    identity: {},
    options: { workers: 1 },
    saved: undefined,
  });
  const learned = await walk(run);
  run.close();
  const entropies = learned.map((one) => normalise(one.entropy, network.weights));
  return {
    ...errors(schedule, moves, entropies, start),
    made: learned.reduce((sum, one) => sum + one.moves, 0) / RUNS,
    claimed: Number.NaN,
  };
}

/** An eighth of the moves to each of the two learners, the rest to eight walkers. */
async function withProduction(moves: number): Promise<Point> {
  const start = performance.now();
  const results: DensityOfStates[] = [];
  const options = { workers: 1, walkers: 8, learningMoves: moves / 8, moves: (0.75 * moves) / 8 / 1.1 };
  for (let k = 0; k < RUNS; k++)
    results.push(await wangLandau(network, data, { ...options, moves: Math.round(options.moves), seed: `run ${k}` }));
  const made = results.reduce((sum, dos) => sum + dos.diagnostics.moves, 0) / RUNS;
  const claims = results.map((dos) => dos.standardError[levels[0]!]!);
  return {
    ...errors(
      '1/t and production',
      moves,
      results.map((dos) => dos.entropy),
      start,
    ),
    made,
    claimed: claims.reduce((sum, claim) => sum + claim, 0) / RUNS,
  };
}

function errors(schedule: string, moves: number, entropies: readonly Float64Array[], start: number) {
  const difference = (entropy: Float64Array, level: number) => entropy[level]! - exact.entropy[level]!;
  return {
    schedule,
    moves,
    seconds: (performance.now() - start) / 1000 / RUNS,
    error: rootMeanSquare(entropies.flatMap((entropy) => levels.map((level) => difference(entropy, level)))),
    lowest: rootMeanSquare(entropies.map((entropy) => difference(entropy, levels[0]!))),
  };
}

/** A level that a run has not found counts as an error of 10 nats. */
function rootMeanSquare(values: readonly number[]): number {
  const squares = values.map((value) => (Number.isFinite(value) ? value ** 2 : 100));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / values.length);
}

function figure() {
  const schedules = [...new Set(points.map((point) => point.schedule))];
  const scans = schedules.map((schedule) => {
    const own = points.filter((point) => point.schedule === schedule);
    return { name: schedule, x: own.map((point) => point.seconds), y: own.map((point) => point.lowest) };
  });
  return plotScan(scans, {
    x: 'time of one run on one thread (s)',
    y: 'root mean square error of S at the lowest level (nats)',
    logarithmic: 'both',
    title: `N = ${SIZE.inputs}, P = ${SIZE.patterns}, random labels`,
    caption: `${RUNS} runs each, against enumeration. A level that was not found counts as 10 nats.`,
  });
}
