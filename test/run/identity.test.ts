import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { randomPatterns } from '#src/dataset/random.js';
import { type Network, perceptron, signNetwork } from '#src/network/network.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import type { Axis } from '#src/sampling/joint-axis.js';
import { sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { scheduleAccuracy } from '#src/study/schedule-accuracy.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = randomPatterns({ inputs: 10, patterns: 8, seed: 'identity' });
const others = randomPatterns({ inputs: 10, patterns: 5, seed: 'others' });
const network = perceptron(10);
const short = { seed: 'walk', moves: 20_000, learningMoves: 20_000, walkers: 2 };
const errors: Axis = { of: 'errors', data: others };

/** A copy whose arrays are its own. */
function copyOf(data: Dataset): Dataset {
  return { ...data, values: data.values.slice(), labels: data.labels.slice() };
}

/** A copy with a label, or an input, that was turned round in place. */
function withLabel(data: Dataset): Dataset {
  const copy = copyOf(data);
  copy.labels[3]! *= -1;
  return copy;
}
function withInput(data: Dataset): Dataset {
  const copy = copyOf(data);
  copy.values[17]! *= -1;
  return copy;
}

/** The same numbers as a data set of their own. */
function afresh({ values, labels, patterns, inputs, scale }: Dataset): Dataset {
  const numbers = Float64Array.from(values, (value) => value / scale);
  return fromArrays(numbers, labels, { shape: [patterns, inputs], scale });
}

const changes: [string, (data: Dataset) => Dataset][] = [
  ['a label changed in place', withLabel],
  ['an input changed in place', withInput],
  ['other labels spread beside the old provenance', (data) => ({ ...data, labels: withLabel(data).labels })],
  ['other inputs spread beside the old provenance', (data) => ({ ...data, values: withInput(data).values })],
  ['another grid', (data) => ({ ...data, scale: 2 })],
];

describe('the provenance says what was run:', () => {
  test.each(changes)('%s', async (_, change) => {
    const [before, changed] = [await enumerate(network, data), change(data)];
    const dos = await enumerate(network, changed);
    expect(dos.entropy).toEqual((await enumerate(network, afresh(changed))).entropy);
    const { checksum, source, parameters } = dos.provenance.dataset;
    expect(checksum).toBe(afresh(changed).provenance.checksum);
    expect(checksum).not.toBe(before.provenance.dataset.checksum);
    expect({ source, parameters }).toEqual({
      source: 'random patterns, random labels, changed',
      parameters: data.provenance.parameters,
    });
    expect(dos.data?.provenance).toBe(dos.provenance.dataset);
    expect(dos.data?.classCounts).toEqual(afresh(changed).classCounts);
    // What has changed once more is changed, no more.
    expect((await enumerate(network, withInput(withInput(dos.data!)))).provenance.dataset).toEqual(
      dos.provenance.dataset,
    );
  });

  test('data that are as they were keep their provenance', async () => {
    for (const same of [data, copyOf(data), withLabel(withLabel(data))]) {
      expect((await enumerate(network, same)).provenance.dataset).toBe(data.provenance);
    }
    expect((await wangLandau(network, data, short)).data).toBe(data);
  });

  test('every sampler does so, of both its data sets', async () => {
    const changed = withLabel(data);
    const checksum = afresh(changed).provenance.checksum;
    const otherAxis: Axis = { of: 'errors', data: withLabel(others) };
    const joint = await jointWangLandau(network, changed, otherAxis, { ...short, moves: 100_000 });
    const results = [
      await wangLandau(network, changed, short),
      await wangLandau(network, changed, { seed: 1, protocol: 'paper', mostMoves: 1e5, walkers: 2 }),
      joint.marginal,
      (await jointEnumerate(network, changed, otherAxis)).marginal,
    ];
    for (const { provenance, data } of results) {
      expect(provenance.dataset.checksum).toBe(checksum);
      expect(data?.provenance.source).toMatch(/, changed$/);
    }
    expect(joint.data!.provenance.checksum).toBe(checksum);
    const { axisData } = joint.marginal.provenance.method.options;
    expect(axisData).toBe(afresh(otherAxis.data).provenance.checksum);
  });

  test('data without a provenance are refused with an error', async () => {
    const { provenance: _, ...bare } = data;
    await expect(enumerate(network, bare as Dataset)).rejects.toThrow(/has no `provenance`; make it with fromArrays/);
    await expect(jointEnumerate(network, data, { of: 'errors', data: bare as Dataset })).rejects.toThrow(
      /`provenance`/,
    );
    await expect(jointEnumerate(network, data, { of: 'errors' } as Axis)).rejects.toThrow(
      /the data set is undefined; make one/,
    );
    const handMade = { inputs: 3, patterns: 2, values: [1, 1, 1, -1, 1, 1], labels: [1, -1] };
    await expect(enumerate(perceptron(3), handMade as never)).rejects.toThrow(
      /`values` of the data set is .*; give an Int32Array of 6, or make the data set with fromArrays/,
    );
  });
});

describe('a checkpoint is not resumed after a change:', () => {
  /** Runs of one kind, in one file. */
  type Start = (checkpoint: string, given: { network?: Network; data?: Dataset; others?: Dataset }) => Promise<unknown>;
  const kinds: [string, Start][] = [
    [
      'wangLandau',
      (checkpoint, given) => wangLandau(given.network ?? network, given.data ?? data, { ...short, checkpoint }),
    ],
    ['enumerate', (checkpoint, given) => enumerate(given.network ?? network, given.data ?? data, { checkpoint })],
    [
      'jointWangLandau',
      (checkpoint, given) =>
        jointWangLandau(
          given.network ?? network,
          given.data ?? data,
          { ...errors, data: given.others ?? others },
          { ...short, checkpoint },
        ),
    ],
    [
      'jointEnumerate',
      (checkpoint, given) =>
        jointEnumerate(
          given.network ?? network,
          given.data ?? data,
          { ...errors, data: given.others ?? others },
          { checkpoint },
        ),
    ],
  ];
  test.each(kinds)('%s', async (name, start) => {
    const begun = join(folder, `${name}.begun`);
    await start(begun, {});
    const attempt = (given: Parameters<Start>[1]) => {
      const checkpoint = join(folder, `${name}.again`);
      copyFileSync(begun, checkpoint);
      return start(checkpoint, given);
    };
    await attempt({});
    await attempt({ data: copyOf(data) });
    for (const [, change] of changes) {
      await expect(attempt({ data: change(data) })).rejects.toThrow(/belongs to another run: its `dataset` is/);
      if (name.startsWith('joint')) {
        await expect(attempt({ others: change(others) })).rejects.toThrow(/another run: its `axisData` is/);
      }
    }
    await expect(attempt({ network: { ...network, tie: 'plus' } })).rejects.toThrow(
      /its `tie` is "error", here it is "plus"/,
    );
    await expect(attempt({ network: { ...network, weights: 9 } })).rejects.toThrow(/`weights` of the network is 9/);
  });

  test('sampleConfigurations, nor with other weights of the walk', async () => {
    const checkpoint = join(folder, 'configurations');
    const draw = (dos: Awaited<ReturnType<typeof enumerate>>) => sampleConfigurations(dos, 3, 5, { checkpoint });
    await draw(await enumerate(network, data));
    await expect(draw(await enumerate(network, withLabel(data)))).rejects.toThrow(/its `dataset` is/);
    await expect(draw(await enumerate({ ...network, tie: 'plus' }, data))).rejects.toThrow(/its `tie` is/);
    await expect(draw(await wangLandau(network, data, short))).rejects.toThrow(/its `(spacing|walk)` is/);
  });
});

describe('configurations are drawn of the data that the density of states is of', () => {
  test.each(changes)('not after %s', async (_, change) => {
    const dos = await enumerate(network, data);
    await expect(sampleConfigurations(dos, 3, 1, { data: change(data) })).rejects.toThrow(/their checksums differ/);
    // The same numbers under another name are the same data.
    const { configurations: drawn } = await sampleConfigurations(dos, 3, 4, { data: afresh(data) });
    expect(drawn).toEqual((await sampleConfigurations(dos, 3, 4)).configurations);
  });

  test('not after the data were changed in place, and with the network that was run', async () => {
    const mine = copyOf(data);
    const ours = { ...network, tie: 'error' as 'error' | 'plus', layers: [...network.layers] };
    const dos = await enumerate(ours, mine);
    const { configurations: drawn } = await sampleConfigurations(dos, 3, 4);
    ours.tie = 'plus';
    ours.layers[0] = 3;
    expect(dos.provenance.network).toEqual(network);
    expect((await sampleConfigurations(dos, 3, 4)).configurations).toEqual(drawn);
    mine.labels[3]! *= -1;
    await expect(sampleConfigurations(dos, 3, 4)).rejects.toThrow(/checksums differ; give the one .* unchanged/);
  });
});

test('data and network that change during a run do not change it', async () => {
  const deep = signNetwork([10, 3, 1]);
  for (const network of [perceptron(10), deep]) {
    const whole = await wangLandau(network, data, short);
    const mine = copyOf(data);
    const ours = { ...network, layers: [...network.layers] };
    let changed = false;
    const onProgress = () => {
      mine.labels.fill(-1);
      mine.values.fill(1);
      ours.layers.fill(2);
      changed = true;
    };
    const result = await wangLandau(ours, mine, { ...short, workers: 1, onProgress });
    expect(changed).toBe(true);
    expect(result.entropy).toEqual(whole.entropy);
    expect(result.provenance.dataset).toBe(data.provenance);
    expect(result.provenance.network).toEqual(network);
  }
  const exact = await enumerate(network, data);
  const accuracy = (given: Dataset, onProgress = () => {}) =>
    scheduleAccuracy(network, given, { schedule: 'production', moves: 400_000, exact, runs: 2, seed: 's', onProgress });
  const mine = copyOf(data);
  const { error } = await accuracy(mine, () => void mine.labels.fill(1));
  expect(error).toBe((await accuracy(data)).error);
});
