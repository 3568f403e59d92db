import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { principalComponents } from '#src/analysis/data-geometry.js';
import { logSumExp, normalise } from '#src/base/curve.js';
import { readNpy, writeNpy } from '#src/base/npy.js';
import { randomStream } from '#src/base/seed.js';
import { drawnDigits } from '#src/dataset/pictures/drawn-digits.js';
import { locate, MissingFile } from '#src/dataset/pictures/locate.js';
import { resize } from '#src/dataset/pictures/shape.js';
import { collectionPictures } from '#src/dataset/pictures/source.js';
import * as weightspace from '#src/index.js';
import { tableHtml } from '#src/notebook/table.js';
import { perceptronModel } from '#src/sampling/reference.js';
import { stored } from '#src/study/keep-results.js';
import { describePoint } from '#src/study/points.js';
import { annealedEntropyDensity } from '#src/theory/random-labels.js';

/** What is exported, and what commands, scripts and samples take from inside. */
export const CALLABLE: { readonly [name: string]: unknown } = {
  ...weightspace,
  annealedEntropyDensity,
  collectionPictures,
  describePoint,
  drawnDigits,
  locate,
  logSumExp,
  normalise,
  perceptronModel,
  principalComponents,
  readNpy,
  randomStream,
  resize,
  stored,
  tableHtml,
  writeNpy,
};

/** A good call of an exported function, from which bad ones are made. */
export interface GoodCall {
  /** Its arguments; new ones for each call. */
  readonly args: () => readonly unknown[];
  /** Which argument holds the options: all names that it may have, each with a good value. */
  readonly options?: number;
  /** Paths, such as '1.title', at which a value of another type is as good. */
  readonly loose?: readonly string[];
  /** Paths that stay as they are. */
  readonly fixed?: readonly string[];
  /** Paths in the result that may hold NaN, as the documentation says. */
  readonly nan?: RegExp;
  /** What is called. Default: the function exported under the name of the entry. */
  readonly call?: (...args: never[]) => unknown;
  /** True where even the good call is refused: there is no such file. */
  readonly refused?: boolean;
}

const {
  annealed,
  annealedRandomLabels,
  enumerate,
  jointEnumerate,
  keepResults,
  toJSON,
  meanCorrelations,
  perceptron,
  plotDensity,
  randomPatterns,
  ResultStore,
  separatedPatterns,
  sweep,
} = weightspace;

export const folder = mkdtempSync(join(tmpdir(), 'weightspace-hostile-'));

const data = randomPatterns({ inputs: 9, patterns: 8, seed: 'hostile' });
const pictures = separatedPatterns({ inputs: 9, patterns: 12, separation: 1, seed: 'hostile' });
const others = randomPatterns({ inputs: 9, patterns: 5, seed: 'others' });
const network = perceptron(9);
const weights = new Int8Array(9).fill(1);
const recurrent = weightspace.recurrentNetwork(9, { selfCoupling: 0.7 });
const couplings = weightspace.randomCouplings({ units: 9, seed: 'hostile' });
const exact = await enumerate(network, data);
const theory = annealed(data);
const joint = await jointEnumerate(network, data, { of: 'errors', data: others });
const distances = await jointEnumerate(network, data, { of: 'distance', from: weights });
const few = await weightspace.sampleConfigurations(exact, 3, 2, { seed: 1 });
const runs = await sweep({ draw: [1, 2] }, async () => exact, { seed: 'hostile', onProgress() {} });
const distorted = weightspace.prototypePatterns({ inputs: 9, patterns: 6, classes: 3, noise: 0.2, seed: 's' });
const layer = await weightspace.learnLocally(distorted, { seed: 's', units: 4, onProgress() {} });
const dense = weightspace.denseNetwork([9, 3, 1]);
const descent = await weightspace.descend(dense, data, { seed: 1, steps: 3, learningRate: 0.1, batch: 4 });
const figure = plotDensity(exact);
const npy = writeNpy({ shape: [2, 3], values: new Float64Array(6) });

