// A sweep on a cluster, in a process of its own: `node waiting-job.mjs FOLDER [walkers as jobs]`. Prints its
// numbers.
import {
  keepResults,
  perceptron,
  ResultStore,
  randomPatterns,
  range,
  slurm,
  sweep,
  wangLandau,
} from 'weightspace/core';

const [folder, kind] = process.argv.slice(2);
keepResults(new ResultStore(folder));
const runs = await sweep(
  { draw: range(1, 4) },
  ({ draw }, options) => {
    const data = randomPatterns({ inputs: 15, patterns: 9, seed: draw });
    return wangLandau(perceptron(15), data, { ...options, moves: 2e6, learningMoves: 2e6, walkers: 2 });
  },
  { seed: 'job', engine: slurm({ walkersAsJobs: kind === 'walkers as jobs' }) },
);
console.log(JSON.stringify(runs.map(({ result }) => [...result.entropy])));
