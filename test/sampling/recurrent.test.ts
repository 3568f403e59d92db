import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { randomCouplings } from '#src/dataset/couplings.js';
import type { Dataset } from '#src/dataset/dataset.js';
import { plotDensity, plotEntropy } from '#src/figures/curves.js';
import type { Figure } from '#src/figures/figure.js';
import { plotDensityMap, plotJoint } from '#src/figures/maps.js';
import { countEnergies, freeWeights } from '#src/kernel/count.js';
import { makeProblem } from '#src/kernel/problem.js';
import { energy } from '#src/network/energy.js';
import type { Network } from '#src/network/network.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { anneal } from '#src/sampling/anneal.js';
import type { DensityOfStates } from '#src/sampling/density-of-states.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { fromJSON, toJSON } from '#src/sampling/results.js';
import { sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { wangLandau } from '#src/sampling/wang-landau.js';
import { nameTask } from '#src/study/result-entry.js';
import { configurations } from '../brute-force.js';

const short = { moves: 400_000, learningMoves: 1_000_000, walkers: 8 };

const rootMeanSquare = (values: number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

/** Differences from exact entropies in standard errors; the same levels must be known. */
function pulls(
  { entropy, standardError }: Pick<DensityOfStates, 'entropy' | 'standardError'>,
  exact: Pick<DensityOfStates, 'entropy'>,
): number[] {
  return Array.from(exact.entropy).flatMap((value, level) => {
    expect(Number.isFinite(entropy[level]!)).toBe(Number.isFinite(value));
    const error = standardError[level]!;
    return Number.isFinite(value) && error > 1e-9 ? [(entropy[level]! - value) / error] : [];
  });
}

const units = 14;
const couplings = randomCouplings({ units, seed: 'recurrent' });
const network = recurrentNetwork(units, { selfCoupling: 0.5 });
const fixedPoints = (await listSolutions(network, couplings)).configurations;

describe('an enumeration', () => {
  test.each([
    'normal',
    'signs',
  ] as const)('of half of the configurations is that of all, and is not mirrored: %s', async (values) => {
    const data = randomCouplings({ units: 21, seed: 'half', values });
    const system = recurrentNetwork(21, { selfCoupling: 0.5 });
    const problem = makeProblem(system, data);
    expect(problem.symmetry).toBe('even');
    const whole = new Float64Array(22);
    const prefixes = 2 ** (21 - freeWeights(problem));
    expect(prefixes).toBeGreaterThan(1);
    for (let prefix = 0; prefix < prefixes; prefix++) {
      countEnergies(problem, prefix).visits.forEach((count, level) => {
        whole[level]! += count;
      });
    }
    const { visits } = await enumerate(system, data);
    expect([...visits]).toEqual([...whole]);
    expect(visits.every((count) => count % 2 === 0)).toBe(true);
    expect([...visits]).not.toEqual([...visits].toReversed());
  });

  test('lists fixed points in pairs s and −s', () => {
    const listed = new Set(fixedPoints.map((states) => states.join()));
    expect(listed.size).toBeGreaterThan(10);
    for (const states of fixedPoints) {
      expect(energy(network, couplings, states)).toBe(0);
      expect(listed).toContain(states.map((state) => -state).join());
    }
  });
});

describe('Wang–Landau', () => {
  test('agrees with enumeration at N = 14 within calibrated error bars, over six networks', async () => {
    const found: number[] = [];
    for (const values of ['normal', 'signs'] as const) {
      for (const selfCoupling of [0.2, 0.5, 1]) {
        const data = randomCouplings({ units, seed: selfCoupling, values });
        const system = recurrentNetwork(units, { selfCoupling });
        const sampled = await wangLandau(system, data, { seed: selfCoupling, ...short });
        found.push(...pulls(sampled, await enumerate(system, data)));
        expect(sampled.diagnostics.symmetryResidual).toBe(null);
      }
    }
    expect(found.length).toBeGreaterThan(50);
    expect(rootMeanSquare(found)).toBeLessThan(1.5);
    expect(rootMeanSquare(found)).toBeGreaterThan(0.4);
  });

  test('agrees with enumeration at N = 20, in one window and in three', async () => {
    const found: number[] = [];
    const data = randomCouplings({ units: 20, seed: 1 });
    const system = recurrentNetwork(20, { selfCoupling: 0.5 });
    const exact = await enumerate(system, data);
    for (const windows of [1, 3]) {
      found.push(...pulls(await wangLandau(system, data, { seed: 1, ...short, windows }), exact));
    }
    expect(rootMeanSquare(found)).toBeLessThan(2);
  });
});

describe('around a fixed point', () => {
  const [from] = fixedPoints;
  const axis = { of: 'distance', from: from! } as const;
  const distance = (states: ArrayLike<number>) =>
    Array.from(states).filter((state, unit) => state !== from![unit]).length;
  const counts = new Float64Array((units + 1) ** 2);
  for (const states of configurations(units)) {
    counts[energy(network, couplings, states) * (units + 1) + distance(states)]! += 1;
  }
  const exact = { entropy: counts.map(Math.log) };

  test('the joint density of states is that of brute force', async () => {
    const { visits, marginal } = await jointEnumerate(network, couplings, axis);
    expect([...visits]).toEqual([...counts]);
    expect([...marginal.visits]).toEqual([...(await enumerate(network, couplings)).visits]);
    expect(counts[0]).toBe(1);
  });

  test('the sampled one agrees with it, over all energies and below a ceiling', async () => {
    const options = { seed: 'around', moves: 1_000_000, learningMoves: 2_000_000, walkers: 8 };
    const all = await jointWangLandau(network, couplings, axis, options);
    expect(rootMeanSquare(pulls(all, exact))).toBeLessThan(1.5);
    const highest = 3;
    const below = await jointWangLandau(network, couplings, axis, { ...options, energies: { highest } });
    const end = (highest + 1) * (units + 1);
    const [low, lowExact] = [below, exact].map(({ entropy }) => entropy.subarray(0, end));
    const standardError = below.standardError.subarray(0, end);
    expect(rootMeanSquare(pulls({ entropy: low!, standardError }, { entropy: lowExact! }))).toBeLessThan(1.5);
    expect(below.entropy.subarray(end).every((value) => value === -Infinity)).toBe(true);
  });
});

test('drawn configurations have the energy that was asked for, and all fixed points are drawn', async () => {
  const dos = await wangLandau(network, couplings, { seed: 's', ...short });
  for (const level of [0, 3]) {
    const drawn = (await sampleConfigurations(dos, level, 50)).configurations;
    for (const states of drawn) expect(energy(network, couplings, states)).toBe(level);
  }
  const { configurations: drawn } = await sampleConfigurations(dos, 0, 20 * fixedPoints.length);
  expect(new Set(drawn.map(String))).toEqual(new Set(fixedPoints.map(String)));
});

test('annealing ends close to a fixed point', async () => {
  const big = randomCouplings({ units: 60, seed: 's' });
  const system = recurrentNetwork(60, { selfCoupling: 0.5 });
  const schedule = Array.from({ length: 20 }, (_, k) => ({ beta: 0.5 * (k + 1), sweeps: 20 }));
  const { weights, energies } = await anneal(system, big, { schedule, seed: 's' });
  expect(energies.at(-1)).toBe(energy(system, big, weights));
  expect(energies.at(-1)).toBeLessThan(3);
});

describe('the self-coupling', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is part of the result, of its JSON and of its key in the store', async () => {
    const dos = await wangLandau(network, couplings, { seed: 's', ...short });
    const read = fromJSON(JSON.parse(JSON.stringify(toJSON(dos)))) as typeof dos;
    expect(read.provenance.network).toEqual({ layers: [14, 14], weights: 14, tie: 'error', selfCoupling: 0.5 });
    const keyOf = (system: Network, data: Dataset = couplings) =>
      nameTask({ sampler: 'enumerate', network: system, data }).key;
    const keys = [0, 0.5, 0.5000001, 1].map((selfCoupling) => keyOf(recurrentNetwork(units, { selfCoupling })));
    expect(new Set([...keys, keyOf(network, randomCouplings({ units, seed: 'other' }))]).size).toBe(5);
  });

  test('belongs to a checkpoint, from which a run goes on with the same bits', async () => {
    const checkpoint = join(folder, 'run');
    const options = { seed: 's', ...short, workers: 1 } as const;
    const whole = await wangLandau(network, couplings, options);
    const stop = new AbortController();
    const stopped = { signal: stop.signal, onProgress: ({ done }: { done: number }) => done > 0 && stop.abort() };
    await wangLandau(network, couplings, { ...options, checkpoint, ...stopped });
    await expect(wangLandau(recurrentNetwork(units), couplings, { ...options, checkpoint })).rejects.toThrow(
      /belongs to another run: its `selfCoupling` is 0.5/,
    );
    expect((await wangLandau(network, couplings, { ...options, checkpoint })).entropy).toEqual(whole.entropy);
  });
});