const onProgress = () => {};
const signal = () => AbortSignal.timeout(800);
const watched = () => ({ workers: 1, signal: signal(), onProgress });
const engine = { kind: 'here', keep: (_: unknown, compute: (kept: object) => unknown) => compute({}) };
const longRun = () => ({ ...watched(), checkpoint: join(folder, `${Math.random()}`), checkpointSeconds: 30, engine });
const short = () => ({
  seed: 1,
  ...longRun(),
  protocol: '1/t',
  walkers: 2,
  moves: 2000,
  learningMoves: 2000,
  windows: 1,
  symmetry: 'measure',
});
const solver = (own: object) => ({
  args: () => [network, data, { seed: 1, maximumSteps: 5, extraSteps: 2, ...own, onProgress, signal: signal() }],
  options: 2,
});
const settling = (own: object) => ({
  args: () => [
    recurrent,
    couplings,
    { seed: 1, maximumSteps: 5, extraSteps: 2, start: weights, ...own, onProgress, signal: signal() },
  ],
  options: 2,
});
const passing = () => ({
  seed: 1,
  damping: 0.4,
  tolerance: 1e-6,
  maximumIterations: 50,
  signal: signal(),
  onProgress,
});
const located = () => ({ folder: join(folder, 'empty'), mirrors: [], onProgress, signal: signal() });
const drawn = () => ({
  patterns: 3,
  seed: 1,
  source: 'drawn',
  set: 'training',
  size: [4, 4],
  normalisation: 'raw',
  scale: 255,
  ...located(),
});
const task = () => ({ sampler: 'enumerate', network, data, options: { maximumSeconds: 5 } });
const store = () => new ResultStore(join(folder, 'store'), { report() {} });
const means = {
  positive: { patterns: 3, mean: [1, 0, 1], variance: 1 },
  negative: { patterns: 4, mean: [0, 1, 1], variance: 2 },
};
const descending = () => ({ p: 3, learningRate: 0.1, temperature: 0.3, steps: 2, onProgress, signal: signal() });
const pSpin = await weightspace.pSpinDescent(descending());
const titles = { title: 'a title', caption: 'a caption' };
const band = { name: 'band', x: [0, 1, 2], y: [1, 2, 3] };

const curve = { args: () => [exact] };
const curves = { args: () => [exact, exact] };
const anyData = { args: () => [data] };

