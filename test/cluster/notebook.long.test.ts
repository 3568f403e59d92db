import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplerChecksum } from '#src/run/build.js';
import { runNotebook } from '../notebooks/run-notebook.js';
import { type Cluster, note, startCluster } from './one-machine.js';

describe.skipIf(note !== '')(`a notebook, unchanged, on a cluster${note}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  let cluster: Cluster;

  beforeAll(() => {
    cluster = startCluster(8);
    process.env.SLURM_CONF = cluster.environment.SLURM_CONF;
  });
  afterAll(() => {
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** All that a notebook shows, where its runs are computed by an engine: its numbers, figures and sentences. */
  const shown = async (engine: string) => {
    process.env.WEIGHTSPACE_ENGINE = engine;
    process.env.WEIGHTSPACE_RESULTS = join(folder, engine);
    // As many runs as a sweep of the quick tests has.
    const plan = {
      networks: ['5-3-1'],
      runs: 4,
      budgets: [1e6],
      sizes: [9, 13, 15],
      draws: 2,
      mostMoves: 1e8,
      judged: 2,
    };
    const { failure, figures, tables, texts } = await runNotebook('07-validation-and-convergence', { plan });
    const numbers = tables.map(({ columns, text }) => columns.map((column) => [column, ...text(column)]));
    return { failure, figures: JSON.stringify(figures), numbers, texts };
  };
  const jobs = () => cluster.slurm('squeue', '--noheader', '--array', '--states=all', '--format=%F_%K|%T').split('\n');

  test('shows the same numbers, figures and sentences as here', { timeout: 600_000 }, async () => {
    const here = await shown('');
    expect(here.failure).toBeUndefined();
    const there = await shown('slurm');
    expect(there).toEqual(here);
    const results = readdirSync(join(folder, 'slurm', samplerChecksum().slice(0, 12)));
    const ended = jobs().filter((line) => line.endsWith('COMPLETED'));
    expect(ended.length).toBeGreaterThan(20);
    expect(results.filter((name) => name.endsWith('.json'))).toHaveLength(ended.length);
  });
});
