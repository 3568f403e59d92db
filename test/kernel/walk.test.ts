import { describe, expect, test } from 'vitest';
import { randomPatterns } from '#src/dataset/random.js';
import { MAX_PATTERNS } from '#src/kernel/limits.js';
import { makeProblem, withDistance } from '#src/kernel/problem.js';
import { RemoteWalk } from '#src/kernel/remote-walk.js';
import { Thread } from '#src/kernel/thread.js';
import { Walk } from '#src/kernel/walk.js';
import { energy } from '#src/network/energy.js';
import { perceptron, type TieRule } from '#src/network/network.js';
import { dataOfModel, models } from '../problems.js';

describe.each(models)('a walk on the model %s', (model) => {
  test.each([1, 6, 31, 44, 129])('keeps the energy of its configuration, N = %i', (inputs) => {
    const data = dataOfModel[model](inputs, `walk ${inputs}`);
    const network = perceptron(inputs);
    const problem = makeProblem(network, data);
    expect(problem.model).toBe(model);
    const walk = new Walk(problem, 'seed');
    for (let chunk = 0, logF = 1; chunk < 20; chunk++, logF /= 2) {
      const view = walk.run(7, logF);
      expect(view.energy).toBe(energy(network, data, view.weights));
    }
  });

  test.each<TieRule>(['error', 'correct', 'plus'])('follows the tie rule %s', (tie) => {
    const data = dataOfModel[model](10, `tie ${tie}`);
    const network = perceptron(10, { tie });
    const walk = new Walk(makeProblem(network, data), 'seed');
    for (let chunk = 0; chunk < 20; chunk++) {
      const view = walk.run(3, 0.1);
      expect(view.energy).toBe(energy(network, data, view.weights));
    }
  });

  test('counts every proposal, of a flip or of a pair of them, as one visit, and adds logF with it', () => {
    const walk = new Walk(makeProblem(perceptron(31), dataOfModel[model](31, 'visits')), 'seed');
    walk.run(100, 1);
    walk.clearVisits();
    const before = walk.run(0, 0);
    const after = walk.run(40, 0.25);
    expect(after.visits.reduce((sum, count) => sum + count)).toBe(20 * 500 + 20 * 250);
    expect(after.moves - before.moves).toBe(40 * 500);
    after.visits.forEach((count, level) => {
      if (before.entropy[level] !== -Infinity) {
        expect(after.entropy[level]! - before.entropy[level]!).toBeCloseTo(0.25 * count, 6);
      }
    });
  });
});

