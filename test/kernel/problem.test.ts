import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { makeProblem, withDistance, withErrors } from '#src/kernel/problem.js';
import { committee, type Network, perceptron, signNetwork } from '#src/network/network.js';

const data = randomPatterns({ inputs: 6, patterns: 4, seed: 'problem' });
const classes = randomPatterns({ inputs: 6, patterns: 4, classes: 3, seed: 'problem' });
const network = perceptron(6);
const make = (network: unknown, data: unknown) => makeProblem(network as Network, data as Dataset);

describe('a data set that is none gives a sentence that names the field', () => {
  const cases: [string, object, RegExp][] = [
    ['no data set', { inputs: undefined }, /the data set is an object; make one, as in randomPatterns/],
    ['patterns missing', { patterns: undefined }, /`patterns` is undefined; a data set needs at least 1/],
    [
      'too few patterns',
      { patterns: 3 },
      /`values` of the data set is an Int32Array with 24 numbers; .* of 18, or make/,
    ],
    ['too many patterns', { patterns: 5 }, /`values` of the data set is .* with 24 numbers; .* of 30, .*fromArrays/],
    ['half a pattern', { patterns: 3.5 }, /`patterns` is 3.5/],
    ['values missing', { values: undefined }, /`values` of the data set is undefined; give an Int32Array of 24/],
    ['values of another kind', { values: [...data.values] }, /`values` of the data set is an array .*Int32Array of 24/],
    ['real values', { values: Float64Array.from(data.values) }, /`values` of the data set is a Float64Array with 24/],
    ['labels missing', { labels: undefined }, /`labels` of the data set is undefined; give an Int8Array of 4/],
    ['labels of another kind', { labels: [1, 1, -1, 1] }, /`labels` of the data set is .*; give an Int8Array/],
    ['too few labels', { labels: data.labels.slice(1) }, /`labels` of the data set is an Int8Array with 3 .* of 4/],
    ['label 0', { labels: Int8Array.of(1, 0, 1, 1) }, /`labels\[1\]` is 0; labels are −1 or \+1/],
    ['a class for a label', { labels: Int8Array.of(1, 1, 1, 2) }, /`labels\[3\]` is 2; labels are −1 or \+1/],
    ['scale missing', { scale: undefined }, /`scale` is undefined; give a finite number above 0/],
    ['scale 0', { scale: 0 }, /`scale` is 0/],
    ['scale NaN', { scale: Number.NaN }, /`scale` is NaN/],
    [
      'sums beyond 32 bits',
      { values: new Int32Array(24).fill(2 ** 28) },
      /`values` of a pattern reach 1610612736, more/,
    ],
    ['no provenance', { provenance: undefined }, /the data set has no `provenance`; make it with fromArrays/],
    [
      'half a provenance',
      { provenance: { checksum: '' } },
      /the data set has no `provenance`; make it with fromArrays/,
    ],
    ['no class counts', { classCounts: 4 }, /the data set has no `classCounts`; make it with fromArrays/],
  ];
  test.each(cases)('%s', (_, wrong, sentence) => {
    expect(() => make(network, { ...data, ...wrong })).toThrow(sentence);
  });

  test('a class that is none, a number of classes that cannot be', () => {
    const outputs = signNetwork([6, 3]);
    expect(make(outputs, classes).levels).toBe(5);
    expect(() => make(outputs, { ...classes, labels: Int8Array.of(0, 1, 2, 3) })).toThrow(
      /`labels\[3\]` is 3; labels are below 3/,
    );
    expect(() => make(outputs, { ...classes, labels: Int8Array.of(-1, 1, 2, 0) })).toThrow(/`labels\[0\]` is -1/);
    expect(() => make(network, { ...data, classes: 1 })).toThrow(/`classes` is 1; give a whole number from 2 to 128/);
  });

  test('of another realm, a notebook’s cell say, is as good', async () => {
    const { runInNewContext } = await import('node:vm');
    const foreign = runInNewContext('({ Int32Array, Int8Array })');
    const values = foreign.Int32Array.from(data.values);
    expect(values instanceof Int32Array).toBe(false);
    const problem = make(network, { ...data, values, labels: foreign.Int8Array.from(data.labels) });
    expect([...problem.values]).toEqual([...makeProblem(network, data).values]);
  });
});

