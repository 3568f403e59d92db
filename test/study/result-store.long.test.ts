import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

test('several processes may use one store at once, and be killed: no entry is lost or half-written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const job = fileURLToPath(new URL('./store-job.mjs', import.meta.url));
  const run = (killAfter?: number) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, [job, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      let printed = '';
      child.stdout.on('data', (text) => {
        printed += text;
      });
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
      child.on('exit', (code) =>
        code === 0 || killAfter !== undefined ? resolve(printed) : reject(new Error(`exit ${code}`)),
      );
    });
  const [first, second] = await Promise.all([run(), run(), run(350), run(500)]);
  expect(first!.trim().split('\n')).toHaveLength(3);
  expect(second).toBe(first);
  expect(await run()).toBe(first);
  const entries = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(entries).toHaveLength(3);
  for (const name of entries) {
    expect(`${JSON.parse(readFileSync(join(folder, name), 'utf8')).key}.json`).toBe(name);
  }
});
