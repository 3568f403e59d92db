import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { principalComponents } from '#src/analysis/data-geometry.js';
import { logSumExp, normalise } from '#src/base/curve.js';
import { randomStream } from '#src/base/seed.js';
import { arithmetic } from '#src/dataset/grid.js';
import { resize } from '#src/dataset/pictures/shape.js';
import * as weightspace from '#src/index.js';
import { perceptronModel } from '#src/sampling/reference.js';
import { annealedEntropyDensity } from '#src/theory/random-labels.js';

const {
  annealedCommittee,
  annealedRandomLabels,
  annealedTeacher,
  classSeparation,
  cloneClasses,
  committee,
  committeeVariance,
  directedPatterns,
  energy,
  enumerate,
  fromArrays,
  gaussianClone,
  isotropicClasses,
  jointWangLandau,
  lowEnergyShare,
  meanDirections,
  flipLabels,
  mislabelling,
  mnistPair,
  perceptron,
  randomPatterns,
  replicaCurve,
  replicaEntropy,
  replicaGroundState,
  resizePictures,
  sampleConfigurations,
  separatedPatterns,
  signNetwork,
  teacherPatterns,
  thermodynamics,
  wangLandau,
} = weightspace;

/** What no option of its kind can be. */
const BAD = {
  count: [Number.NaN, -1, 0, 1.5, Infinity, '7', null, {}, []],
  units: [Number.NaN, -1, 0, 2, 1.5, '7', null, {}, []],
  amount: [Number.NaN, -1, 1.5, Infinity, '7', null, {}, []],
  positive: [Number.NaN, -1, 0, Infinity, '7', null, {}, []],
  number: [Number.NaN, Infinity, '1', null, {}],
  real: [Number.NaN, '1', null, {}, []],
  seed: [undefined, null, Number.NaN, Infinity, '', {}, [], true],
  choice: ['nonsense', '', 3, null, {}],
} as const;

type Kind = keyof typeof BAD;
type Call = (options: never) => unknown;

const data = randomPatterns({ inputs: 9, patterns: 8, seed: 'hostile' });
const real = separatedPatterns({ inputs: 9, patterns: 40, seed: 'hostile' });
const network = perceptron(9);
const exact = await enumerate(network, data);
const short = { seed: 1, moves: 1000, learningMoves: 1000, walkers: 2 };

