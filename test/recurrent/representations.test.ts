import { describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { mean } from '#src/base/statistics.js';
import { rowCapacities, shuffleUnits } from '#src/recurrent/representations.js';
import { SeparatingVector } from '#src/recurrent/separating-vector.js';

const randomStates = (units: number, count: number, seed: string) => {
  const stream = randomStream(seed, 'states');
  return Array.from({ length: count }, () => Int8Array.from({ length: units }, () => stream.sign()));
};

/** Whole numbers up to 3 are enough to separate ±1 vectors of five entries wherever any vector does. */
const GRID = Array.from({ length: 7 ** 5 }, (_, k) =>
  Array.from({ length: 5 }, (_, i) => (Math.floor(k / 7 ** i) % 7) - 3),
);

function isSeparable(vectors: readonly ArrayLike<number>[]): boolean {
  return GRID.some((v) => vectors.every((x) => v.reduce((sum, value, i) => sum + value * x[i]!, 0) > 0));
}

test('vectors are separated exactly as long as some small whole numbers do', () => {
  for (let draw = 0; draw < 40; draw++) {
    const vectors = randomStates(5, 40, `separable ${draw}`).map((state) => Float64Array.from(state));
    const separating = new SeparatingVector(5, vectors.length, 1000);
    const ends = vectors.findIndex((vector) => separating.add(vector) !== 'separable');
    expect(separating.separated).toBe(ends);
    expect(isSeparable(vectors.slice(0, ends))).toBe(true);
    expect(isSeparable(vectors.slice(0, ends + 1))).toBe(false);
  }
});

describe('rows of couplings', () => {
  test('independent states fill two for each coupling, as Cover counted', async () => {
    // The negative binomial distribution: mean 2n and variance 2n for n couplings.
    const n = 30;
    const learned: number[] = [];
    for (let draw = 0; draw < 40; draw++) {
      const states = randomStates(n + 1, 120, `Cover ${draw}`);
      const [capacity] = await rowCapacities(states, { rows: [draw % (n + 1)] });
      expect(capacity!.end).toBe('unlearnable');
      learned.push(capacity!.learned);
    }
    expect(Math.abs(mean(learned) - 2 * n)).toBeLessThan(4 * Math.sqrt((2 * n) / 40));
  });

  test('what is said to be learned, the perceptron rule learns', async () => {
    const states = randomStates(16, 40, 'rule');
    for (const { row, learned } of await rowCapacities(states)) {
      expect(perceptronRule(states.slice(0, learned), row, 200_000)).toBe(true);
    }
  });

  test('of states that a network without self-coupling keeps, all are learned', async () => {
    // Unit 0 copies unit 1, so couplings are known.
    const states = randomStates(12, 200, 'copy').map((state) => state.with(0, state[1]!));
    expect(await rowCapacities(states, { rows: [0] })).toEqual([{ row: 0, learned: 200, end: 'all' }]);
  });

  test('a search that takes too long says that it does not know', async () => {
    const [capacity] = await rowCapacities(randomStates(30, 60, 'long'), { rows: [3], maximumSteps: 10 });
    expect(capacity!.end).toBe('unresolved');
  });

  test('can be stopped', async () => {
    const signal = AbortSignal.timeout(30);
    const states = randomStates(150, 400, 'stop');
    await expect(rowCapacities(states, { signal, onProgress() {} })).rejects.toThrow('aborted due to timeout');
  });
});

function perceptronRule(states: readonly Int8Array[], row: number, epochs: number): boolean {
  const couplings = new Float64Array(states[0]!.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    let wrong = 0;
    for (const state of states) {
      const field = couplings.reduce((sum, coupling, j) => sum + (j === row ? 0 : coupling * state[j]!), 0);
      if (field * state[row]! > 0) continue;
      wrong++;
      for (let j = 0; j < couplings.length; j++) couplings[j]! += state[row]! * state[j]!;
    }
    if (wrong === 0) return true;
  }
  return false;
}

test('shuffled states keep the mean of each unit and nothing else', () => {
  const stream = randomStream('shuffled', 'all alike');
  // All units agree within a state.
  const states = Array.from({ length: 200 }, () => new Int8Array(6).fill(stream.uniform() < 0.7 ? 1 : -1));
  const shuffled = shuffleUnits(states, { seed: 's' });
  for (let i = 0; i < 6; i++) expect(mean(shuffled.map((state) => state[i]!))).toBe(mean(states.map((s) => s[i]!)));
  const agree = mean(shuffled.map((state) => state[0]! * state[1]!));
  const level = mean(states.map((state) => state[0]!));
  expect(Math.abs(agree - level ** 2)).toBeLessThan(4 / Math.sqrt(200));
  expect(shuffleUnits(states, { seed: 's' })).toEqual(shuffled);
});

test('what is no list of states is refused', async () => {
  await expect(rowCapacities([])).rejects.toThrow('there are no states; give at least 1');
  await expect(
    rowCapacities([
      [1, 1],
      [1, 1, 1],
    ]),
  ).rejects.toThrow('`states[1]` has 3 units and `states[0]` has 2');
  await expect(rowCapacities([[1, 0]])).rejects.toThrow('`states[0][1]` is 0; states are −1 or +1');
  await expect(rowCapacities([[1, 1]], { rows: [2] })).rejects.toThrow('`rows[0]` is 2; give units from 0 to 1');
});
