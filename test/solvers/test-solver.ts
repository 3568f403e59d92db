import { expect, test } from 'vitest';
import type { Dataset } from '#src/dataset/dataset.js';
import { energy } from '#src/network/energy.js';
import type { Network } from '#src/network/network.js';
import type { Solver } from '#src/solvers/solver.js';

type Problem = readonly [network: Network, data: Dataset];

/** A solver, and what it is tried on. */
interface SolverCase {
  readonly solver: Solver;
  /** Problems that it solves for most seeds; in the first, different seeds lead to different solutions. */
  readonly problems: { readonly [name: string]: Problem };
  /** A problem whose lowest energy is 1. */
  readonly hopeless: Problem;
  /** What it refuses with a RangeError, and a part of what it says. */
  readonly refused: readonly (readonly [...Problem, says: string])[];
}

/** The tests that every solver passes. */
export function testSolver(name: string, { solver, problems, hopeless, refused }: SolverCase): void {
  const [network, data] = Object.values(problems)[0]!;

  test.each(Object.entries(problems))('says that it solved exactly if the energy is 0: %s', async (_, [
    network,
    data,
  ]) => {
    let solved = 0;
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      for (const maximumSteps of [1, 400]) {
        const found = await solver(network, data, { seed, maximumSteps });
        expect(found).toMatchObject({ solver: name, seed, energy: energy(network, data, found.weights) });
        expect(found.solved).toBe(found.energy === 0);
        expect(found.steps).toBeLessThanOrEqual(maximumSteps);
        if (!found.solved) expect(found.steps).toBe(maximumSteps);
        if (found.solved && maximumSteps > 1) solved++;
      }
    }
    expect(solved).toBeGreaterThan(2);
  });

  test('finds the same with the same seed, something else with another', async () => {
    const find = (seed: string) => solver(network, data, { seed });
    expect(await find('a')).toEqual(await find('a'));
    expect((await find('a')).weights).not.toEqual((await find('b')).weights);
  });

  test('returns a solution after extra steps too', async () => {
    const first = await solver(network, data, { seed: 'a' });
    const later = await solver(network, data, { seed: 'a', extraSteps: 20 });
    expect([later.solved, later.steps]).toEqual([true, first.steps]);
  });

  test('gives up after the last step, with the best weights that it saw', async () => {
    const found = await solver(...hopeless, { seed: 1, maximumSteps: 7 });
    expect(found).toMatchObject({ solved: false, energy: 1, steps: 7 });
  });

  test('stops with the reason of its signal, and shows its progress until then', async () => {
    const events: { done: number; total: number; stopped?: boolean }[] = [];
    const reason = new Error('enough');
    const controller = new AbortController();
    const onProgress = (event: (typeof events)[0]) => {
      events.push(event);
      if (events.length === 2) controller.abort(reason);
    };
    const options = { seed: 1, maximumSteps: 1e9, onProgress };
    await expect(solver(...hopeless, { ...options, signal: controller.signal })).rejects.toBe(reason);
    expect(events.length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({ task: name, total: 1e9, stopped: true });
    await expect(solver(...hopeless, { ...options, signal: controller.signal })).rejects.toBe(reason);
  });

  test('refuses what it has no rule for, and options that it does not have', async () => {
    const bad = (options: object) => expect(solver(network, data, { seed: 1, ...options })).rejects;
    await bad({ seeds: 1 }).toThrow(`${name} has no option \`seeds\`; did you mean \`seed\`?`);
    await bad({ seed: undefined }).toThrow('`seed` is undefined');
    await bad({ maximumSteps: 0 }).toThrow('`maximumSteps` is 0');
    await bad({ extraSteps: -1 }).toThrow('`extraSteps` is -1');
    for (const [other, others, says] of refused) {
      await expect(solver(other, others, { seed: 1 })).rejects.toThrow(says);
      await expect(solver(other, others, { seed: 1 })).rejects.toBeInstanceOf(RangeError);
    }
  });
}