/** Good options of each function, and the kind of each. */
const CALLS: readonly [name: string, call: Call, options: object, kinds: Record<string, Kind>][] = [
  [
    'randomPatterns',
    randomPatterns as Call,
    { inputs: 5, patterns: 4, seed: 1, positives: 2 },
    { inputs: 'count', patterns: 'count', seed: 'seed', positives: 'amount', classes: 'count' },
  ],
  [
    'teacherPatterns',
    teacherPatterns as Call,
    { inputs: 5, patterns: 4, seed: 1 },
    { inputs: 'count', patterns: 'count', seed: 'seed' },
  ],
  [
    'separatedPatterns',
    separatedPatterns as Call,
    { inputs: 5, patterns: 4, separation: 1, seed: 1 },
    { inputs: 'count', patterns: 'count', positives: 'amount', separation: 'number', seed: 'seed', scale: 'positive' },
  ],
  [
    'directedPatterns',
    directedPatterns as Call,
    { inputs: 5, patterns: 4, separation: 1, alignment: 0.5, seed: 1 },
    { inputs: 'count', patterns: 'count', separation: 'number', alignment: 'number', seed: 'seed' },
  ],
  [
    'gaussianClone',
    ((options: never) => gaussianClone(real, options)) as Call,
    { seed: 1 },
    { kind: 'choice', patterns: 'count', positives: 'amount', separation: 'number', seed: 'seed' },
  ],
  [
    'cloneClasses',
    ((options: never) => cloneClasses(real, options)) as Call,
    { kind: 'shared' },
    { kind: 'choice', patterns: 'count', positives: 'amount', separation: 'number' },
  ],
  [
    'flipLabels',
    ((options: never) => flipLabels(data, options)) as Call,
    { flips: 3, seed: 1 },
    { flips: 'amount', seed: 'seed' },
  ],
  [
    'mnistPair',
    mnistPair as Call,
    { classes: [0, 1], patterns: 4, seed: 1, source: 'drawn' },
    {
      patterns: 'count',
      positives: 'amount',
      seed: 'seed',
      source: 'choice',
      set: 'choice',
      classes: 'choice',
      normalisation: 'choice',
      size: 'choice',
    },
  ],
  [
    'fromArrays',
    ((options: never) => fromArrays([[1, -1]], [1], options)) as Call,
    { scale: 1 },
    { scale: 'positive', classes: 'count', shape: 'choice' },
  ],
  [
    'resizePictures',
    ((options: never) => resizePictures(randomPatterns({ inputs: 16, patterns: 3, seed: 1 }), options)) as Call,
    { to: [2, 2] },
    { to: 'choice', from: 'choice' },
  ],
  [
    'perceptron',
    ((options: { inputs: number }) => perceptron(options.inputs)) as Call,
    { inputs: 5 },
    { inputs: 'count' },
  ],
  ['perceptron’s tie', ((options: never) => perceptron(5, options)) as Call, { tie: 'error' }, { tie: 'choice' }],
  [
    'signNetwork',
    ((options: { layer: number }) => signNetwork([5, options.layer, 1])) as Call,
    { layer: 3 },
    { layer: 'count' },
  ],
  ['committee', committee as Call, { inputs: 9, hidden: 3 }, { inputs: 'count', hidden: 'count', tie: 'choice' }],
  [
    'energy',
    ((options: { weights: never }) => energy(network, data, options.weights)) as Call,
    { weights: new Int8Array(9).fill(1) },
    { weights: 'choice' },
  ],
  [
    'enumerate',
    ((options: never) => enumerate(network, data, options)) as Call,
    {},
    { workers: 'count', maximumSeconds: 'real' },
  ],
  [
    'wangLandau',
    ((options: never) => wangLandau(network, data, options)) as Call,
    short,
    {
      seed: 'seed',
      moves: 'count',
      learningMoves: 'count',
      walkers: 'count',
      windows: 'count',
      symmetry: 'choice',
      protocol: 'choice',
      workers: 'count',
    },
  ],
  [
    'wangLandau, paper’s protocol',
    ((options: never) => wangLandau(network, data, options)) as Call,
    { seed: 1, protocol: 'paper', mostMoves: 1e6 },
    { seed: 'seed', walkers: 'count', mostMoves: 'count' },
  ],
  [
    'jointWangLandau',
    ((options: never) =>
      jointWangLandau(network, data, { of: 'distance', from: new Int8Array(9).fill(1) }, options)) as Call,
    short,
    { seed: 'seed', moves: 'count', walkers: 'count' },
  ],
  [
    'jointWangLandau’s axis',
    ((options: never) => jointWangLandau(network, data, options, short)) as Call,
    { of: 'distance', from: new Int8Array(9).fill(1) },
    { of: 'choice', from: 'choice', bins: 'count' },
  ],
  [
    'sampleConfigurations',
    ((options: { level: number; count: number; seed: string }) =>
      sampleConfigurations(exact, options.level, options.count, { seed: options.seed })) as Call,
    { level: 3, count: 2, seed: 's' },
    { level: 'amount', count: 'count' },
  ],
  [
    'principalComponents',
    ((options: never) => principalComponents(real, options)) as Call,
    { components: 2 },
    { components: 'count' },
  ],
  [
    'thermodynamics',
    ((options: never) => thermodynamics(exact, options)) as Call,
    { temperatures: [1] },
    { temperatures: 'choice' },
  ],
  [
    'lowEnergyShare',
    ((options: { fraction: number }) => lowEnergyShare(exact, options.fraction)) as Call,
    { fraction: 0.2 },
    { fraction: 'number' },
  ],
  [
    'annealedRandomLabels',
    annealedRandomLabels as Call,
    { weights: 5, patterns: 4 },
    { weights: 'count', patterns: 'count' },
  ],
  ['annealedTeacher', annealedTeacher as Call, { inputs: 5, patterns: 4 }, { inputs: 'count', patterns: 'count' }],
  [
    'annealedCommittee',
    ((options: never) => annealedCommittee(data, options)) as Call,
    { hidden: 3 },
    { hidden: 'units' },
  ],
  [
    'committeeVariance',
    ((options: never) => committeeVariance(data, options)) as Call,
    { hidden: 3 },
    { hidden: 'units' },
  ],
  [
    'annealedEntropyDensity',
    annealedEntropyDensity as Call,
    { load: 0.5, energyFraction: 0.2 },
    { load: 'number', energyFraction: 'number' },
  ],
  [
    'classSeparation',
    classSeparation as Call,
    { weights: 41, patterns: 30, separation: 1 },
    { weights: 'count', patterns: 'count', separation: 'number' },
  ],
  [
    'mislabelling',
    mislabelling as Call,
    { weights: 41, patterns: 30, separation: 1, flipped: 3 },
    { weights: 'count', patterns: 'count', separation: 'number', flipped: 'amount' },
  ],
  ['replicaEntropy', replicaEntropy as Call, { load: 0.5, beta: 1 }, { load: 'number', beta: 'real' }],
  [
    'replicaEntropy at an error rate',
    replicaEntropy as Call,
    { load: 0.5, energyFraction: 0.2 },
    { load: 'number', energyFraction: 'number' },
  ],
  [
    'replicaGroundState',
    ((options: { load: number }) => replicaGroundState(options.load)) as Call,
    { load: 1 },
    { load: 'number' },
  ],
  [
    'replicaCurve',
    replicaCurve as Call,
    { weights: 41, patterns: 20, points: 5 },
    { weights: 'count', patterns: 'count', points: 'count' },
  ],
];