describe('a walk', () => {
  const data = randomPatterns({ inputs: 41, patterns: 30, seed: 'walk' });
  const problem = makeProblem(perceptron(41), data);

  test('has the same bits for the same seed, however it is cut, and in another thread', async () => {
    const whole = new Walk(problem, 'seed').run(50, 0.5);
    const cut = new Walk(problem, 'seed');
    cut.run(20, 0.5);
    expect(cut.run(30, 0.5)).toEqual(whole);
    const thread = new Thread();
    const remote = await RemoteWalk.open(thread, problem, 'seed');
    for (let left = 50; left > 0; ) left -= (await remote.advance(left, 0.5)).blocks;
    expect(await remote.view()).toEqual(whole);
    await thread.stop();
    expect(new Walk(problem, 'other').run(50, 0.5)).not.toEqual(whole);
  });

  test('has the same bits on every machine and in every version', () => {
    const view = new Walk(problem, 'golden').run(200, 0.125);
    expect([view.energy, view.accepted, ...view.visits.slice(10, 20)]).toMatchInlineSnapshot(`
      [
        25,
        40218,
        3082,
        3051,
        3084,
        2839,
        3089,
        3096,
        2843,
        2836,
        2823,
        3061,
      ]
    `);
  });

  test('enters a new level at the smallest known entropy, so that it can leave again', () => {
    const walk = new Walk(problem, 'late');
    let learned = new Float64Array() as Float64Array;
    for (let logF = 1; logF > 1e-3; logF /= 2) learned = walk.run(400, logF).entropy;
    const known = [...learned.keys()].filter((level) => learned[level] !== -Infinity);
    const middle = known[Math.floor(known.length / 2)]!;
    walk.setEntropy(learned.map((value, level) => (level === middle ? -Infinity : value)));
    walk.clearVisits();
    const view = walk.run(2000, 0);
    const smallest = Math.min(...known.filter((level) => level !== middle).map((level) => learned[level]!));
    expect(view.entropy[middle]).toBe(smallest);
    expect(view.discovered).toBeGreaterThan(0);
    const later = walk.run(2000, 0.01);
    expect(known.filter((level) => later.visits[level]! > 1000).length).toBeGreaterThan(10);
  });

  test('visits all configurations of a level alike, by flips and by pairs of flips', () => {
    const small = makeProblem(perceptron(5), randomPatterns({ inputs: 5, patterns: 4, seed: 'small' }));
    const seen = new Map<string, { level: number; count: number }>();
    const walk = new Walk(small, 'alike');
    walk.setEntropy(Float64Array.of(0, 0.5, 1, 0.5, 0));
    for (let look = 0; look < 40_000; look++) {
      const { weights, energy: level } = walk.run(2, 0);
      const key = String(weights);
      seen.set(key, { level, count: (seen.get(key)?.count ?? 0) + 1 });
    }
    const weight = [1, Math.exp(-0.5), Math.exp(-1), Math.exp(-0.5), 1];
    const total = [...seen.values()].reduce((sum, { level }) => sum + weight[level]!, 0);
    const chiSquare = [...seen.values()].reduce((sum, { level, count }) => {
      const expected = (40_000 * weight[level]!) / total;
      return sum + (count - expected) ** 2 / expected;
    }, 0);
    expect(seen.size).toBe(32);
    expect(chiSquare).toBeLessThan(31 + 4 * Math.sqrt(62));
  });

  test('goes on from its saved bytes, also where it took another’s place', () => {
    const walks = ['one', 'two'].map((seed) => new Walk(problem, seed));
    for (const walk of walks) walk.run(33, 0.25);
    walks[0]!.exchange(walks[1]!);
    const again = walks.map((walk) => new Walk(problem, walk.save()));
    expect(again.map((walk) => walk.run(21, 0.125))).toEqual(walks.map((walk) => walk.run(21, 0.125)));
  });

  test('with a second axis keeps the sums of its number with the visits: exchanged, saved and forgotten with them', () => {
    const axis = withDistance(perceptron(41), data, new Int32Array(41).fill(1), 3);
    const [one, two] = ['one', 'two'].map((seed) => new Walk(axis, seed)) as [Walk, Walk];
    const [a, b] = [one.run(10, 1), two.run(20, 0.5)];
    expect(a.sums.some((sum) => sum > 0)).toBe(true);
    one.exchange(two);
    expect(one.view()).toEqual({ ...a, entropy: b.entropy, visits: b.visits, sums: b.sums });
    const again = new Walk(axis, one.save());
    expect(again.run(7, 0.25)).toEqual(one.run(7, 0.25));
    one.clearVisits();
    expect(one.view().sums).toEqual(new Float64Array(axis.levels));
    expect(two.view().sums).toEqual(a.sums);
  });

  test('exchanges entropies and visits, and keeps its place', () => {
    const [one, two] = ['one', 'two'].map((seed) => new Walk(problem, seed)) as [Walk, Walk];
    const [a, b] = [one.run(10, 1), two.run(20, 0.5)];
    one.exchange(two);
    expect(one.view()).toEqual({ ...a, entropy: b.entropy, visits: b.visits });
    expect(two.view()).toEqual({ ...b, entropy: a.entropy, visits: a.visits });
  });

  test.each([
    [false, 1],
    [true, 1],
    [false, 3],
  ])('counts round trips across the bulk, folded %j, %i bins, and hands them on with its table', (folded, bins) => {
    const own = bins === 1 ? problem : withDistance(perceptron(41), data, new Int32Array(41).fill(1), bins);
    const bulk = [11, folded ? 15 : 19] as const;
    const ends = { ends: [0, 1], bulk, folded } as const;
    const [walk, other] = ['one', 'two'].map((seed) => new Walk(own, seed)) as [Walk, Walk];
    const steps = Float64Array.from(
      { length: own.levels },
      (_, level) => -0.3 * Math.abs(Math.floor(level / bins) - 15),
    );
    for (const one of [walk, other]) {
      one.setEntropy(steps);
      one.clearVisits(ends);
    }
    const fold = (energy: number) => (folded ? Math.min(energy, 30 - energy) : energy);
    let before = walk.view();
    let holder = walk;
    let [last, halfTrips] = [0, 0];
    for (let block = 0; block < 2000; block++) {
      if (block % 7 === 0) {
        walk.exchange(other);
        holder = holder === walk ? other : walk;
      }
      const view = holder.run(1, 0);
      const visited = [...view.visits.keys()].filter((level) => view.visits[level]! > before.visits[level]!);
      const energies = visited.map((level) => fold(Math.floor(level / bins)));
      const standing = fold(Math.floor(view.energy / bins));
      const isLow = standing <= bulk[0] || energies.includes(bulk[0]);
      const isHigh = standing >= bulk[1] || energies.includes(bulk[1]);
      const end = isLow && isHigh ? (last === 0 ? 1 : -last) : isLow ? -1 : isHigh ? 1 : last;
      if (end !== last && last !== 0) halfTrips++;
      last = end;
      before = view;
    }
    expect(halfTrips).toBeGreaterThan(20);
    expect(before.bulkHalfTrips).toBe(halfTrips);
    holder.clearVisits();
    expect(holder.run(100, 0).bulkHalfTrips).toBe(0);
  });

  test('draws each weight equally often', () => {
    // With S known nowhere but flat everywhere, all moves are accepted: weights become independent fair coins.
    const walk = new Walk(problem, 'fair');
    walk.setEntropy(new Float64Array(31));
    const sums = new Float64Array(41);
    for (let chunk = 0; chunk < 2000; chunk++)
      walk.run(1, 0).weights.forEach((weight, k) => {
        sums[k] += weight;
      });
    const chiSquare = sums.reduce((sum, value) => sum + value ** 2 / 2000, 0);
    expect(chiSquare).toBeGreaterThan(41 - 4 * Math.sqrt(82));
    expect(chiSquare).toBeLessThan(41 + 4 * Math.sqrt(82));
  });

  test('accepts with probability exp(−ΔS)', () => {
    // Two levels: one weight, one pattern. S(0) − S(1) = 1: from E = 1 the flip is accepted with probability 1/e.
    const two = makeProblem(perceptron(1), randomPatterns({ inputs: 1, patterns: 1, seed: 'two' }));
    const walk = new Walk(two, 'accept');
    walk.setEntropy(Float64Array.of(1, 0));
    walk.setPairs(false);
    const { visits } = walk.run(20_000, 0);
    const expected = 1 / (1 + Math.E);
    expect(Math.abs(visits[0]! / (visits[0]! + visits[1]!) - expected)).toBeLessThan(0.001);
  });
});

describe('a problem', () => {
  test('asks that network and data fit', () => {
    const data = randomPatterns({ inputs: 5, patterns: 3, seed: 's' });
    expect(() => makeProblem(perceptron(7), data)).toThrow(/7 inputs and the data set 5; build it with data.inputs/);
  });

  test('says how many patterns the kernel has room for', () => {
    const data = randomPatterns({ inputs: 3, patterns: MAX_PATTERNS + 1, seed: 's' });
    expect(() => makeProblem(perceptron(3), data)).toThrow(/has 2049 patterns; the kernel has room for 2048/);
  });
});

describe('a thread', () => {
  test('that dies says so, and to all who wait', async () => {
    const thread = new Thread();
    const data = randomPatterns({ inputs: 41, patterns: 30, seed: 'walk' });
    const walk = await RemoteWalk.open(thread, makeProblem(perceptron(41), data), 's');
    const waiting = thread.count(makeProblem(perceptron(41), data), 0);
    await thread.stop();
    await expect(waiting).rejects.toThrow(/a worker thread stopped .*run it again/);
    await expect(walk.advance(1, 1)).rejects.toThrow(/a worker thread stopped/);
  });
});
