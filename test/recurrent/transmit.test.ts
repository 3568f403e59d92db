import { expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { randomCouplings } from '#src/dataset/couplings.js';
import { energy } from '#src/network/energy.js';
import { recurrentNetwork } from '#src/network/recurrent-network.js';
import { strengthen } from '#src/recurrent/hebbian.js';
import { relax } from '#src/recurrent/settle.js';
import { residualNoise, transmit } from '#src/recurrent/transmit.js';

const units = 100;
const network = recurrentNetwork(units, { selfCoupling: 0.5 });
const couplings = randomCouplings({ units, seed: 'transmit' });

/** Fixed points that the asynchronous dynamics reaches. */
function fixedPoints(count: number): Int8Array[] {
  const stream = randomStream('transmit', 'starts');
  const reached = Array.from({ length: 20 * count }, (_, k) =>
    relax(
      network,
      couplings,
      Int8Array.from({ length: units }, () => stream.sign()),
      { seed: k, maximumSweeps: 100 },
    ),
  );
  return reached
    .filter(({ converged }) => converged)
    .slice(0, count)
    .map(({ states }) => states);
}
const words = fixedPoints(12);
const [word] = words as [Int8Array];

test('the words are fixed points', () => {
  expect(words).toHaveLength(12);
  for (const state of words) expect(energy(network, couplings, state)).toBe(0);
});

test('a word that arrives without noise is left as it is', async () => {
  for (const field of [0, 0.5]) {
    const sent = await transmit(network, couplings, word, { noise: 0, seed: 1, decoder: 'relax', field });
    expect(sent).toMatchObject({ settled: true, distances: { received: 0, held: 0, decoded: 0 } });
    expect(sent.decoded).toEqual(word);
  }
});

test.each(['relax', 'focusing'] as const)('distances are the shares of wrong units (%s)', async (decoder) => {
  const sent = await transmit(network, couplings, word, { noise: 0.2, seed: 2, decoder });
  for (const name of ['received', 'held', 'decoded'] as const) {
    expect(sent.distances[name]).toBe(sent[name].filter((unit, i) => unit !== word[i]).length / units);
  }
  expect(sent.settled).toBe(energy(network, couplings, sent.decoded) === 0);
  expect(await transmit(network, couplings, word, { noise: 0.2, seed: 2, decoder })).toEqual(sent);
});

test('in a field that is stronger than all couplings, what is received is held', async () => {
  const sent = await transmit(network, couplings, word, { noise: 0.3, seed: 3, decoder: 'relax', field: 100 });
  expect(sent.distances.received).toBeGreaterThan(0.1);
  expect(sent.held).toEqual(sent.received);
});

test('noise that flips every unit of a word leads to its mirror image, a fixed point too', async () => {
  const sent = await transmit(network, couplings, word, { noise: 1, seed: 4, decoder: 'relax' });
  expect(sent).toMatchObject({ settled: true, distances: { received: 1, held: 1, decoded: 1 } });
});

test('the plain dynamics corrects nothing, focusing corrects some, and a strengthened word is found again', async () => {
  const options = { noises: [0.1], seed: 'compare', transmissions: 2 };
  const [plain] = await residualNoise(network, couplings, words, { ...options, decoder: 'relax' });
  const [focused] = await residualNoise(network, couplings, words, { ...options, decoder: 'focusing' });
  const learned = strengthen(couplings, word);
  const [hebbian] = await residualNoise(network, learned, [word], { ...options, transmissions: 20, decoder: 'relax' });
  expect(plain!.decoded).toBeGreaterThan(0.1);
  expect(focused!.decoded).toBeLessThan(0.1);
  expect(plain!.decoded - focused!.decoded).toBeGreaterThan(2 * Math.hypot(plain!.decodedError, focused!.decodedError));
  expect(hebbian!.decoded).toBeLessThan(0.02);
  expect(hebbian!.exact).toBeGreaterThan(0.8);
});

test('means and errors over the words are those of single transmissions', async () => {
  const options = { seed: 'single', decoder: 'relax' } as const;
  const [point] = await residualNoise(network, couplings, words, { ...options, noises: [0.2], transmissions: 2 });
  const byWord = await Promise.all(
    words.map(async (sent, k) => {
      const trials = [0, 1].map((trial) =>
        transmit(network, couplings, sent, { noise: 0.2, seed: `single/0.2/${k}/${trial}`, decoder: 'relax' }),
      );
      const [one, other] = await Promise.all(trials);
      return (one!.distances.decoded + other!.distances.decoded) / 2;
    }),
  );
  const mean = byWord.reduce((sum, value) => sum + value, 0) / 12;
  const variance = byWord.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 11;
  expect(point!.decoded).toBeCloseTo(mean, 12);
  expect(point!.decodedError).toBeCloseTo(Math.sqrt(variance / 12), 12);
  expect(Math.abs(point!.received - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / (24 * units)));
});

test('what does not settle is counted, and stays in the mean', async () => {
  const chaotic = recurrentNetwork(units);
  const input = [Int8Array.from(word, (_, i) => (i % 2 === 0 ? 1 : -1))];
  const [point] = await residualNoise(chaotic, couplings, input, {
    noises: [0],
    transmissions: 3,
    seed: 's',
    decoder: 'relax',
    maximumSweeps: 5,
  });
  expect(point!.unsettled).toBe(1);
  expect(point!.decoded).toBeGreaterThan(0.2);
  expect(point!.decodedError).toBeNaN();
});

test('a measurement can be stopped', async () => {
  const signal = AbortSignal.timeout(50);
  const all = { noises: [0.1], transmissions: 10_000, seed: 's', signal, onProgress() {} };
  await expect(residualNoise(network, couplings, words, all)).rejects.toThrow('aborted due to timeout');
});

test('what does not fit is refused', async () => {
  await expect(transmit(network, couplings, word.subarray(1), { noise: 0.1, seed: 1 })).rejects.toThrow(
    '`word` has 99 weights',
  );
  await expect(transmit(network, couplings, word, { noise: 2, seed: 1 })).rejects.toThrow('`noise` is 2');
  await expect(residualNoise(network, couplings, [], { noises: [0.1], seed: 1 })).rejects.toThrow(
    'there are no words; give at least 1',
  );
});
