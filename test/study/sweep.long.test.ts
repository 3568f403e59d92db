import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const job = fileURLToPath(new URL('./sweep-job.mjs', import.meta.url));

test('runs side by side that are killed, and several sweeps at once in one folder, come to the same bits', {
  timeout: 240_000,
}, async () => {
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  };
  const run = (folder: string, runsAtOnce: number, killAfter?: number) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, [job, folder, String(runsAtOnce)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let printed = '';
      child.stdout.on('data', (text) => {
        printed += text;
      });
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
      child.on('exit', (code) =>
        code === 0 || killAfter !== undefined ? resolve(printed) : reject(new Error(`exit ${code}`)),
      );
    });
  const whole = await run(newFolder(), 1);
  expect(whole.trim().split('\n')).toHaveLength(13);
  const folder = newFolder();
  for (const killAfter of [600, 900, 1300]) await run(folder, 3, killAfter);
  const [first, second] = await Promise.all([run(folder, 3), run(folder, 2)]);
  expect(first).toBe(whole);
  expect(second).toBe(whole);
  // Ten results, because two pairs of copies are one task each, and no checkpoint is left.
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(10);
  expect(readdirSync(folder).filter((name) => !name.endsWith('.json'))).toEqual([]);
});
