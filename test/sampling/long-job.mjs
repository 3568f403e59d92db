// A run in a process of its own, to be killed: `node long-job.mjs SAMPLER CHECKPOINT RESULT`.
import { writeFileSync } from 'node:fs';
import { enumerate, perceptron, randomPatterns, wangLandau } from 'weightspace';

const [sampler, checkpoint, result] = process.argv.slice(2);
const small = { checkpoint, checkpointSeconds: 0.03, workers: 2 };
const data = randomPatterns({ inputs: 31, patterns: 20, seed: 'killed' });
const larger = randomPatterns({ inputs: 34, patterns: 20, seed: 'killed' });

const jobs = {
  '1/t': () => wangLandau(perceptron(31), data, { ...small, seed: 's', moves: 3e7, learningMoves: 6e7, walkers: 8 }),
  windows: () =>
    wangLandau(perceptron(31), data, { ...small, seed: 's', moves: 2e7, learningMoves: 3e7, walkers: 4, windows: 3 }),
  paper: () => wangLandau(perceptron(31), data, { ...small, seed: 's', protocol: 'paper', walkers: 4 }),
  enumerate: () => enumerate(perceptron(34), larger, small),
};

const { entropy, standardError, visits, diagnostics } = await jobs[sampler]();
const numbers = [entropy, standardError, visits].map((values) => Array.from(values, String));
writeFileSync(result, JSON.stringify([numbers, diagnostics]));
