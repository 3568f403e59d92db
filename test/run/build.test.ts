import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The two checksums of a copy of the package, after an edit of one of its files. */
async function afterEdit(name?: string): Promise<{ build: string; samplers: string }> {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(fileURLToPath(new URL('../../dist/src', import.meta.url)), copy, { recursive: true });
  if (name !== undefined) appendFileSync(join(copy, name), '\n// edited');
  const { buildChecksum, samplerChecksum } = await import(pathToFileURL(join(copy, 'run/build.js')).href);
  return { build: buildChecksum(), samplers: samplerChecksum() };
}

test('the build changes with every edit, the samplers only where numbers may', async () => {
  const before = await afterEdit();
  expect(await afterEdit()).toEqual(before);
  for (const name of ['figures/curves.js', 'theory/annealed.js', 'base/files.js', 'study/sweep.js']) {
    const { build, samplers } = await afterEdit(name);
    expect(build, name).not.toBe(before.build);
    expect(samplers, name).toBe(before.samplers);
  }
  for (const name of [
    'kernel/kernel.wasm',
    'kernel/problem.js',
    'sampling/production.js',
    'base/seed.js',
    'base/curve.js',
  ]) {
    const { build, samplers } = await afterEdit(name);
    expect(build, name).not.toBe(before.build);
    expect(samplers, name).not.toBe(before.samplers);
  }
});
