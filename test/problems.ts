import { randomStream } from '#src/base/seed.js';
import { couplingsFrom, randomCouplings } from '#src/dataset/couplings.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { randomPatterns } from '#src/dataset/random.js';
import type { ModelName } from '#src/kernel/models.js';
import { committee, type Network, perceptron, signNetwork } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';

type PerceptronModel = Extract<
  ModelName,
  'sign64' | 'sign128' | 'signWide' | 'int16as8' | 'int16' | 'int32as16' | 'int32'
>;

/** Inputs up to `largest` grid points, as many of each size. */
function upTo(largest: number, scale: number, inputs: number, patterns: number, seed: string): Dataset {
  const random = randomStream(seed, 'up to');
  const number = () => (random.sign() * (1 + random.integer(largest))) / scale;
  const rows = Array.from({ length: patterns }, () => Array.from({ length: inputs }, number));
  const labels = rows.map(() => random.sign());
  return fromArrays(rows, labels, { scale });
}

/** For each perceptron model of the kernel a data set that it is chosen for. */
export const dataOfModel: Record<PerceptronModel, (inputs: number, seed: string) => Dataset> = {
  sign64: (inputs, seed) => randomPatterns({ inputs, patterns: 30, seed }),
  sign128: (inputs, seed) => randomPatterns({ inputs, patterns: 100, seed }),
  signWide: (inputs, seed) => randomPatterns({ inputs, patterns: 300, seed }),
  int16as8: (inputs, seed) => upTo(64, 16, inputs, 130, seed),
  int16: (inputs, seed) => separatedPatterns({ inputs, patterns: 25, seed }),
  int32as16: (inputs, seed) => upTo(20_000, 4096, inputs, 60, seed),
  int32: (inputs, seed) => separatedPatterns({ inputs, patterns: 37, seed, scale: 2 ** 16 }),
};

export const models = Object.keys(dataOfModel) as PerceptronModel[];

const random = (inputs: number, patterns: number) => randomPatterns({ inputs, patterns, seed: 'every model' });
const real = (inputs: number, patterns: number, scale?: number) =>
  separatedPatterns({ inputs, patterns, seed: 'every model', separation: 0.3, scale });
const classes = (inputs: number, patterns: number) =>
  randomPatterns({ inputs, patterns, classes: 3, seed: 'every model' });
const couplings = randomCouplings({ units: 11, seed: 'every model' });

/** The same couplings on a grid that 16 bits have no room for. */
export function onFinerGrid({ inputs, values, scale }: Dataset): Dataset {
  return couplingsFrom(
    Float64Array.from(values, (value) => value / scale),
    { shape: [inputs, inputs], scale: scale * 2 ** 14 },
  );
}

/** For each model of the kernel a problem that it is chosen for, small enough for brute force. */
export const problemOfModel: Record<ModelName, [Network, Dataset]> = {
  sign64: [perceptron(11), random(11, 12)],
  sign128: [perceptron(10), random(10, 70)],
  signWide: [perceptron(9), random(9, 140)],
  int16as8: [perceptron(9), upTo(64, 16, 9, 130, 'every model')],
  int16: [perceptron(11), real(11, 12)],
  int32as16: [perceptron(9), upTo(20_000, 4096, 9, 60, 'every model')],
  int32: [perceptron(11), real(11, 12, 2 ** 17)],
  twoLayer64: [signNetwork([3, 3, 1]), random(3, 20)],
  twoLayer128: [committee({ inputs: 5, hidden: 2 }), random(5, 70)],
  threeLayer16: [signNetwork([3, 2, 2, 1]), real(3, 12)],
  threeLayer32: [signNetwork([2, 2, 2, 1], { tie: 'plus' }), real(2, 9, 2 ** 17)],
  twoLayerClasses16: [signNetwork([2, 2, 3]), classes(2, 20)],
  twoLayerClasses32: [signNetwork([2, 2, 3]), { ...real(2, 20, 2 ** 17), ...labelsOf(classes(2, 20)) }],
  deepSign: [signNetwork([3, 2, 2, 1]), random(3, 20)],
  twoLayer16: [signNetwork([3, 3, 1]), real(3, 20)],
  twoLayer32: [committee({ inputs: 9, hidden: 3, tree: true }), real(9, 20, 2 ** 17)],
  deep16: [signNetwork([3, 2, 2, 1]), real(3, 20)],
  deep32: [signNetwork([2, 2, 2, 1]), real(2, 20, 2 ** 17)],
  recurrent16: [recurrentNetwork(11, { selfCoupling: 0.5 }), couplings],
  recurrent32: [recurrentNetwork(11, { selfCoupling: 0.5 }), onFinerGrid(couplings)],
  classes16: [signNetwork([4, 3]), classes(4, 20)],
  classes32: [signNetwork([4, 3]), { ...real(4, 20, 2 ** 17), ...labelsOf(classes(4, 20)) }],
};

function labelsOf({ labels, classCounts }: Dataset) {
  return { labels, classes: 3, classCounts };
}