/** One entry for each exported function, and for each method that takes arguments. */
export const GOOD_CALLS: { readonly [name: string]: GoodCall } = {
  // Networks
  perceptron: { args: () => [5, { tie: 'error', margin: 0.5 }], options: 1 },
  recurrentNetwork: { args: () => [5, { selfCoupling: 0.5 }], options: 1 },
  randomCouplings: { args: () => [{ units: 5, seed: 1, values: 'signs' }], options: 0 },
  couplingsFrom: {
    args: () => [
      [
        [0, 1, -1],
        [1, 0, 1],
        [-1, 1, 0],
      ],
      { shape: [3, 3], scale: 2, source: 'own', parameters: {}, notice: 'own' },
    ],
    options: 1,
  },
  signNetwork: { args: () => [[5, 3, 1], { tie: 'plus' }], options: 1 },
  committee: { args: () => [{ inputs: 9, hidden: 3, tree: true, tie: 'correct' }], options: 0 },
  energy: { args: () => [network, data, weights] },

  // Data sets
  fromArrays: {
    args: () => [
      [
        [1, 2],
        [3, 4.5],
      ],
      [0, 1],
      { shape: [2, 2], scale: 2, classes: 2, source: 'mine', parameters: { day: 3 }, notice: 'Look.' },
    ],
    options: 2,
  },
  randomPatterns: { args: () => [{ inputs: 5, patterns: 4, seed: 's', positives: 2 }], options: 0 },
  'randomPatterns of classes': {
    args: () => [{ inputs: 5, patterns: 4, seed: 's', classes: 3 }],
    options: 0,
    call: randomPatterns,
  },
  prototypes: { args: () => [{ inputs: 5, classes: 3, seed: 's' }], options: 0 },
  prototypePatterns: { args: () => [{ inputs: 5, patterns: 4, classes: 3, noise: 0.2, seed: 's' }], options: 0 },
  nearestPrototype: { args: () => [distorted, weightspace.prototypes({ inputs: 9, classes: 3, seed: 's' })] },
  teacherPatterns: { args: () => [{ inputs: 5, patterns: 4, seed: 's' }], options: 0 },
  teacherWeights: { args: () => [{ inputs: 5, seed: 's' }], options: 0 },
  separatedPatterns: {
    args: () => [{ inputs: 5, patterns: 4, positives: 2, separation: 1, seed: 's', scale: 64 }],
    options: 0,
  },
  directedPatterns: {
    args: () => [{ inputs: 5, patterns: 4, positives: 2, separation: 1, alignment: 0.5, seed: 's', scale: 64 }],
    options: 0,
  },
  gaussianClone: {
    args: () => [pictures, { kind: 'full', patterns: 6, positives: 2, separation: 1, seed: 's', scale: 64 }],
    options: 1,
  },
  cloneClasses: {
    args: () => [pictures, { kind: 'shared', patterns: 6, positives: 2, separation: 1 }],
    options: 1,
    nan: /mean/,
  },
  groupClasses: { args: () => [randomPatterns({ inputs: 5, patterns: 4, seed: 's', classes: 3 }), [0, 2]] },
  flipLabels: { args: () => [data, { flips: 2, seed: 's' }], options: 1 },
  centreInputs: { args: () => [pictures] },
  binariseInputs: { args: () => [pictures] },
  shuffleInputs: { args: () => [data, { seed: 's' }], options: 1 },
  resizePictures: { args: () => [pictures, { to: [2, 2], from: [3, 3], scale: 64 }], options: 1 },
  resize: {
    args: () => [
      [1, 2, 3, 4],
      [2, 2],
      [3, 3],
    ],
  },
  split: { args: () => [data, 3] },
  pictures: { args: () => [pictures, [3, 3]] },
  // Documented: NaN where a class has no patterns.
  classMoments: { args: () => [pictures], nan: /mean|variance/ },
  mnistPair: { args: () => [{ classes: [0, 1], positives: 2, ...drawn() }], options: 0 },
  mnistClasses: { args: () => [{ classes: [0, 1, 2], ...drawn() }], options: 0 },
  collectionPictures: { args: () => ['mnist', { set: 'test', ...located() }], options: 1, refused: true },
  drawnDigits: { args: () => [] },
  'drawnDigits().draw': {
    args: () => [3, 2, 's'],
    call: (digit: number, count: number, seed: string) => drawnDigits().draw(digit, count, seed),
  },
  locate: {
    args: () => [
      { collection: 'mnist', name: 'train-labels-idx1-ubyte.gz', size: 28881, sha256: '0'.repeat(64) },
      located(),
    ],
    options: 1,
    refused: true,
  },
  // A message is all it takes, and any is as good.
  // Any message is as good, for what throws it makes it.
  MissingFile: {
    args: () => ['gone'],
    fixed: ['0'],
    call: (sentence: string) => new MissingFile(sentence),
  },
  randomStream: { args: () => [1, 'use'], loose: ['0'] },
  'randomStream().integer': { args: () => [5], call: (bound: number) => randomStream(1, 'use').integer(bound) },
  readNpy: { args: () => [npy] },
  writeNpy: { args: () => [{ shape: [2, 3], values: new Float64Array(6) }] },

  // Sampling
  enumerate: { args: () => [network, data, { ...longRun(), maximumSeconds: 5 }], options: 2 },
  anneal: {
    args: () => [
      network,
      data,
      {
        seed: 1,
        schedule: [{ beta: 0.5, to: 2, sweeps: 5 }],
        start: [...weights],
        snapshots: [0, 2, 4],
        onProgress,
        signal: signal(),
      },
    ],
    options: 2,
  },
  snapshotTimes: { args: () => [{ waits: [0, 2], lags: [1, 2] }], options: 0 },
  twoTimes: {
    args: () => [
      [
        { time: 2, values: [1, -1, 1] },
        { time: 3, values: [1, 1, 1] },
      ],
      { waits: [2], lags: [1] },
    ],
    options: 1,
  },
  agingExponent: {
    args: () => [
      [
        { wait: 1, lags: [1, 2, 4], values: [0.9, 0.6, 0.3] },
        { wait: 2, lags: [1, 2, 4], values: [0.95, 0.9, 0.4] },
      ],
      [0.5, 0.7],
    ],
  },
  listSolutions: {
    args: () => [network, data, { ...longRun(), energy: 3, limit: 1000, maximumSeconds: 5 }],
    options: 2,
  },
  wangLandau: { args: () => [network, data, short()], options: 2, loose: ['2.moves'] },
  'wangLandau, to an accuracy': {
    args: () => [network, data, { ...short(), accuracy: 0.5 }],
    options: 2,
    loose: ['2.moves', '2.accuracy'],
    call: weightspace.wangLandau,
  },
  'wangLandau, guided': {
    args: () => [network, data, { ...short(), symmetry: 'impose', guide: 'depth' }],
    options: 2,
    loose: ['2.moves'],
    call: weightspace.wangLandau,
  },
  'wangLandau, paper’s protocol': {
    args: () => [network, data, { seed: 1, ...longRun(), protocol: 'paper', walkers: 1, mostMoves: 10_000 }],
    options: 2,
    call: weightspace.wangLandau,
  },
  // Documented: no mean where an energy has no configuration.
  jointWangLandau: {
    args: () => [
      network,
      data,
      { of: 'distance', from: weights, bins: 5 },
      { ...short(), energies: { highest: 8 }, accuracy: { of: 'mean', error: 9, level: 4 } },
    ],
    options: 3,
    loose: ['3.moves'],
    nan: /meanGivenEnergy/,
  },
  jointEnumerate: {
    args: () => [network, data, { of: 'errors', data: others, bins: 3 }, { ...longRun(), maximumSeconds: 5 }],
    options: 3,
    nan: /meanGivenEnergy/,
  },
  atEnergy: { args: () => [joint, 3] },
  solutionsInField: { args: () => [distances, { fields: [0.5, 1], energy: 3 }], options: 1 },
  sampleConfigurations: { args: () => [exact, 3, 2, { seed: 's', data, spacing: 500, ...longRun() }], options: 3 },
  referenceWangLandau: {
    args: () => [perceptronModel(network, data, { seed: 1 }), { seed: 1, moves: 20_000, check: 1000 }],
    options: 1,
    // Any number of moves is one that somebody may wish for.
    fixed: ['1.moves'],
  },
  perceptronModel: { args: () => [network, data, { seed: 1 }], options: 2 },
  toJSON: { args: () => [exact], nan: /diagnostics|provenance/ },
  fromJSON: { args: () => [toJSON(exact)], nan: /diagnostics|provenance/ },
  toFrame: { args: () => [{ a: [1, 2], b: ['x', 'y'] }] },
  'toFrame of rows': { args: () => [[{ a: 1 }, { a: 2 }]], call: weightspace.toFrame },
  'toFrame of numbers with errors': {
    args: () => [[{ a: { value: 1, error: 0.1 } }, { a: { mean: 2, standardError: 0.1 } }]],
    call: weightspace.toFrame,
  },
  'toFrame of a result': { args: () => [exact], call: weightspace.toFrame },
  verdict: { args: () => [exact] },
  'verdict of a joint density': { args: () => [joint], call: weightspace.verdict },
  'toJSON of a joint density': { args: () => [joint], call: weightspace.toJSON, nan: /marginal|meanGivenEnergy/ },
  'toFrame of configurations': { args: () => [few], call: weightspace.toFrame },
  'toJSON of configurations': { args: () => [few], call: weightspace.toJSON, nan: /provenance/ },

  // Analysis
  averageCurves: { args: () => [[exact, exact], { of: 'count', name: 'two' }], options: 1 },
  classAngle: { args: () => [pictures] },
  compareToExact: curves,
  comparePublished: {
    args: () => [[{ quantity: 'peak', paper: 2, paperDraws: 1, here: { mean: 3, standardError: 1, spread: 2 } }]],
    // Documented: NaN where nothing is known of the error.
    nan: /pull/,
  },
  correlation: {
    args: () => [
      [1, 2, 3],
      [2, 3, 5],
    ],
  },
  shareWithin: { args: () => [[0.5, -2, 1], 1] },
  density: curve,
  densityDistance: curves,
  // Documented: NaN for a curve without errors.
  densityPeak: { ...curve, nan: /standardError/ },
  energyMoments: { ...curve, nan: /Error/ },
  fitLine: {
    args: () => [
      [1, 2, 3],
      [2, 3, 5],
    ],
    nan: /slopeError/,
  },
  fitThreshold: {
    args: () => [
      [1, 2, 3, 4],
      [9, 7, 4, 1],
      [9, 9, 9, 9],
    ],
  },
  generalisationError: {
    args: () => [
      [1, -1, 1],
      [1, 1, 1],
    ],
  },
  kullbackLeibler: curves,
  logSumExp: { args: () => [[1, 2, -Infinity]] },
  lowEnergyShare: { args: () => [exact, 0.2], nan: /standardError/ },
  lowestLevel: curve,
  // Documented: NaN for one value.
  meanOf: { args: () => [[1, 2, 4]], nan: /standardError|spread/ },
  meanWeights: {
    args: () => [
      [
        [1, -1],
        [1, 1],
      ],
    ],
  },
  normalise: { args: () => [[0, 1, -Infinity], 2] },
  overlap: {
    args: () => [
      [1, -1, 1],
      [1, 1, 1],
    ],
  },
  // Documented: NaN for two configurations.
  pairOverlaps: {
    args: () => [
      [
        [1, -1],
        [1, 1],
        [-1, 1],
      ],
    ],
    nan: /standardError/,
  },
  peaks: { args: () => [exact, { prominence: 0.01, significance: 2, seed: 's' }], options: 1, nan: /Error/ },
  entropyAt: { args: () => [exact, 3] },
  principalComponents: { args: () => [pictures, { components: 2 }], options: 1 },
  thermodynamics: { args: () => [exact, { temperatures: [0.5, 1] }], options: 1 },
  totalVariation: curves,

  // Studies
  sweep: {
    args: () => [
      { draw: [1, 2] },
      async () => 1,
      { seed: 's', title: 'sweep', runsAtOnce: 2, engine, signal: signal(), onProgress },
    ],
    options: 2,
  },
  slurm: {
    args: () => [
      {
        partition: 'main',
        time: '1:00:00',
        cores: 2,
        memory: '1G',
        account: 'me',
        walkersAsJobs: true,
        mostAtOnce: 5,
        setup: 'module load nodejs',
        options: ['--qos=long'],
        onStop: 'leave',
        submit: 'qsub {script}',
      },
    ],
    options: 0,
  },
  describePoint: { args: () => [{ draw: 1 }] },
  sweepVerdict: { args: () => [runs] },
  groupRuns: { args: () => [runs, 'draw'] },
  averageRuns: { args: () => [runs, 'draw', { of: 'entropy' }], options: 2 },
  // Documented: NaN for one run.
  measureRuns: { args: () => [runs, 'draw', () => 1], nan: /standardError|spread/ },
  scanOf: { args: () => ['one', weightspace.measureRuns(runs, 'draw', ({ patterns }) => patterns)], nan: /error/ },
  predictRuns: { args: () => [runs, annealed] },
  range: { args: () => [0, 1, 0.5] },
  scheduleAccuracy: {
    args: () => [network, data, { schedule: 'paper', moves: 1000, exact, runs: 2, seed: 's', ...watched() }],
    options: 2,
    // Documented: NaN where a schedule claims no error bars.
    nan: /claimed/,
  },
  // A store has private fields: none can be made by copying one.
  stored: { args: () => [store(), task(), async () => exact], fixed: ['0.folder'] },
  keepResults: {
    args: () => [store()],
    call: (next: never) => {
      keepResults(next);
      keepResults(undefined);
    },
  },
  ResultStore: {
    args: () => [join(folder, 'another'), { report() {} }],
    options: 1,
    call: (path: string, options: object) => new ResultStore(path, options).plan([]),
  },
  'ResultStore.path': { args: () => [task()], call: (one: never) => store().path(one) },
  'ResultStore.checkpoint': { args: () => [task()], call: (one: never) => store().checkpoint(one) },
  'ResultStore.has': { args: () => [task()], call: (one: never) => store().has(one) },
  'ResultStore.plan': { args: () => [[task()]], call: (one: never) => store().plan(one) },
  'ResultStore.read': { args: () => [task()], call: (one: never) => store().read(one) },
  'ResultStore.write': {
    args: () => [task(), exact],
    call: (one: never, result: typeof exact) => store().write(one, result),
    // It gives back what it is given.
    nan: /./,
  },

  // Inference
  approximateMessagePassing: {
    args: () => [network, data, { ...passing(), field: new Float64Array(9).fill(0.1) }],
    options: 2,
  },
  localEntropy: { args: () => [network, data, weights, { ...passing(), fields: [0, 0.5, 1] }], options: 3 },

  // Solutions
  ballCounts: { args: () => [network, data, weights, { radius: 2 }], options: 3 },
  clusters: { args: () => [few.configurations] },
  pairDistances: { args: () => [few.configurations] },
  distancesFrom: { args: () => [few.configurations[0], few.configurations] },
  pathBetween: {
    args: () => [network, data, weights, few.configurations[0], { order: 'random', seed: 1 }],
    options: 4,
  },
  compareToUniform: { args: () => [few.configurations, few.configurations] },
  crossEntropyMinimum: { args: () => [network, data, { gamma: 1 }], options: 2 },
  weightNoise: { args: () => [network, data, weights, { rates: [0, 0.1], draws: 3, seed: 's' }], options: 3 },
  inputNoise: { args: () => [network, data, weights, { rates: [0, 0.1], draws: 3, seed: 's' }], options: 3 },

  // Training
  pSpinDescent: { args: () => [descending()], options: 0 },
  pSpinSimulation: { args: () => [{ ...descending(), spins: 6, seed: 1 }], options: 0 },
  pSpinCorrelation: { args: () => [pSpin, 0.2, 0.1] },
  pSpinSusceptibility: { args: () => [pSpin, 0.2, 0.1] },

  // Theory
  pSpinThreshold: { args: () => [{ p: 3, temperature: 0.2 }], options: 0 },
  pSpinTransition: { args: () => [3] },
  annealed: anyData,
  annealedCommittee: { args: () => [data, { hidden: 3, weights: 27 }], options: 1, loose: ['1.hidden'] },
  annealedEntropyDensity: { args: () => [{ load: 0.5, energyFraction: 0.2 }], options: 0 },
  annealedMislabelled: { args: () => [data, data.labels] },
  annealedPairs: { args: () => [{ inputs: 9, patterns: 8 }], options: 0 },
  annealedRandomLabels: { args: () => [{ weights: 9, patterns: 8 }], options: 0 },
  annealedRecurrent: { args: () => [{ units: 9, selfCoupling: 0.5, values: 'signs' }], options: 0 },
  annealedTeacher: { args: () => [{ inputs: 9, patterns: 8 }], options: 0 },
  annealedTeacherDistance: {
    args: () => [{ inputs: 9, patterns: 8, energy: 2, axis: { lowest: [0, 5], highest: [4, 9] } }],
    options: 0,
  },
  annealedVariance: anyData,
  classSeparation: { args: () => [{ weights: 9, patterns: 8, separation: 1 }], options: 0 },
  committeeVariance: { args: () => [data, { hidden: 3 }], options: 1, loose: ['1.hidden'] },
  correlationAngle: {
    args: () => [{ positive: 4, negative: 4, withinPositive: 0.5, withinNegative: 0.4, between: 0.1 }],
  },
  fixedPointEntropy: { args: () => [0.5] },
  fixedPointMoments: { args: () => [{ units: 9, selfCoupling: 0.5, values: 'normal' }], options: 0 },
  fixedPointPairEntropy: { args: () => [{ selfCoupling: 0.5, distance: 0.1 }], options: 0 },
  fixedPointPairs: { args: () => [{ units: 9, selfCoupling: 0.5, values: 'normal' }], options: 0 },
  fixedPointProbability: { args: () => [{ units: 9, selfCoupling: 0.5, values: 'signs' }], options: 0 },
  franzParisi: { args: () => [{ load: 0.5, distance: 0.1, margin: 0.1, referenceMargin: 0.2 }], options: 0 },
  gaussianTail: { args: () => [0.5] },
  isotropicClasses: { args: () => [means], options: 0 },
  liquidEntropy: { args: () => [{ selfCoupling: 0.1, distance: 0.2, replicas: 3 }], options: 0 },
  liquidThresholds: { args: () => [] },
  localEntropyBound: { args: () => [{ load: 0.5, distance: 0.1, margin: 0.1 }], options: 0 },
  localEntropyThreshold: { args: () => [] },
  meanCorrelations: anyData,
  'annealedVariance of mean correlations': {
    args: () => [meanCorrelations(data)],
    call: weightspace.annealedVariance,
  },
  meanDirections: {
    args: () => [{ weights: 9, positive: 4, negative: 4, separation: 1, alignment: 0.5 }],
    options: 0,
  },
  mislabelling: { args: () => [{ weights: 9, patterns: 8, separation: 1, flipped: 2 }], options: 0 },
  replicaCapacity: { args: () => [{ margin: 0.5 }], options: 0 },
  replicaCurve: { args: () => [{ weights: 41, patterns: 20, points: 5 }], options: 0 },
  replicaEntropy: { args: () => [{ load: 0.5, beta: 1, margin: 0.2 }], options: 0 },
  'replicaEntropy at an error rate': {
    call: weightspace.replicaEntropy,
    args: () => [{ load: 0.5, energyFraction: 0.2, margin: 0 }],
    options: 0,
  },
  replicaGroundState: { args: () => [0.5, { margin: 0.1 }], options: 1 },
  replicaMaximumMargin: { args: () => [0.5] },
  replicaTeacher: { args: () => [0.5] },
  replicaTeacherTransition: { args: () => [] },
  representationCapacity: { args: () => [0.5] },

  // Recurrent networks
  asynchronousDynamics: settling({}),
  parallelDynamics: settling({}),
  focusingDynamics: settling({ startSize: 0.1, initialFields: new Float64Array(9), field: new Float64Array(9) }),
  likelihoodDynamics: settling({ startSize: 0.1, rate: 0.1 }),
  replicatedDynamics: {
    args: () => [
      recurrent,
      couplings,
      {
        seed: 1,
        maximumSteps: 5,
        extraSteps: 2,
        replicas: 3,
        attraction: [0, 1],
        onProgress,
        signal: signal(),
      },
    ],
    options: 2,
  },
  relax: {
    args: () => [
      recurrent,
      couplings,
      weights,
      { order: 'asynchronous', field: new Float64Array(9), seed: 1, maximumSweeps: 3 },
    ],
    options: 3,
  },
  bistablePairs: {
    args: () => [
      recurrent,
      couplings,
      { seed: 1, gain: 2, time: 1, perturbation: 0.001, starts: 2, onProgress, signal: signal() },
    ],
    options: 2,
  },
  overlapOfTrajectories: {
    args: () => [recurrent, couplings, { seed: 1, flipped: 1, steps: 3, starts: 2, onProgress, signal: signal() }],
    options: 2,
  },
  // Codes, representations and local learning
  strengthen: {
    args: () => [couplings, weights, { strength: 2 }],
    options: 2,
  },
  'strengthen of a list': {
    args: () => [couplings, [weights, weights], { strength: 2 }],
    options: 2,
    call: weightspace.strengthen,
  },
  transmit: {
    args: () => [
      recurrent,
      couplings,
      weights,
      { noise: 0.1, seed: 's', field: 0.4, decoder: 'relax', maximumSweeps: 5, signal: signal() },
    ],
    options: 3,
  },
  'transmit, focusing': {
    args: () => [
      recurrent,
      couplings,
      weights,
      { noise: 0.1, seed: 's', field: 0.4, decoder: 'focusing', maximumSweeps: 5, signal: signal() },
    ],
    options: 3,
    call: weightspace.transmit,
  },
  // Documented: no error of the mean over one word.
  residualNoise: {
    args: () => [
      recurrent,
      couplings,
      [weights, weights],
      {
        noises: [0, 0.1],
        transmissions: 2,
        seed: 's',
        field: 0.4,
        decoder: 'relax',
        maximumSweeps: 5,
        signal: signal(),
        onProgress,
      },
    ],
    options: 3,
    nan: /Error/,
  },
  channelCapacity: { args: () => [0.1] },
  codeRate: { args: () => [0.5] },
  correctableNoise: { args: () => [0.5] },
  rowCapacities: {
    args: () => [few.configurations, { rows: [0, 3], maximumSteps: 100, signal: signal(), onProgress }],
    options: 1,
  },
  shuffleUnits: { args: () => [few.configurations, { seed: 's' }], options: 1 },
  learnLocally: {
    args: () => [
      distorted,
      {
        units: 4,
        selfCoupling: 0.5,
        epochs: 2,
        teacher: 1,
        sweeps: 5,
        margin: 0.4,
        rate: 0.1,
        learnCouplings: false,
        seed: 's',
        signal: signal(),
        onProgress,
      },
    ],
    options: 1,
  },
  classify: { args: () => [layer, distorted] },

  // Solvers
  sbpi: solver({ reinforcement: 0.3 }),
  clippedPerceptron: solver({}),
  simulatedAnnealing: solver({ beta: 0.5, to: 4 }),
  solveRepeatedly: {
    args: () => [
      weightspace.sbpi,
      2,
      network,
      data,
      { seed: 1, maximumSteps: 5, extraSteps: 2, reinforcement: 0.3, onProgress, signal: signal() },
    ],
    options: 4,
  },
  straightThrough: solver({ sharpness: 1, rate: 0.1 }),
  reinforcedBP: solver({ decay: 0.9, slope: 0.01, startSize: 0.1 }),
  focusingBP: solver({ replicas: 3, coupling: 0.2, couplingStep: 0.01, damping: 0.3, startSize: 0.1 }),
  stochasticWeights: solver({ rate: 0.1, startSize: 0.1 }),
  entropicAnnealing: solver({ coupling: 0.5, firstBeta: 1, lastBeta: 3 }),
  replicatedAnnealing: solver({ replicas: 3, betas: [1, 10], couplings: [0.5, 1.5] }),
  entropySGD: solver({
    batch: 2,
    innerSteps: 3,
    innerRate: 0.1,
    noise: 1e-4,
    rate: 1,
    scope: 1e-4,
    scopeGrowth: 1e-3,
    sharpness: 1,
  }),
  replicatedSGD: solver({ replicas: 3, batch: 2, pull: 0.75, coupling: 0.05, couplingStep: 0.01 }),

  // Training
  denseNetwork: { args: () => [[5, 3, 1], { loss: 'log likelihood' }], options: 1 },
  startWeights: { args: () => [dense, { seed: 1 }], options: 1 },
  denseLoss: { args: () => [dense, data, descent.weights.slice()] },
  gradientNoise: { args: () => [dense, data, descent.weights.slice(), { seed: 1, patterns: 5 }], options: 3 },
  descend: {
    args: () => [
      dense,
      data,
      {
        seed: 1,
        steps: 5,
        learningRate: 0.1,
        batch: 4,
        snapshots: 'powers of two',
        noisePatterns: 250,
        from: structuredClone(descent),
        onProgress,
        signal: signal(),
      },
    ],
    options: 2,
    // No snapshots at all are as good.
    loose: ['2.snapshots'],
  },

  // Figures
  // It gives back what it is given.
  named: { args: () => ['a name', exact], nan: /visits|diagnostics|data|provenance|format/ },
  plotComponents: { args: () => [pictures, titles], options: 1 },
  plotDensity: { args: () => [[exact, theory], { scale: 'log', bands: 'error', ...titles }], options: 1 },
  plotDensityMap: {
    args: () => [
      [
        { value: 1, curve: exact },
        { value: 2, curve: exact },
      ],
      { parameter: 'draw', scale: 'linear', highest: 2, overlays: [band], ...titles },
    ],
    options: 1,
  },
  plotEntropy: {
    args: () => [[exact, annealedRandomLabels({ weights: 9, patterns: 8 })], { bands: 'spread', ...titles }],
    options: 1,
  },
  plotHeatMap: {
    args: () => [
      {
        values: [
          [1, 2],
          [3, 4],
        ],
        x: [0, 1],
        y: [0, 1],
      },
      { x: 'x', y: 'y', value: 'z', scale: 'linear', range: [0, 4], overlays: [band], matrix: true, ...titles },
    ],
    options: 1,
  },
  plotJoint: { args: () => [joint, { y: 'errors', ...titles }], options: 1, nan: /./ },
  plotPanels: { args: () => [[figure, figure], { columns: 2, shared: 'both', ...titles }], options: 1 },
  plotPictures: { args: () => [pictures, { count: 3, columns: 2, shape: [3, 3], title: 'a title' }], options: 1 },
  plotScan: {
    args: () => [
      [{ ...band, error: [1, 1, 1], kind: 'measured' }],
      { x: 'x', y: 'y', logarithmic: 'y', references: [{ name: 'exact', value: 2 }], ...titles },
    ],
    options: 1,
  },
  plotEstimates: {
    args: () => [
      [{ name: 'one', value: 1, error: 0.5 }],
      { x: 'nats', references: [{ name: 'exact', value: 2 }], ...titles },
    ],
    options: 1,
  },
  plotScatter: { args: () => [[band], { x: 'x', y: 'y', logarithmic: 'x', ...titles }], options: 1 },
  plotTemperatures: {
    args: () => [[exact], { temperatures: [0.5, 1, 2], temperature: 1, ...titles }],
    options: 1,
  },
  plotWeights: {
    args: () => [
      [{ name: 'one', weights: [0.5, -0.5, 0, 1] }],
      { value: 'weight', highest: 1, columns: 2, shape: [2, 2], ...titles },
    ],
    options: 1,
  },
  exportFigure: {
    args: () => [
      figure,
      join(folder, 'figure'),
      { column: 'single', formats: ['csv', 'json'], resolution: 96, title: true },
    ],
    options: 2,
  },
  show: { args: () => [figure], loose: ['0'] },
  'show of a result': { args: () => [exact], call: weightspace.show, loose: ['0'] },
  'show of a data set': { args: () => [data], call: weightspace.show, loose: ['0'] },
  tableHtml: { args: () => [weightspace.toFrame([{ a: 1 }, { a: 2 }]), { rows: 4 }], options: 1 },
  withError: { args: () => [1.234, 0.012] },
  'withError of a result': {
    args: () => [{ mean: 1.234, standardError: 0.012 }],
    call: weightspace.withError,
    loose: ['0'],
  },
};
