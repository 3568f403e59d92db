import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import type { ModelName } from '#src/kernel/problem.js';
import { randomStream } from '#src/seed.js';

/** P × N standard normal inputs with random labels. */
export function normalPatterns(options: { inputs: number; patterns: number; seed: string; scale?: number }): Dataset {
  const random = randomStream(options.seed, 'normal patterns');
  const rows = Array.from({ length: options.patterns }, () =>
    Array.from({ length: options.inputs }, () => random.normal()),
  );
  return fromArrays(
    rows,
    rows.map(() => random.sign()),
    { scale: options.scale },
  );
}

/** For each model of the kernel a data set that it is chosen for. */
export const dataOfModel: Record<ModelName, (inputs: number, seed: string) => Dataset> = {
  sign64: (inputs, seed) => randomPatterns({ inputs, patterns: 30, seed }),
  sign128: (inputs, seed) => randomPatterns({ inputs, patterns: 100, seed }),
  signWide: (inputs, seed) => randomPatterns({ inputs, patterns: 300, seed }),
  int16: (inputs, seed) => normalPatterns({ inputs, patterns: 25, seed }),
  int32: (inputs, seed) => normalPatterns({ inputs, patterns: 37, seed, scale: 2 ** 16 }),
};

export const models = Object.keys(dataOfModel) as ModelName[];
