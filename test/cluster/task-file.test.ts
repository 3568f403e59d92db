import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeEnd, describeReason, hasEnded } from '#src/cluster/slurm.js';
import { readTask, writeTask } from '#src/cluster/task-file.js';
import { fromArrays } from '#src/dataset/from-arrays.js';
import { perceptron } from '#src/network/network.js';
import { nameTask } from '#src/study/result-entry.js';

const data = fromArrays([[1.5, -2, 0.25, 1]], [1]);
const network = perceptron(4, { margin: 0.1 });

describe('the file of a task', () => {
  test('holds every number bit for bit, and the options of its numbers', () => {
    const numbers = fc.record({
      seed: fc.oneof(fc.string(), fc.integer()),
      moves: fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
      maximumSeconds: fc.constantFrom(1, Infinity),
      energies: fc.record({ highest: fc.nat() }),
    });
    fc.assert(
      fc.property(numbers, (options) => {
        const axis = { of: 'errors', data, weights: Float64Array.of(0.1, -Infinity), signs: Int8Array.of(-1, 1) };
        const task = nameTask({ sampler: 'jointWangLandau', network, data, options, about: { bins: null }, axis });
        const steering = {
          ...options,
          workers: 3,
          signal: new AbortController().signal,
          onProgress() {},
          engine: undefined,
        };
        expect(readTask(writeTask({ ...task, options: steering }))).toEqual({
          key: task.key,
          sampler: 'jointWangLandau',
          network,
          data,
          options,
          about: { bins: null },
          axis,
        });
      }),
    );
  });

  test('of another build is refused', () => {
    const task = nameTask({ sampler: 'enumerate', network, data });
    const text = writeTask(task).replace(/"build":"\w{8}/, '"build":"00000000');
    expect(() => readTask(text)).toThrow(/the samplers were rebuilt after this job was submitted/);
  });
});

test('what Slurm says of a job, in words', () => {
  expect(describeReason('Resources')).toBe('Resources: no cores are free yet');
  expect(describeReason('QOSMaxJobsPerUserLimit')).toBe('QOSMaxJobsPerUserLimit: a limit of the account');
  expect(describeReason('Licenses')).toBe('Licenses');
  const job = (state: string, reason = '') => ({ state, reason, id: '1_2' });
  expect(describeEnd(job('TIMEOUT', 'TimeLimit'))).toBe(
    'TIMEOUT (TimeLimit): it reached its time limit; give a longer `time`',
  );
  expect(describeEnd(job('OUT_OF_MEMORY'))).toMatch(/give more `memory`/);
  expect(['RUNNING', 'PENDING', 'SUSPENDED', 'COMPLETING'].some((state) => hasEnded(job(state)))).toBe(false);
  expect(['COMPLETED', 'CANCELLED', 'NODE_FAIL', 'PREEMPTED'].every((state) => hasEnded(job(state)))).toBe(true);
});
