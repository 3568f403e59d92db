// `npm run bench -- accuracy`: the error of one run against the number of moves, for the paper's protocol, the 1/t schedule
// alone, and the default (1/t, then production), each compared with enumeration. Writes the figure to output/. Then the time to
// an accuracy at every level found, of walks that climb by their errors, and by graded errors (`guide: 'depth'`).
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeWhole } from '../src/base/files.js';
import { projectFolder } from '../src/base/project.js';
import { figureHtml, loadPlotlyHtml } from '../src/figures/figure-html.js';
import {
  enumerate,
  perceptron,
  plotScan,
  randomPatterns,
  type Schedule,
  type ScheduleAccuracy,
  scheduleAccuracy,
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
  ['teacher', 101, 50],
  ['random', 101, 50],
  ['random', 101, 80],
  ['random', 1001, 100],
] as const;

const rows: string[][] = [];
for (const [labels, inputs, patterns] of PROBLEMS) {
  const make = labels === 'random' ? randomPatterns : teacherPatterns;
  const patternsOf = make({ inputs, patterns, seed: 'patterns' });
  for (const guide of [undefined, 'depth'] as const) {
    const before = process.cpuUsage();
    const dos = await wangLandau(perceptron(inputs), patternsOf, {
      ...(guide === undefined ? {} : { guide }),
      accuracy: ASKED,
      moves: MOST_MOVES,
      workers: 1,
      seed: 'bench',
    });
    const { user, system } = process.cpuUsage(before);
    const { accuracy, moves, roundTrips } = dos.diagnostics;
    rows.push([
      `${labels}, N = ${inputs}, P = ${patterns}`,
      guide ?? 'errors',
      ((user + system) / 1e6).toPrecision(2),
      moves.toExponential(1),
      String(roundTrips),
      `E = ${dos.entropy.findIndex((entropy) => entropy > -Infinity)}`,
      accuracy!.reached.toPrecision(2),
    ]);
  }
}
printTable(
  `Time to ±${ASKED} at every level found, or to ${MOST_MOVES.toExponential(0)} moves of each walker, one thread`,
  ['labels', 'guide', 'CPU seconds', 'moves', 'round trips', 'lowest level', 'largest error'],
  rows,
);

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
