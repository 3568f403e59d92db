import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { frame } from '#src/base/frame.js';
import { randomPatterns } from '#src/dataset/random.js';
import { plotEstimates } from '#src/figures/estimates.js';
import type { Figure } from '#src/figures/figure.js';
import { figureCsv } from '#src/figures/figure-data.js';
import { plotScatter } from '#src/figures/scatter.js';
import { figureSvg } from '#src/figures/still/figure.js';
import * as weightspace from '#src/index.js';
import { perceptron } from '#src/network/network.js';
import { tableHtml } from '#src/notebook/table.js';
import { captureOutputs } from '#src/notebook/tslab.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate } from '#src/sampling/joint.js';

// Whatever is handed to a function that draws, shows or writes, it gives a right answer or says in a sentence what was wrong.

const {
  exportFigure,
  named,
  plotComponents,
  plotDensity,
  plotDensityMap,
  plotEntropy,
  plotHeatMap,
  plotJoint,
  plotPictures,
  plotScan,
  plotTemperatures,
  plotWeights,
  show,
  withError,
} = weightspace;

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = randomPatterns({ inputs: 9, patterns: 6, seed: 'hostile' });
const dos = await enumerate(perceptron(9), data);
const joint = await jointEnumerate(perceptron(9), data, { of: 'distance', from: new Int8Array(9).fill(1) });
const curve = {
  name: 'sampled',
  kind: 'sampled',
  patterns: 3,
  weights: 3,
  levels: [0, 1, 2, 3],
  entropy: [-Infinity, 0.5, 1, 0],
  standardError: [Infinity, 0.1, 0.2, Infinity],
};
const scan = { name: 'scan', x: [1, 2], y: [3, 4], error: [0.1, Infinity], kind: 'measured' };
const overlay = { name: 'line', x: [0, 1], y: [0, 1], as: 'line' };
const table = frame({ energy: [0, 1], entropy: [0.5, -Infinity], standardError: [0.1, Infinity] });
const figure = plotEntropy(dos);

/** A value that no option of a kind can have. */
const BAD = {
  text: [7, null, {}, [], true, Symbol('s')],
  flag: [1, 'yes', null, {}],
  choice: ['nonsense', '', 3, null, {}, 'constructor'],
  count: [Number.NaN, -1, 0, 1.5, Infinity, '7', null, {}, []],
  positive: [Number.NaN, -1, 0, Infinity, '7', null, {}],
  shape: [3, '3×3', [3], [3, Number.NaN], null, {}],
  range: [1, [1], [2, 1], ['a', 'b'], [Number.NaN, 1], null, {}],
  temperatures: [7, 'a', null, {}, [], ['a'], [0], [Number.NaN], [{}]],
  list: [7, 'a', null, {}, [7], [{}], [null]],
} as const;

interface Case {
  readonly call: (...inputs: never[]) => unknown;
  readonly good: readonly unknown[];
  /** The kinds of its options, which are its last argument. */
  readonly options?: { readonly [name: string]: keyof typeof BAD };
}

const ignore = () => {};
function inNotebook(item: never): void {
  captureOutputs(ignore);
  try {
    show(item);
  } finally {
    captureOutputs(null as never);
  }
}

