import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplerChecksum } from '#src/run/build.js';
import { readCheckpoint } from '#src/run/checkpoint.js';
import { LIMITED } from '../limited.js';
import { type Cluster, note, startCluster } from './one-machine.js';

// Studies in processes of their own, on a real Slurm, and what befalls them.

const script = fileURLToPath(new URL('./study.mjs', import.meta.url));

/** A study that runs. */
interface Started {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly said: () => string;
  /** Its exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

describe.skipIf(note !== '')(`on a cluster${note}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  let cluster: Cluster;
  let here: (kind: string) => string;
  const started = new Set<ChildProcess>();

  beforeAll(() => {
    cluster = startCluster(8);
    const known = new Map<string, string>();
    // What a study comes to on this machine.
    here = (kind) => {
      const file = join(folder, `${kind}.here`);
      if (!known.has(kind)) {
        const env = { ...process.env, WEIGHTSPACE_RESULTS: '', WEIGHTSPACE_ENGINE: '' };
        execFileSync(process.execPath, [script, kind, file], { ...LIMITED, env });
        known.set(kind, readFileSync(file, 'utf8'));
      }
      return known.get(kind)!;
    };
  });
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL');
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const place = (name: string) => join(folder, name);
  const start = (kind: string, store: string, result = `${store}.result`): Started => {
    let said = '';
    const child = spawn(process.execPath, [script, kind, place(result)], {
      env: { ...cluster.environment, WEIGHTSPACE_ENGINE: 'slurm', WEIGHTSPACE_RESULTS: place(store) },
    });
    started.add(child);
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    const ended = new Promise<number | string>((resolve) => {
      child.on('close', (code, signal) => {
        started.delete(child);
        resolve(code ?? signal ?? 'unknown');
      });
    });
    return { process: child, said: () => said, ended };
  };
  const resultOf = (name: string) => readFileSync(place(`${name}.result`), 'utf8');
  /** The folder in a store that this build of the samplers uses. */
  const inside = (store: string, ...names: string[]) => join(place(store), samplerChecksum().slice(0, 12), ...names);
  const kept = (store: string) => (existsSync(inside(store)) ? readdirSync(inside(store)) : []);
  const results = (store: string) => kept(store).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  const until = async (what: () => boolean, seconds = 120) => {
    for (const end = Date.now() + 1000 * seconds; !what(); await sleep(100))
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
  };
  /** Every job that Slurm has known, by its array and its place in it. */
  const jobs = (states = 'all') =>
    cluster
      .slurm('squeue', '--noheader', '--array', `--states=${states}`, '--format=%F_%K|%T')
      .split('\n')
      .filter((line) => line !== '');
  /** The jobs that began since a moment. */
  const since = (before: readonly string[]) => {
    const names = new Set(before.map((line) => line.split('|')[0]));
    return jobs().filter((line) => !names.has(line.split('|')[0]));
  };
  const running = () => jobs('RUNNING').map((line) => line.split('|')[0]!);

  test('a sweep of 60 points is one job array, and comes to the same bits as here', { timeout: 300_000 }, async () => {
    const study = start('sixty', 'sixty');
    expect([await study.ended, study.said()]).toEqual([0, expect.any(String)]);
    expect(resultOf('sixty')).toBe(here('sixty'));
    expect(new Set(jobs().map((line) => line.split('_')[0]))).toHaveLength(1);
    expect(jobs().filter((line) => line.endsWith('COMPLETED'))).toHaveLength(60);
    expect(study.said()).toMatch(/queued|running/);
    const before = jobs();
    const again = start('sixty', 'sixty', 'again.result');
    expect(await again.ended).toBe(0);
    expect(resultOf('again')).toBe(here('sixty'));
    expect(since(before)).toEqual([]);
  });

  test('two sweeps at once compute each point once', { timeout: 300_000 }, async () => {
    const before = jobs();
    const [one, two] = [start('sixty', 'two', 'one.result'), start('sixty', 'two', 'two.result')];
    expect([await one.ended, await two.ended]).toEqual([0, 0]);
    expect([resultOf('one'), resultOf('two')]).toEqual([here('sixty'), here('sixty')]);
    expect(since(before)).toHaveLength(60);
  });

