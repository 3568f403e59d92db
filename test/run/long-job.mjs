// A run in a process of its own, to be killed: `node long-job.mjs SAMPLER CHECKPOINT RESULT [WORKERS]`.
import { writeFileSync } from 'node:fs';
import {
  committee,
  enumerate,
  jointEnumerate,
  jointWangLandau,
  perceptron,
  randomPatterns,
  sampleConfigurations,
  wangLandau,
} from 'weightspace';
import { joinParts, runPart } from '#src/run/parts.js';
import { partsOf } from '#src/sampling/parts.js';

const [sampler, checkpoint, result, workers = '2'] = process.argv.slice(2);
const small = { checkpoint, checkpointSeconds: 0.03, workers: Number(workers) };
const patternsOf = (inputs) => randomPatterns({ inputs, patterns: 20, seed: 'killed' });
const data = patternsOf(31);
const others = randomPatterns({ inputs: 31, patterns: 30, seed: 'killed others' });
const voters = committee({ inputs: 9, hidden: 3 });
const from = Array.from({ length: 27 }, (_, weight) => (weight % 2 === 0 ? 1 : -1));

const usual = { seed: 's', moves: 2e7, learningMoves: 4e7, walkers: 8 };

const jobs = {
  '1/t': () => wangLandau(perceptron(31), data, { ...small, ...usual }),
  parts: async () => {
    const options = { ...small, ...usual, checkpoint: undefined };
    const parts = partsOf({ sampler: 'wangLandau', network: perceptron(31), data, options });
    for (const part of parts) await runPart(checkpoint, part, () => wangLandau(perceptron(31), data, options));
    joinParts(checkpoint, parts);
    return wangLandau(perceptron(31), data, { ...small, ...usual });
  },
  windows: () =>
    wangLandau(perceptron(31), data, { ...small, seed: 's', moves: 1.4e7, learningMoves: 2e7, walkers: 4, windows: 3 }),
  paper: () => wangLandau(perceptron(31), data, { ...small, seed: 's', protocol: 'paper', walkers: 4 }),
  joint: () =>
    jointWangLandau(
      perceptron(31),
      data,
      { of: 'errors', data: others, bins: 5 },
      { ...small, seed: 's', moves: 1e7, learningMoves: 1e7, walkers: 4, windows: 2 },
    ),
  enumerate: () => enumerate(perceptron(34), patternsOf(34), small),
  jointEnumerate: () => jointEnumerate(voters, patternsOf(9), { of: 'distance', from, bins: 5 }, small),
  configurations: async () => {
    const dos = await enumerate(perceptron(25), patternsOf(25));
    const { configurations, observations } = await sampleConfigurations(dos, 2, 5000, { ...small, seed: 's' });
    return { found: { configurations, observations } };
  },
};

// All but the time that it took. Numbers as text: JSON has no infinities.
const { entropy, standardError, visits, diagnostics, marginal, meanGivenEnergy, found } = await jobs[sampler]();
const verdict = diagnostics ?? marginal?.diagnostics;
const numbers = { entropy, standardError, visits, meanGivenEnergy, found };
const text = JSON.stringify([numbers, verdict], (_, value) =>
  ArrayBuffer.isView(value) ? Array.from(value, String).join(' ') : value,
);
writeFileSync(result, text);