describe('figures', () => {
  /** The title of a figure, and those of its axes. */
  function titles({ layout }: Figure): string[] {
    type Titled = { title: { text: string } };
    const { xaxis, yaxis } = layout as { [axis: string]: Titled };
    // Without the italics of symbols.
    return [layout as Titled, xaxis!, yaxis!].map(({ title }) => title.text.replace(/<\/?i>/g, ''));
  }

  test('speak of units and violated conditions, and of J_D where they spoke of P', async () => {
    const dos = await enumerate(network, couplings);
    const other = await enumerate(recurrentNetwork(units, { selfCoupling: 1 }), couplings);
    const title = 'N = 14, J<sub>D</sub> = 0.5';
    const origin = 'random couplings · seed recurrent';
    expect(titles(plotEntropy([dos, other]))).toEqual([
      `${title} and 1 · ${origin}`,
      'energy E (violated conditions)',
      'entropy S(E) (nats)',
    ]);
    expect(titles(plotDensity(dos))).toEqual([
      `${title} · ${origin}`,
      'energy per unit, E/N',
      'density of states, ρ(E/N)',
    ]);
    const scan = [dos, other].map((curve, value) => ({ value, curve }));
    expect(titles(plotDensityMap(scan, { parameter: 'J' }))).toEqual(['N = 14', 'J', 'energy per unit, E/N']);
    const axis = { of: 'errors', data: randomCouplings({ units, seed: 1 }) } as const;
    expect(titles(plotJoint(await jointEnumerate(network, couplings, axis)))).toEqual([
      `${title} · ${origin}`,
      'energy E (violated conditions)',
      'violated conditions of other couplings',
    ]);
  });
});