const titles = { title: 'text', caption: 'text' } as const;
const CASES: { readonly [name: string]: Case } = {
  plotDensity: {
    call: plotDensity,
    good: [[[curve, dos], curve], {}],
    options: { ...titles, scale: 'choice', bands: 'choice' },
  },
  plotEntropy: { call: plotEntropy, good: [dos, {}], options: { ...titles, bands: 'choice' } },
  plotDensityMap: {
    call: plotDensityMap,
    good: [
      [
        { value: 1, curve },
        { value: 2, curve },
      ],
      { parameter: 'm', overlays: [overlay] },
    ],
    options: { ...titles, parameter: 'text', scale: 'choice', highest: 'positive', overlays: 'list' },
  },
  plotHeatMap: {
    call: plotHeatMap,
    good: [
      {
        values: [
          [1, 2],
          [3, Number.NaN],
        ],
        x: [1, 2],
        y: [0, 1],
      },
      { x: 'x', y: 'y', value: 'v', overlays: [overlay] },
    ],
    options: {
      ...titles,
      x: 'text',
      y: 'text',
      value: 'text',
      scale: 'choice',
      range: 'range',
      overlays: 'list',
      matrix: 'flag',
    },
  },
  plotJoint: { call: plotJoint, good: [joint, {}], options: { ...titles, y: 'text' } },
  plotPictures: {
    call: plotPictures,
    good: [data, {}],
    options: { title: 'text', count: 'count', columns: 'count', shape: 'shape' },
  },
  plotComponents: { call: plotComponents, good: [data, {}], options: titles },
  plotScan: {
    call: plotScan,
    good: [[scan, [{ ...scan, kind: 'theory' }]], { x: 'x', y: 'y', references: [{ name: 'exact', value: 2 }] }],
    options: { ...titles, x: 'text', y: 'text', logarithmic: 'choice' },
  },
  plotTemperatures: {
    call: plotTemperatures,
    good: [[dos, curve], { temperatures: [0.5, 2] }],
    options: { ...titles, temperature: 'positive', temperatures: 'temperatures' },
  },
  plotWeights: {
    call: plotWeights,
    good: [[{ name: 'one', weights: [0.5, -0.5, 0, 1] }], {}],
    options: { ...titles, value: 'text', highest: 'positive', columns: 'count', shape: 'shape' },
  },
  plotEstimates: {
    call: plotEstimates,
    good: [[{ name: 'one', value: 1, error: 0.5 }], { x: 'x', references: [{ name: 'exact', value: 2 }] }],
    options: { ...titles, x: 'text' },
  },
  plotScatter: {
    call: plotScatter,
    good: [[{ name: 'points', x: [1], y: [2] }], { x: 'x', y: 'y' }],
    options: { ...titles, x: 'text', y: 'text', equal: 'flag', logarithmic: 'choice' },
  },
  named: { call: named, good: ['name', curve, {}], options: { as: 'choice' } },
  frame: { call: frame, good: [{ a: [1, 2], b: ['x', 'y'], c: new Float64Array(2) }] },
  tableHtml: { call: tableHtml, good: [table, {}], options: { rows: 'count' } },
  withError: { call: withError, good: [2.5, 0.1] },
  'show, of a figure': { call: show, good: [figure] },
  'show, in a notebook': { call: inNotebook, good: [figure] },
  'show, of a frame': { call: show, good: [table] },
  exportFigure: {
    // Any path would do, and be written to.
    call: (item: Figure, path: unknown, options: object) =>
      exportFigure(item, (typeof path === 'string' && path !== '' ? join(folder, 'figure') : path) as string, options),
    good: [figure, 'figure', { formats: ['csv', 'json'] }],
    options: { column: 'choice', formats: 'list', resolution: 'positive', title: 'flag', labels: 'choice' },
  },
};

/** JavaScript's own words: nobody looked at what was handed in. */
const RAW =
  /undefined is not|Cannot read|is not a function|is not iterable|not iterable|Invalid (typed )?(array|string) length|reduce of empty|Cannot (convert|mix|use|access|set)|is not defined|Maximum call stack|Invalid time value|ParamError|Length Error|circular structure|\[object/;

interface Outcome {
  readonly error?: unknown;
  readonly answer?: unknown;
}

async function outcome(call: Case['call'], inputs: readonly unknown[]): Promise<Outcome> {
  try {
    return { answer: await call(...(inputs as never[])) };
  } catch (error) {
    return { error };
  }
}

/** The sentence of a refusal, which must be one. */
function sentenceOf(error: unknown): string {
  expect(error).toBeInstanceOf(Error);
  const { message } = error as Error;
  expect(message).not.toMatch(RAW);
  expect(message.length, message).toBeLessThan(400);
  expect(message.length, message).toBeGreaterThan(20);
  return message;
}

/** An answer must be one: without NaN, and a figure of it can be drawn and written. */
function checkAnswer(answer: unknown): void {
  if (typeof answer === 'string') expect(answer).not.toMatch(/NaN|undefined/);
  if (typeof answer !== 'object' || answer === null || !('data' in answer && 'layout' in answer)) return;
  const drawn = answer as Figure;
  for (const trace of drawn.data) {
    // A heat map's own values come along beside what is shown of them; blank cells have none.
    const { customdata: _, ...shown } = trace;
    expect(hasNaN(shown)).toBe(false);
  }
  expect(hasNaN(drawn.layout)).toBe(false);
  expect(figureSvg(drawn)).not.toMatch(/="[^"]*(?:NaN|undefined|Infinity)/);
  figureCsv(drawn);
}

