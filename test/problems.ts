import type { Dataset } from '#src/dataset/dataset.js';
import { randomPatterns } from '#src/dataset/random-patterns.js';
import { separatedPatterns } from '#src/dataset/separated-patterns.js';
import type { ModelName } from '#src/kernel/problem.js';

type PerceptronModel = Extract<ModelName, 'sign64' | 'sign128' | 'signWide' | 'int16' | 'int32'>;

/** For each perceptron model of the kernel a data set that it is chosen for. */
export const dataOfModel: Record<PerceptronModel, (inputs: number, seed: string) => Dataset> = {
  sign64: (inputs, seed) => randomPatterns({ inputs, patterns: 30, seed }),
  sign128: (inputs, seed) => randomPatterns({ inputs, patterns: 100, seed }),
  signWide: (inputs, seed) => randomPatterns({ inputs, patterns: 300, seed }),
  int16: (inputs, seed) => separatedPatterns({ inputs, patterns: 25, seed }),
  int32: (inputs, seed) => separatedPatterns({ inputs, patterns: 37, seed, scale: 2 ** 16 }),
};

export const models = Object.keys(dataOfModel) as PerceptronModel[];
