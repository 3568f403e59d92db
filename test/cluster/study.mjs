// A study in a process of its own: `node study.mjs KIND RESULT`. Where it computes, and where results are kept, the environment says
// (WEIGHTSPACE_ENGINE, WEIGHTSPACE_RESULTS); it prints its progress.
import { writeFileSync } from 'node:fs';
import { enumerate, perceptron, randomPatterns, range, slurm, sweep, wangLandau } from 'weightspace';

const [kind, file] = process.argv.slice(2);
let said = '';
const onProgress = ({ detail = '', done, total }) => {
  const line = `${detail} ${Math.floor(done)}/${total}`;
  if (line !== said) console.log(line);
  said = line;
};

const draw = (inputs, patterns, seed) => randomPatterns({ inputs, patterns, seed });
/** A single run of some seconds on one core, with settings for its cluster. */
async function alone(settings, moves = 1e8) {
  const engine = process.env.WEIGHTSPACE_ENGINE === 'slurm' ? slurm(settings) : undefined;
  const options = { seed: 'long', learningMoves: 1e8, moves, walkers: 4, onProgress, engine };
  return [{ point: {}, result: await wangLandau(perceptron(101), draw(101, 60, 'long'), options) }];
}

const studies = {
  // Exact and sampled, ±1 and real numbers.
  sixty: () =>
    sweep(
      { inputs: [13, 15, 17], draw: range(1, 20) },
      ({ inputs, draw: number }, options) =>
        number <= 10
          ? enumerate(perceptron(inputs), draw(inputs, 12, number), options)
          : wangLandau(perceptron(inputs), draw(inputs, 12, number), { ...options, moves: 1e5, learningMoves: 1e6 }),
      { seed: 'sixty', onProgress },
    ),
  long: () => alone({}),
  // On a cluster that neither warns a job nor submits it again.
  unwarned: () => alone({ options: ['--no-requeue', '--signal=B:CONT@1'] }),
  cancelling: () => alone({ onStop: 'cancel' }),
  apart: () => alone({ walkersAsJobs: true }, 5e8),
};

const runs = await studies[kind]();
// All numbers but the time that it took; as text, because JSON has no infinities.
const text = JSON.stringify(
  runs.map(({ point, result: { entropy, standardError, visits, diagnostics } }) => {
    const { seconds: _, ...rest } = diagnostics;
    return [point, entropy, standardError, visits, rest];
  }),
  (_, value) => (ArrayBuffer.isView(value) ? Array.from(value, String).join(' ') : value),
);
writeFileSync(file, text);