describe('a network that is none gives a sentence that names the field', () => {
  const hidden = signNetwork([6, 3, 1]);
  const tree = committee({ inputs: 6, hidden: 3, tree: true });
  const cases: [string, Network, object, RegExp][] = [
    ['no network', network, { layers: undefined }, /the network is an object; make one/],
    ['one layer', network, { layers: [6] }, /`layers` is \[6\]; give inputs, hidden units and output/],
    ['a layer that is no count', hidden, { layers: [6, 2.5, 1] }, /`layers` is 2.5; every layer needs at least 1/],
    ['a layer that is text', hidden, { layers: [6, '3', 1] }, /`layers` is 3; every layer needs at least 1/],
    [
      'weights of other layers',
      hidden,
      { layers: [6, 4, 1] },
      /`weights` of the network is 21, and its layers \[6,4,1\] have 28/,
    ],
    ['too few weights', network, { weights: 5 }, /`weights` of the network is 5, and its layers \[6,1\] have 6/],
    ['too many weights', network, { weights: 7 }, /`weights` of the network is 7/],
    ['weights missing', network, { weights: undefined }, /`weights` of the network is undefined/],
    ['weights NaN', network, { weights: Number.NaN }, /`weights` of the network is NaN/],
    ['no tie rule', network, { tie: undefined }, /`tie` is undefined; choose 'error'/],
    ['an unknown tie rule', network, { tie: 'minus' }, /`tie` is minus; choose 'error'/],
    ['a margin that is none', network, { margin: Number.NaN }, /`margin` is NaN; give a finite number/],
    ['a margin and hidden units', hidden, { margin: 0.5 }, /`margin` is 0.5 and `layers` \[6,3,1\]; a margin is for/],
    ['an unknown committee', tree, { committee: 'forest' }, /`committee` is forest; choose 'full' or 'tree'/],
    ['a tree that is full', tree, { committee: 'full' }, /`weights` of the network is 6, .* have 18/],
    ['a committee of one layer', network, { committee: 'full' }, /`layers` is \[6,1\]; a committee has inputs/],
    ['a committee of two outputs', tree, { layers: [6, 3, 2] }, /`layers` is \[6,3,2\]; a committee has inputs/],
    ['a tree that does not divide', tree, { layers: [6, 4, 1] }, /`inputs` is 6, which 4 hidden units cannot share/],
  ];
  test.each(cases)('%s', (_, good, wrong, sentence) => {
    expect(() => make({ ...good, ...wrong }, data)).toThrow(sentence);
  });

  test('‘plus’ with several outputs', () => {
    expect(() => make({ ...signNetwork([6, 3]), tie: 'plus' }, classes)).toThrow(/`tie` is plus/);
  });
});

test('anything in any field gives the same problem or a sentence', () => {
  const parts = {
    data: ['inputs', 'patterns', 'values', 'scale', 'labels', 'classes'],
    network: ['layers', 'weights', 'tie', 'committee', 'margin'],
  } as const;
  const anything = fc.anything({
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    values: [fc.integer(), fc.double(), fc.string(), fc.constantFrom(null, undefined, Number.NaN, 'error', 'full')],
  });
  const field = fc.oneof(
    fc.constantFrom(...parts.data).map((name) => ['data', name] as const),
    fc.constantFrom(...parts.network).map((name) => ['network', name] as const),
  );
  const whole = makeProblem(network, data);
  const { scale: _, ...others } = data;
  fc.assert(
    fc.property(field, anything, ([of, name], value) => {
      const given = of === 'data' ? [network, { ...data, [name]: value }] : [{ ...network, [name]: value }, data];
      let problem: unknown;
      try {
        problem = make(given[0], given[1]);
      } catch (error) {
        expect(String(error)).toMatch(/^(Type|Range)Error: .*(`[\w[\]]+`|the (network|data set) (has|is)).*[;,]/);
        return;
      }
      if (name === 'scale') expect(make(network, { ...others, scale: value })).toEqual(problem);
      else if (name !== 'tie' && name !== 'margin') expect(problem).toEqual(whole);
    }),
    { numRuns: 2000 },
  );
});

test('a number that is spoilt anywhere is found', () => {
  const real = fromArrays([[0.5, 1.25, -2, 1, 1, 3]], [1]);
  fc.assert(
    fc.property(fc.nat(3), fc.integer({ min: -128, max: 127 }), (at, label) => {
      fc.pre(label !== 1 && label !== -1);
      const labels = data.labels.slice();
      labels[at] = label;
      expect(() => make(network, { ...data, labels })).toThrow(`\`labels[${at}]\` is ${label}; labels are`);
    }),
  );
  fc.assert(
    fc.property(fc.nat(5), fc.integer({ min: 2 ** 30 + 1, max: 2 ** 31 - 1 }), fc.boolean(), (at, large, negative) => {
      const values = real.values.slice();
      values[at] = negative ? -large : large;
      expect(() => make(network, { ...real, values })).toThrow(/`values` of a pattern reach \d+, more than 2\^30/);
    }),
  );
});

test('levels of the same energy lie side by side, as many as the second axis has bins', () => {
  const sizes = ({ levels, stride }: ReturnType<typeof makeProblem>) => [levels, stride];
  expect(sizes(makeProblem(network, data))).toEqual([5, 1]);
  expect(sizes(withErrors(network, data, randomPatterns({ inputs: 6, patterns: 9, seed: 's' }), 10))).toEqual([50, 10]);
  expect(sizes(withDistance(network, data, new Int32Array(6).fill(1), 3))).toEqual([15, 3]);
});

test('a problem stays as it is when the data set and the network are changed afterwards', () => {
  const cases: [Network, Dataset][] = [
    [perceptron(6), data],
    [signNetwork([6, 3, 1]), data],
    [signNetwork([6, 3]), classes],
    [committee({ inputs: 6, hidden: 3 }), fromArrays([[0.5, 1.25, -2, 1, 1, 3]], [1])],
  ];
  for (const [network, data] of cases) {
    const mine = { ...data, values: data.values.slice(), labels: data.labels.slice() };
    const layers = [...network.layers];
    const problem = makeProblem({ ...network, layers }, mine);
    const before = structuredClone(problem);
    mine.values.fill(7);
    mine.labels.fill(0);
    layers.fill(1);
    expect(problem).toEqual(before);
  }
});
