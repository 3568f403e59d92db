// Computes three results through a store, in a process of its own: `node store-job.mjs FOLDER`. Prints their numbers.
import { perceptron, ResultStore, randomPatterns, wangLandau } from 'weightspace';

const store = new ResultStore(process.argv[2]);
const data = randomPatterns({ inputs: 31, patterns: 20, seed: 'shared' });
const network = perceptron(31);
for (const seed of ['a', 'b', 'c']) {
  const options = { seed, moves: 2_000_000, learningMoves: 4_000_000, walkers: 4, workers: 1, checkpointSeconds: 0.03 };
  const task = { sampler: 'wangLandau', network, data, options };
  const dos = await store.get(task, (run) => wangLandau(network, data, { ...options, ...run }));
  console.log(JSON.stringify([seed, dos.entropy, dos.standardError, dos.visits]));
}