  test('a submitting process that is killed and started again computes nothing twice', {
    timeout: 300_000,
  }, async () => {
    const before = jobs();
    const first = start('sixty', 'killed');
    await until(() => results('killed').length >= 5);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = start('sixty', 'killed');
    expect([await second.ended, second.said()]).toEqual([0, expect.any(String)]);
    expect(resultOf('killed')).toBe(here('sixty'));
    expect(since(before)).toHaveLength(60);
  });

  test('on a drained node jobs wait with the reason, and go on after a resume', { timeout: 300_000 }, async () => {
    cluster.slurm('scontrol', 'update', 'NodeName=here', 'State=DRAIN', 'Reason=new disk');
    const study = start('sixty', 'drained');
    await until(() => study.said().includes('nodes are drained or down'));
    expect(results('drained')).toEqual([]);
    cluster.slurm('scontrol', 'update', 'NodeName=here', 'State=RESUME');
    expect(await study.ended).toBe(0);
    expect(resultOf('drained')).toBe(here('sixty'));
  });

  const checkpointIn = (store: string) => {
    const name = kept(store).find((each) => each.endsWith('.checkpoint'));
    return name === undefined ? undefined : readCheckpoint(inside(store, name));
  };
  /** Waits until the only job runs and has moved, and returns its number. */
  const moving = async (store: string) => {
    await until(() => running().length === 1 && checkpointIn(store) !== undefined);
    await sleep(2000);
    return running()[0]!;
  };
  /**
   * Sets the limit of a job, in minutes. Slurm looks at limits every thirty seconds; until then the job stands still, so that
   * it does not come to its end before. With its signals Slurm lets it move again.
   */
  const limit = (job: string, minutes: number) => {
    cluster.slurm('scancel', '--batch', '--signal=STOP', job);
    cluster.slurm('scontrol', 'update', `JobId=${job}`, `TimeLimit=${minutes}`);
  };

  test('before its time limit a job writes its checkpoint, and goes on by itself', { timeout: 300_000 }, async () => {
    const study = start('long', 'limit');
    const job = await moving('limit');
    limit(job, 1);
    await until(() => jobs('PENDING').some((line) => line.startsWith(`${job}|`)));
    expect(checkpointIn('limit')!.done).toBeGreaterThan(0);
    cluster.slurm('scontrol', 'update', `JobId=${job}`, 'TimeLimit=10');
    expect([await study.ended, study.said()]).toEqual([0, expect.any(String)]);
    expect(resultOf('limit')).toBe(here('long'));
    expect(cluster.slurm('scontrol', 'show', 'job', job)).toMatch(/Restarts=1/);
  });

  test('a job killed by its time limit is a sentence, and goes on when it is run again', {
    timeout: 300_000,
  }, async () => {
    const study = start('unwarned', 'timeout');
    const job = await moving('timeout');
    limit(job, 0);
    expect(await study.ended).toBe(1);
    expect(study.said()).toMatch(/TIMEOUT.*it reached its time limit.*it goes on from its checkpoint/s);
    const done = checkpointIn('timeout')!.done;
    expect(done).toBeGreaterThan(0);
    const again = start('unwarned', 'timeout');
    expect([await again.ended, again.said()]).toEqual([0, expect.any(String)]);
    expect(resultOf('timeout')).toBe(here('unwarned'));
  });

  test('the job of a node that fails goes back into the queue, and goes on', { timeout: 300_000 }, async () => {
    const study = start('long', 'node');
    const job = await moving('node');
    cluster.slurm('scontrol', 'update', 'NodeName=here', 'State=DOWN', 'Reason=no power');
    await until(() => jobs('PENDING').some((line) => line.startsWith(`${job}|`)));
    // Its daemon may have said meanwhile that it is up again, and then there is nothing to resume.
    await until(() => {
      try {
        cluster.slurm('scontrol', 'update', 'NodeName=here', 'State=RESUME');
      } catch {}
      return !cluster.slurm('sinfo', '--noheader', '--format=%T').startsWith('down');
    });
    expect([await study.ended, study.said()]).toEqual([0, expect.any(String)]);
    expect(resultOf('node')).toBe(here('long'));
  });

