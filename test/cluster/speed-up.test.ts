import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Costs, largest, limitsOf, simulate, timesOf } from './speed-up.js';
import table from './task-times.json' with { type: 'json' };

/** Measured by overhead.mjs, but for the shared folder: ten milliseconds for the files of a job are a slow one. */
const COSTS: Costs = { start: 0.033, job: 0.3, store: 0.01, read: 0.006 };
const FREE: Costs = { start: 0, job: 0, store: 0, read: 0 };
const CORES = 1000;

/** Runs that took these times on one core, perhaps with so many times the moves, in jobs of so many cores. */
interface Sweep {
  readonly times: readonly (readonly number[])[];
  readonly moves?: number;
  readonly cores?: number;
}

const SWEEPS: { readonly [name: string]: Sweep } = {
  'two Gaussian classes, N = 41': { times: table.gaussian },
  'pictures, N = 784': { times: table.pictures },
  'all runs of notebooks 01 to 08': { times: table.all },
  'Gaussian classes, 100 times the moves': { times: table.gaussian, moves: 100 },
  'pictures, 100 times the moves': { times: table.pictures, moves: 100 },
  'the same with `cores: 16`': { times: table.pictures, moves: 100, cores: 16 },
};

const NAMES = Object.keys(SWEEPS);

const rowOf = (name: string) => {
  const { times: measured, moves = 1, cores = 1 } = SWEEPS[name]!;
  const alone = timesOf(measured, name).map((time) => moves * time);
  const times = alone.map((time) => time / cores);
  const jobs = Math.floor(CORES / cores);
  return {
    runs: times.length,
    alone: alone.reduce((sum, time) => sum + time),
    longest: Math.max(...alone),
    limits: limitsOf(times, jobs, COSTS),
    there: simulate(times, jobs, COSTS),
  };
};

/** Seconds, in the unit that reads best. */
function inUnits(seconds: number): string {
  if (seconds < 120) return `${Number(seconds.toPrecision(2))} s`;
  if (seconds < 7200) return `${Number((seconds / 60).toPrecision(2))} min`;
  return `${Number((seconds / 3600).toPrecision(2))} h`;
}

describe('what a sweep takes on a cluster', () => {
  test('without costs it takes what its cores and its longest run need', () => {
    expect(simulate([3, 3, 3, 3], 2, FREE)).toBe(6);
    expect(simulate([1, 1, 10], 2, FREE)).toBe(11);
    expect(simulate([5, 1, 1], 1000, FREE)).toBe(5);
  });

  test('each cost alone delays it as a queue does', () => {
    expect(simulate([1, 1, 1], 10, { ...FREE, start: 2 })).toBe(7);
    expect(simulate([1, 1, 1], 10, { ...FREE, job: 2 })).toBe(3);
    expect(simulate([1, 1, 1], 10, { ...FREE, store: 2 })).toBe(7);
    expect(simulate([1, 1, 1], 10, { ...FREE, read: 2 })).toBe(7);
  });

  test.each(NAMES)('it is never faster than its limits: %s', (name) => {
    const { limits, there } = rowOf(name);
    expect(there).toBeGreaterThan(limits[largest(limits)]);
    expect(there).toBeLessThan(Object.values(limits).reduce((sum, limit) => sum + limit));
  });

  const page = readFileSync(new URL('../../docs/cluster.md', import.meta.url), 'utf8');

  test('the page says what was assumed', () => {
    const { start, job, store, read } = COSTS;
    expect(page.replace(/\s+/g, ' ')).toContain(
      `A job costs ${job} s, the scheduler starts one every ${1000 * start} ms, the shared folder takes ${1000 * store} ms`,
    );
    expect(page.replace(/\s+/g, ' ')).toContain(`process ${1000 * read} ms to read a result`);
    expect(page).toContain(`${table.all.reduce((sum, [, count]) => sum + count!, 0).toLocaleString('en')} runs`);
  });

  test('the page has the table', () => {
    const lines = NAMES.map((name) => {
      const { runs, alone, longest, there, limits } = rowOf(name);
      const cells = [
        name,
        runs.toLocaleString('en'),
        inUnits(alone),
        inUnits(longest),
        inUnits(there),
        `${Number((alone / there).toPrecision(2))}`,
        `${largest(limits)}, ${inUnits(limits[largest(limits)])}`,
      ];
      return `| ${cells.join(' | ')} |`;
    });
    expect(page.match(/^\| .*(cores|longest run|scheduler|shared folder|waiting process), .*\|$/gm)).toEqual(lines);
  });
});
