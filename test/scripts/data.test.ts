import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFiles } from '#src/dataset/pictures/data-files.js';
import { hasFiles } from '../dataset/pictures/real-files.js';
import { LIMITED } from '../limited.js';

function runDataScript(environment: NodeJS.ProcessEnv) {
  return spawnSync(process.execPath, [join('dist', 'scripts', 'data.js')], {
    ...LIMITED,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
}

test('`npm run data` names each damaged file and fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  try {
    for (const { collection, name } of dataFiles) {
      mkdirSync(join(folder, collection), { recursive: true });
      writeFileSync(join(folder, collection, name), 'half a file');
    }
    const { status, stderr } = runDataScript({ WEIGHTSPACE_DATA: folder });
    expect(status).toBe(1);
    for (const { collection, name } of dataFiles) {
      expect(stderr).toContain(`${join(folder, collection, name)} has SHA-256`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const absent = !hasFiles('mnist') || !hasFiles('fashion-mnist');
const title = absent ? ' (skipped: the files are not on this machine)' : '';

test.skipIf(absent)(`\`npm run data\` says where each file is${title}`, () => {
  const { status, stdout, stderr } = runDataScript({});
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const { collection, name } of dataFiles) expect(stdout).toContain(`${join(collection, name)}  found`);
});
