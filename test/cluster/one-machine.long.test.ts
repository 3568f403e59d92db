import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, note, startCluster } from './one-machine.js';

// What the engine relies on: how Slurm answers, on a cluster that can do all this without control groups or accounting.

describe.skipIf(note !== '')(`Slurm on one machine${note}`, () => {
  let cluster: Cluster;
  const file = (name: string) => join(cluster.folder, name);
  const submit = (name: string, lines: string, ...words: string[]) => {
    writeFileSync(file(name), `#!/bin/sh\n${lines}\n`);
    return cluster.slurm('sbatch', '--parsable', `--output=${file('%j.txt')}`, ...words, file(name));
  };
  const jobs = (id: string) =>
    cluster.slurm('squeue', '--noheader', '--array', '--states=all', `--jobs=${id}`, '--format=%i|%T|%r').split('\n');
  const until = async (id: string, wanted: RegExp) => {
    while (!jobs(id).every((job) => wanted.test(job))) await sleep(200);
    return jobs(id).sort();
  };

  beforeAll(() => {
    cluster = startCluster(4);
  });
  afterAll(() => cluster?.stop());

  test('an array runs, and its ended jobs are known by state and reason', async () => {
    const id = submit('array', 'exit $((SLURM_ARRAY_TASK_ID == 2))', '--array=0-2');
    expect(await until(id, /COMPLETED|FAILED/)).toEqual([
      `${id}_0|COMPLETED|None`,
      `${id}_1|COMPLETED|None`,
      `${id}_2|FAILED|NonZeroExitCode`,
    ]);
  });

  test('on a drained node jobs are queued with the reason, and go on after a resume', async () => {
    cluster.slurm('scontrol', 'update', 'NodeName=here', 'State=DRAIN', 'Reason=new disk');
    const id = submit('drained', 'exit 0');
    await until(id, /PENDING\|(Resources|ReqNodeNotAvail|Nodes.*DRAINED)/);
    cluster.slurm('scontrol', 'update', 'NodeName=here', 'State=RESUME');
    await until(id, /COMPLETED/);
  });

  test('a job is asked to end when its time is over, and killed only then', { timeout: 180_000 }, async () => {
    const id = submit(
      'limit',
      'exec node -e \'process.on("SIGTERM", () => process.exit(console.log("asked"))); setInterval(() => {}, 1e3)\'',
    );
    await until(id, /RUNNING/);
    await sleep(1000);
    // A limit counts in minutes; it is looked at every thirty seconds, and none is left then.
    cluster.slurm('scontrol', 'update', `JobId=${id}`, 'TimeLimit=0');
    expect(await until(id, /TIMEOUT/)).toEqual([`${id}|TIMEOUT|TimeLimit`]);
    expect(readFileSync(file(`${id}.txt`), 'utf8')).toContain('asked');
  });

  test('a cancelled job is known as such', async () => {
    const id = submit('cancelled', 'exec sleep 1000');
    await until(id, /RUNNING/);
    cluster.slurm('scancel', id);
    expect((await until(id, /CANCELLED/))[0]).toMatch(/CANCELLED\|/);
  });
});