function hasNaN(value: unknown): boolean {
  if (typeof value === 'number') return Number.isNaN(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNaN);
}

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  // Pictures that a browser draws would take long.
  vi.stubEnv('PATH', '');
  vi.stubEnv('CHROMIUM', '');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const OPTIONS = Object.entries(CASES).flatMap(([name, { options }]) =>
  Object.entries(options ?? {}).map(([option, kind]): [string, string, keyof typeof BAD] => [name, option, kind]),
);

describe.each(Object.entries(CASES))('%s', (_, { call, good, options }) => {
  test('takes what is good', async () => {
    const { error, answer } = await outcome(call, good);
    expect(error).toBeUndefined();
    checkAnswer(answer);
  });

  test('refuses what is missing, and what is something else', async () => {
    for (const nothing of [
      undefined,
      null,
      7,
      '',
      Number.NaN,
      [],
      {},
      [[]],
      [null],
      Promise.resolve(good[0]),
      () => 1,
    ]) {
      // `withError` takes numbers, a scan and a table what they take.
      for (const place of good.keys()) {
        const { error, answer } = await outcome(call, good.with(place, nothing));
        if (error === undefined) checkAnswer(answer);
        else sentenceOf(error);
      }
    }
    expect((await outcome(call, [])).error).toBeInstanceOf(Error);
  });

  test('takes anything in any place, or refuses it in a sentence', async () => {
    const places = pathsOf(good);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anything, async (path, value) => {
        const { error, answer } = await outcome(call, replaced(good, path, value) as unknown[]);
        if (error === undefined) checkAnswer(answer);
        else sentenceOf(error);
      }),
      { numRuns: 250, seed: 11 },
    );
  });

  test.runIf(options !== undefined)('refuses a misspelt option by its name', async () => {
    const names = Object.keys(options!);
    for (const name of names) {
      for (const misspelt of misspellings(name).filter((one) => !names.includes(one))) {
        const { error } = await outcome(call, good.with(-1, { ...(good.at(-1) as object), [misspelt]: undefined }));
        expect(error, misspelt).toBeInstanceOf(TypeError);
        expect(sentenceOf(error)).toContain(`no option \`${misspelt}\``);
      }
    }
  });
});

test.each(OPTIONS)('%s refuses a bad `%s`, and names it', async (name, option, kind) => {
  const { call, good } = CASES[name]!;
  for (const value of BAD[kind]) {
    const { error } = await outcome(call, good.with(-1, { ...(good.at(-1) as object), [option]: value }));
    const name = option === 'overlays' ? /overlay/ : `\`${option}`;
    expect(error, `${option}: ${String(typeof value)}`).toBeDefined();
    expect(sentenceOf(error)).toMatch(name);
  }
});

