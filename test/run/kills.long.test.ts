import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { namesIn } from '#src/base/files.js';
import { randomStream } from '#src/base/seed.js';

// Runs in processes of their own, killed at random moments.

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const job = fileURLToPath(new URL('./long-job.mjs', import.meta.url));
const KILLS = 10;

/** What one attempt at a job is given: perhaps time to live, and how it is ended then. */
interface Attempt {
  readonly checkpoint: string;
  readonly result: string;
  readonly workers: number;
  /** From when the run has begun, as its checkpoint tells. */
  readonly milliseconds?: number;
  readonly signal?: NodeJS.Signals;
}

/** True where the job came to its end before its time. */
function attempt(sampler: string, { checkpoint, result, workers, milliseconds, signal }: Attempt): Promise<boolean> {
  // Those of its parts too.
  const written = () =>
    Math.max(
      ...namesIn(folder)
        .filter((name) => join(folder, name).startsWith(checkpoint))
        .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
    );
  return new Promise((resolve) => {
    const before = written();
    const child = spawn(process.execPath, [job, sampler, checkpoint, result, String(workers)], { stdio: 'inherit' });
    let timer: NodeJS.Timeout | undefined;
    const watch = setInterval(() => {
      if (written() === before || milliseconds === undefined) return;
      clearInterval(watch);
      timer = setTimeout(() => child.kill(signal), milliseconds);
    }, 5);
    child.on('exit', () => {
      clearInterval(watch);
      clearTimeout(timer);
      resolve(existsSync(result));
    });
  });
}

test.each([
  '1/t',
  'parts',
  'windows',
  'paper',
  'joint',
  'enumerate',
  'jointEnumerate',
  'configurations',
])('killed again and again, each time with another number of workers, a run comes to the same bits: %s', {
  timeout: 240_000,
}, async (sampler) => {
  const random = randomStream('kills', sampler);
  const file = (name: string) => join(folder, `${sampler.replace('/', '')}.${name}`);
  const [whole, result] = [file('whole'), file('result')];
  const undivided = sampler === 'parts' ? '1/t' : sampler;
  expect(await attempt(undivided, { checkpoint: file('a'), result: whole, workers: 2 })).toBe(true);
  let killed = 0;
  for (let k = 0; k < KILLS; k++) {
    const ended = await attempt(sampler, {
      checkpoint: file('b'),
      result,
      workers: k % 2 === 0 ? 1 + random.integer(8) : 1,
      milliseconds: 10 + 150 * random.uniform(),
      // Asked to end (SIGTERM), a run writes a checkpoint; killed (SIGKILL) it cannot.
      signal: k % 4 === 3 ? 'SIGTERM' : 'SIGKILL',
    });
    if (ended) break;
    killed++;
  }
  expect(killed).toBeGreaterThan(KILLS / 2);
  await attempt(sampler, { checkpoint: file('b'), result, workers: 3 });
  expect(readFileSync(result, 'utf8')).toBe(readFileSync(whole, 'utf8'));
});