  test('a cancelled job is a sentence, and goes on when it is run again', { timeout: 300_000 }, async () => {
    const study = start('long', 'cancelled');
    cluster.slurm('scancel', await moving('cancelled'));
    expect(await study.ended).toBe(1);
    expect(study.said()).toMatch(/CANCELLED.*it was cancelled.*it goes on from its checkpoint/s);
    expect(checkpointIn('cancelled')!.done).toBeGreaterThan(0);
    const again = start('long', 'cancelled');
    expect(await again.ended).toBe(0);
    expect(resultOf('cancelled')).toBe(here('long'));
  });

  test('a stopped call leaves its jobs, and says so; run again, it waits for them', { timeout: 300_000 }, async () => {
    const before = jobs();
    const study = start('long', 'stopped');
    await moving('stopped');
    study.process.kill('SIGINT');
    expect(await study.ended).not.toBe(0);
    expect(study.said()).toMatch(/stopped waiting for 1 jobs? of Slurm, which go(es)? on/);
    expect(running()).toHaveLength(1);
    const again = start('long', 'stopped');
    expect(await again.ended).toBe(0);
    expect(resultOf('stopped')).toBe(here('long'));
    expect(since(before)).toHaveLength(1);
  });

  test('a stopped call cancels its jobs if it was told to, and their checkpoints are kept', async () => {
    const study = start('cancelling', 'cancelling');
    const job = await moving('cancelling');
    study.process.kill('SIGINT');
    expect(await study.ended).not.toBe(0);
    expect(study.said()).toMatch(/1 jobs? (was|were) cancelled/);
    await until(() => jobs('CANCELLED').some((line) => line.startsWith(`${job}|`)));
    expect(checkpointIn('cancelling')!.done).toBeGreaterThan(0);
  });

  test('walkers are jobs after the learning; one that is cancelled is named, and goes on when it is run again', {
    timeout: 300_000,
  }, async () => {
    const before = jobs();
    const study = start('apart', 'apart');
    await until(() => running().length === 4 && kept('apart').some((name) => name.endsWith('.walker-2.checkpoint')));
    await sleep(500);
    cluster.slurm('scancel', running().find((job) => job.endsWith('_2'))!);
    expect(await study.ended).toBe(1);
    expect(study.said()).toMatch(
      /walker\/2 of wangLandau.*CANCELLED.*it was cancelled.*it goes on from its checkpoint/s,
    );
    expect(kept('apart').filter((name) => name.endsWith('.finished.checkpoint'))).toHaveLength(2 + 3);
    const again = start('apart', 'apart');
    expect([await again.ended, again.said()]).toEqual([0, expect.any(String)]);
    // An undivided run here.
    expect(resultOf('apart')).toBe(here('apart'));
    expect(since(before)).toHaveLength(2 + 4 + 1);
    expect(kept('apart').filter((name) => name.endsWith('.checkpoint'))).toEqual([]);
  });

  const isRoot = process.getuid?.() === 0;
  const small = isRoot ? '' : ' (skipped: only the administrator can mount a small disk)';
  test.skipIf(!isRoot)(`a full disk is a sentence, and nothing is lost${small}`, { timeout: 300_000 }, async () => {
    mkdirSync(place('full'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', place('full')]);
    try {
      const filler = join(place('full'), 'filler');
      const study = start('sixty', 'full');
      await until(() => results('full').length >= 5);
      // As much as there is left.
      try {
        writeFileSync(filler, Buffer.alloc(2 ** 21));
      } catch {}
      expect(statSync(filler).size).toBeGreaterThan(0);
      expect(await study.ended).toBe(1);
      expect(study.said()).toMatch(/ENOSPC|no space/i);
      const saved = results('full');
      expect(saved.length).toBeGreaterThanOrEqual(5);
      const times = saved.map((name) => statSync(inside('full', name)).mtimeMs);
      rmSync(filler);
      const again = start('sixty', 'full');
      expect([await again.ended, again.said()]).toEqual([0, expect.any(String)]);
      expect(resultOf('full')).toBe(here('sixty'));
      expect(saved.map((name) => statSync(inside('full', name)).mtimeMs)).toEqual(times);
    } finally {
      execFileSync('umount', ['--lazy', place('full')]);
    }
  });
});