test('curves that are none are refused, each by what is wrong with it', () => {
  const refusals: [object, RegExp][] = [
    [{ entropy: undefined }, /the curve is an object; give one with `levels` and `entropy`/],
    [{ levels: [0, 1] }, /'sampled' has 2 levels and 4 numbers in `entropy`/],
    [{ levels: [0, 1, Number.NaN, 3] }, /`levels\[2\]` is NaN; give finite numbers/],
    [{ entropy: [0, 1, Number.NaN, 3] }, /`entropy\[2\]` is NaN/],
    [{ standardError: [0, 1, -1, 3] }, /`standardError\[2\]` is -1/],
    [{ entropy: ['0', 1, 2, 3] }, /`entropy\[0\]` is 0; give finite numbers/],
    [{ patterns: Number.NaN }, /`patterns` is NaN; a curve/],
    [{ kind: 'exactly' }, /`kind` is exactly; choose 'exact', 'sampled' or 'theory'/],
    [{ entropy: [0, 1, 2, 1e308] }, /more configurations than a floating-point number can hold/],
  ];
  for (const [wrong, sentence] of refusals) {
    expect(() => plotDensity({ ...curve, ...wrong } as never)).toThrow(sentence);
  }
  expect(() => plotDensity(Promise.resolve(curve) as never)).toThrow(/the curve is a promise \(put await before/);
});

test('large maps are drawn', () => {
  const values = Array.from({ length: 600 }, (_, row) => Float64Array.from({ length: 600 }, (_, k) => row + k));
  expect(plotHeatMap({ values }, { x: 'x', y: 'y', value: 'v' }).data[0]).toMatchObject({ zmin: 0, zmax: 1198 });
  const x = Float64Array.from({ length: 300_000 }, (_, k) => k + 1);
  expect(plotScan([{ name: 'long', x, y: x }], { x: 'x', y: 'y', logarithmic: 'both' }).data).toHaveLength(1);
});

/** Anything that a cell may hold where something else was meant. */
const anything = fc.oneof(
  fc.anything({ maxDepth: 2, withBigInt: true, withDate: true, withTypedArray: true, withNullPrototype: true }),
  fc.constantFrom<unknown>(
    ...[
      undefined,
      null,
      Number.NaN,
      Infinity,
      -Infinity,
      -1,
      0,
      1.5,
      1e9,
      1e308,
      -1e308,
      5e-324,
      '',
      'log',
      'x'.repeat(500),
    ],
    ...[
      {},
      [],
      [[]],
      [Number.NaN],
      [null],
      [[1], [2]],
      new Float64Array(2),
      new BigInt64Array(2),
      new DataView(new ArrayBuffer(8)),
    ],
    ...[
      () => 1,
      Symbol('s'),
      1n,
      new Date(Number.NaN),
      new Map(),
      Promise.resolve(1),
      Object.create(null),
      { toString: null },
    ],
    ...[curve, [curve], scan, [scan], figure, data, dos, { length: 1e9 }],
  ),
);

/** The ways to the places of plain data, as deep as functions look. */
function pathsOf(value: unknown, depth = 6): (readonly string[])[] {
  if (depth === 0 || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return [];
  return Object.keys(value)
    .slice(0, 12)
    .flatMap((key) => [
      [key],
      ...pathsOf((value as Record<string, unknown>)[key], depth - 1).map((path) => [key, ...path]),
    ]);
}

/** A copy with another value in one place. */
function replaced(whole: unknown, [key, ...others]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const part = (whole as Record<string, unknown>)[key];
  if (Array.isArray(whole)) return whole.with(Number(key), replaced(part, others, value));
  return Object.assign(Object.create(Object.getPrototypeOf(whole)), whole, { [key]: replaced(part, others, value) });
}

/** A letter left out, doubled or exchanged with the next, in capitals, with an ending. */
function misspellings(name: string): string[] {
  const letters = [...name];
  return [
    ...letters.map((_, k) => name.slice(0, k) + name.slice(k + 1)).filter((one) => one !== ''),
    ...letters.map((letter, k) => name.slice(0, k) + letter + name.slice(k)),
    ...letters.slice(1).map((letter, k) => name.slice(0, k) + letter + name[k] + name.slice(k + 2)),
    name.toUpperCase(),
    `${name}s`,
    `${name}_`,
    'checkpont',
  ].filter((one) => one !== name);
}
