// A sweep whose results are kept, in a process of its own: `node sweep-job.mjs FOLDER RUNS-AT-ONCE`. Prints its numbers.
import { density, keepResults, perceptron, ResultStore, randomPatterns, range, sweep, wangLandau } from 'weightspace';

const [folder, runsAtOnce] = process.argv.slice(2);
keepResults(new ResultStore(folder));
const runs = await sweep(
  { patterns: [20, 25], draw: range(1, 3), copy: [1, 2] },
  ({ patterns, draw, copy }, options) => {
    const data = randomPatterns({ inputs: 31, patterns, seed: draw });
    // The copies of an even draw are one task, which two runs ask for at once.
    const seed = draw % 2 === 0 ? 'same' : copy;
    const size = { moves: 1_000_000, learningMoves: 1_000_000, walkers: 3, checkpointSeconds: 0.03 };
    return wangLandau(perceptron(31), data, { ...options, ...size, seed });
  },
  {
    seed: 'job',
    runsAtOnce: Number(runsAtOnce),
    accuracy: { of: (dos) => density(dos)[5], over: 'draw', error: 0.02 },
  },
);
for (const { point, result } of runs) {
  console.log(JSON.stringify([point, result.entropy, result.standardError, result.visits]));
}
console.log(JSON.stringify(runs.means));
