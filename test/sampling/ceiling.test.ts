import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { energy } from '#src/network/energy.js';
import { committee, perceptron } from '#src/network/network.js';
import { type JointOptions, jointEnumerate, jointWangLandau } from '#src/sampling/joint.js';
import { atEnergy, type JointDensityOfStates } from '#src/sampling/joint-density.js';
import { listSolutions } from '#src/sampling/list-solutions.js';
import { fromJSON, toJSON, verdict } from '#src/sampling/results.js';
import { goldenInstance } from '../golden.js';

const data = goldenInstance({ inputs: 15, patterns: 8, seed: 1 });
const network = perceptron(15);
const [solution] = (await listSolutions(network, data)).configurations;
const [other] = (await listSolutions(network, data, { energy: 2 })).configurations;

const run = (from: ArrayLike<number>, options: Partial<JointOptions>, bins?: number) =>
  jointWangLandau(
    network,
    data,
    { of: 'distance', from, ...(bins && { bins }) },
    { seed: 'ceiling', moves: 400_000, learningMoves: 1_000_000, walkers: 8, ...options },
  );

const rootMeanSquare = (values: number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

/** Differences from a truth in standard errors, over the bins up to the ceiling; what exists must be found. */
function pulls(sampled: JointDensityOfStates, exact: JointDensityOfStates, highest: number): number[] {
  const end = (highest + 1) * exact.axis.values.length;
  return Array.from(exact.entropy.subarray(0, end)).flatMap((entropy, level) => {
    expect(Number.isFinite(sampled.entropy[level]!)).toBe(Number.isFinite(entropy));
    const error = sampled.standardError[level]!;
    return Number.isFinite(entropy) && error > 1e-9 ? [(sampled.entropy[level]! - entropy) / error] : [];
  });
}

describe('below a ceiling of energies', () => {
  const cases: [string, Int8Array, number, number | undefined][] = [
    ['around a solution', solution!, 3, undefined],
    ['in bins of two distances', solution!, 2, 8],
    ['around a reference that solves nothing', other!, 3, undefined],
    ['up to the reference itself', other!, 2, 16],
  ];

  test.each(cases)('g(E, d) is that of enumeration, %s', async (_, from, highest, bins) => {
    const sampled = await run(from, { energies: { highest } }, bins);
    const exact = await jointEnumerate(network, data, { of: 'distance', from, ...(bins && { bins }) });
    const found = pulls(sampled, exact, highest);
    expect(found.length).toBeGreaterThan(15);
    expect(rootMeanSquare(found)).toBeLessThan(1.5);
    // Error bars tell something: the pulls are not small because the bars are wide.
    const errors = sampled.standardError.subarray(0, 8);
    expect(Math.min(...errors)).toBeLessThan(0.1);
    const above = sampled.entropy.subarray((highest + 1) * sampled.axis.values.length);
    expect(above.every((entropy) => entropy === -Infinity)).toBe(true);
  });

  test('the error of the count that normalises is part of the error bars', async () => {
    const exact = await jointEnumerate(network, data, { of: 'distance', from: solution! });
    const total = [];
    for (let seed = 0; seed < 8; seed++) {
      const sampled = await run(solution!, { seed, energies: { highest: 2 }, moves: 20_000 });
      total.push((sampled.marginal.entropy[0]! - exact.marginal.entropy[0]!) / sampled.marginal.standardError[0]!);
    }
    expect(rootMeanSquare(total)).toBeLessThan(1.6);
    expect(rootMeanSquare(total)).toBeGreaterThan(0.4);
  });

  test('g(0, d) is that of a run over all energies', async () => {
    const [below, whole] = await Promise.all([run(solution!, { energies: { highest: 3 } }), run(solution!, {})]);
    const [one, two] = [atEnergy(below, 0), atEnergy(whole, 0)];
    const differences = [...one.entropy.keys()]
      .filter((bin) => Number.isFinite(two.entropy[bin]!) && one.standardError[bin]! > 1e-9)
      .map(
        (bin) => (one.entropy[bin]! - two.entropy[bin]!) / Math.hypot(one.standardError[bin]!, two.standardError[bin]!),
      );
    expect(differences.length).toBeGreaterThan(6);
    expect(rootMeanSquare(differences)).toBeLessThan(1.6);
  });

  test('holds for a committee', async () => {
    const votes = committee({ inputs: 15, hidden: 3, tree: true });
    const from = Int8Array.from({ length: 15 }, (_, k) => (k % 2 === 0 ? 1 : -1));
    const own = energy(votes, data, from);
    const axis = { of: 'distance', from } as const;
    const options = { seed: 's', moves: 400_000, learningMoves: 1_000_000, walkers: 8, energies: { highest: own } };
    const sampled = await jointWangLandau(votes, data, axis, options);
    const exact = await jointEnumerate(votes, data, axis);
    expect(rootMeanSquare(pulls(sampled, exact, own))).toBeLessThan(1.5);
  });

  test('the result says what it is of, and stays so in JSON', async () => {
    const sampled = await run(solution!, { energies: { highest: 2 } });
    expect(sampled.name).toBe('joint Wang–Landau, E ≤ 2');
    expect(verdict(sampled)).toMatch(
      /^Reliable within.*Only energies up to 2 were asked for: the entropies are normalised by the \d+ configurations known there/,
    );
    const { diagnostics, provenance } = sampled.marginal;
    expect(provenance.method.options).toMatchObject({ energies: { highest: 2 } });
    expect(diagnostics.notFound).toMatchObject({ absent: [], missed: [] });
    expect(diagnostics.doubts).toEqual([]);
    const read = fromJSON(JSON.stringify(toJSON(sampled)), 'weightspace/joint-density-of-states');
    expect(read.entropy).toEqual(sampled.entropy);
    expect(read.marginal.diagnostics).toEqual(diagnostics);
  });

  test('any number of workers, and a run that was stopped and resumed, give the same bits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
    const options = { energies: { highest: 2 } };
    const [whole, two] = [
      await run(solution!, { ...options, workers: 1 }),
      await run(solution!, { ...options, workers: 2 }),
    ];
    const checkpoint = join(folder, 'ceiling');
    const resumed = [];
    // In the learning, on the way below the ceiling, and in the count.
    for (const [at, phase] of [
      [2, 'learning'],
      [1, 'entering'],
      [3, 'production'],
    ] as const) {
      rmSync(checkpoint, { force: true });
      const stop = new AbortController();
      let events = 0;
      const onProgress = ({ detail }: { detail?: string }) => {
        if (detail?.startsWith(phase) && ++events === at) stop.abort();
      };
      await run(solution!, { ...options, checkpoint, signal: stop.signal, onProgress });
      expect(stop.signal.aborted).toBe(true);
      resumed.push(await run(solution!, { ...options, checkpoint }));
    }
    const otherwise = run(solution!, { energies: { highest: 3 }, checkpoint });
    await expect(otherwise).rejects.toThrow(/its `energies` is \{"highest":2\}, here it is \{"highest":3\}/);
    rmSync(folder, { recursive: true });
    for (const one of [two, ...resumed]) {
      expect(one.entropy).toEqual(whole.entropy);
      expect(one.standardError).toEqual(whole.standardError);
    }
  });

  test('what cannot be normalised is an error', async () => {
    await expect(run(other!, { energies: { highest: 1 } })).rejects.toThrow(
      /^the reference `from` has energy 2, above `energies.highest` \(1\); raise it to 2 or more/,
    );
    await expect(run(solution!, { energies: { highest: 9 } })).rejects.toThrow(/`energies.highest` is 9; .* 0 to 8/);
    await expect(run(solution!, { energies: { lowest: 1 } } as never)).rejects.toThrow(
      /energies has no option `lowest`/,
    );
    await expect(run(solution!, { energies: { highest: 3 } }, 5)).rejects.toThrow(
      /with 5 bins .* give at least 8 `bins`/,
    );
    const errors = { of: 'errors', data } as const;
    await expect(jointWangLandau(network, data, errors, { seed: 1, energies: { highest: 3 } })).rejects.toThrow(
      /`energies` needs the distance axis/,
    );
  });
});