/** Sentences of JavaScript itself: somebody wrote the wrong thing, and was not told what. */
const NOT_A_SENTENCE =
  /undefined \(reading|null \(reading|is not a function|is not iterable|is not defined|Invalid (typed )?array length|Maximum call stack|destructure|cannot be converted|must be an instance of|Cannot (read|convert|mix|set|use)/i;

async function refusal(call: Call, options: object): Promise<string | undefined> {
  try {
    await call(options as never);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : `not an Error: ${String(error)}`;
  }
}

function told(value: unknown): string {
  return typeof value === 'number' || value === undefined ? String(value) : JSON.stringify(value);
}

describe.each(CALLS)('%s', (_, call, options, kinds) => {
  test('takes good options', async () => {
    expect(await refusal(call, options)).toBeUndefined();
  });

  test.each(Object.entries(kinds))('refuses a bad `%s` in a sentence', async (option, kind) => {
    for (const value of BAD[kind]) {
      const sentence = await refusal(call, { ...options, [option]: value });
      expect(sentence, `${option}: ${told(value)} was taken`).toBeDefined();
      expect(sentence, `${option}: ${told(value)}`).not.toMatch(NOT_A_SENTENCE);
      expect(sentence?.length, sentence).toBeGreaterThan(20);
    }
  });

  test('takes anything or refuses it in a sentence', async () => {
    const option = fc.constantFrom(...Object.keys(kinds));
    await fc.assert(
      // Large numbers are good counts: they would be computed with.
      fc.asyncProperty(
        option,
        fc.anything({ values: [fc.string(), fc.boolean(), fc.constant(null)] }),
        async (name, value) => {
          const sentence = await refusal(call, { ...options, [name]: value });
          if (sentence !== undefined) expect(sentence).not.toMatch(NOT_A_SENTENCE);
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });
});

test('a missing network or data set gives a sentence', async () => {
  for (const nothing of [undefined, null, {}, [], 'data', 7]) {
    for (const call of [wangLandau, enumerate]) {
      const good = call === enumerate ? {} : short;
      const [noData, noNetwork] = [
        await refusal(() => call(network, nothing as never, good as never), {}),
        await refusal(() => call(nothing as never, data, good as never), {}),
      ];
      for (const sentence of [noData, noNetwork]) {
        expect(sentence, told(nothing)).toBeDefined();
        expect(sentence, told(nothing)).not.toMatch(NOT_A_SENTENCE);
      }
    }
  }
});

test('small helpers refuse rubbish', async () => {
  const small = { positive: 2, negative: 2, withinPositive: 0.5, withinNegative: 0.5, between: 0 };
  const calls: Record<string, () => unknown> = {
    'meanOf of text': () => weightspace.meanOf('123' as never),
    'meanOf of −∞': () => weightspace.meanOf([1, -Infinity]),
    'overlap of what are no weights': () => weightspace.overlap([0.5, 2], [3, 7]),
    'pairOverlaps of what are no weights': () => weightspace.pairOverlaps([[1], [2]]),
    'gaussianTail of null': () => weightspace.gaussianTail(null as never),
    'logSumExp of text': () => logSumExp('12' as never),
    'logSumExp of NaN': () => logSumExp([Number.NaN]),
    'normalise to nothing': () => normalise([0, 1], undefined as never),
    'density of nothing': () => weightspace.density(undefined as never),
    'density of a promise': () => weightspace.density(enumerate(network, data) as never),
    'fitLine through text': () => weightspace.fitLine('12' as never, '34' as never),
    'shareWithin text': () => weightspace.shareWithin([1, 2], '1' as never),
    'peaks of text': () => weightspace.peaks(exact, { prominence: '0' as never }),
    'a curve with a misspelt column': () => weightspace.energyMoments({ ...exact, entropy: undefined } as never),
    'compareToExact of other levels': () =>
      weightspace.compareToExact({ ...exact, levels: exact.levels.map((level) => 8 - level) }, exact),
    'annealedVariance of correlations beyond 1': () => weightspace.annealedVariance({ ...small, between: 2 }),
    'correlationAngle of text': () => weightspace.correlationAngle({ ...small, withinPositive: '1' as never }),
    'randomStream without a bound': () => randomStream(1, 's').integer(undefined as never),
    'resize of too few pixels': () => resize([1, 2, 3], [2, 2], [1, 1]),
    'arithmetic of nothing': () => arithmetic({} as never),
    'more patterns than there is room for': () => randomPatterns({ inputs: 1e5, patterns: 1e5, seed: 1 }),
    'range of text': () => weightspace.range('0' as never, '5' as never),
    'referenceWangLandau, moves': () => reference({ moves: Number.NaN }),
    'referenceWangLandau, check': () => reference({ moves: 1000, check: 0 }),
    'referenceWangLandau, check beyond moves': () => reference({ moves: 1000, check: 1001 }),
    'referenceWangLandau, energies beyond the levels': () =>
      weightspace.referenceWangLandau({ ...model(), propose: () => 9 }, { seed: 1, moves: 1e4, check: 1e3 }),
    'perceptronModel without a seed': () => perceptronModel(network, data, {} as never),
    'perceptronModel of classes': () => perceptronModel(signNetwork([9, 3]), data, { seed: 1 }),
  };
  for (const [name, call] of Object.entries(calls)) {
    const sentence = await refusal(call, {});
    expect(sentence, name).toBeDefined();
    expect(sentence, name).not.toMatch(NOT_A_SENTENCE);
  }
});

function model() {
  return perceptronModel(network, data, { seed: 1 });
}

function reference(options: object) {
  return weightspace.referenceWangLandau(model(), { seed: 1, ...options });
}

test('closed forms of what lies outside their range are refused', async () => {
  const calls: (() => unknown)[] = [
    () => isotropicClasses({ positive: 0, negative: 0 } as never),
    () => meanDirections({ weights: 5, positives: 1, negatives: 1, alignment: 2, separation: 1 } as never),
    () => replicaEntropy({ load: -1, beta: 1 }),
    () => annealedEntropyDensity({ load: 1, energyFraction: 1.5 }),
    () => replicaGroundState(-1),
  ];
  for (const call of calls) expect(await refusal(call, {}), call.toString()).toBeDefined();
});
