import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { installKernelSpec } from '#src/notebook/kernel-spec.js';
import { stopButton } from '#src/notebook/stop-button.js';

const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The Python that Jupyter runs on, where it has what talks to a kernel. */
const python = ['/usr/bin/python3', 'python3'].find(
  (name) => spawnSync(name, ['-c', 'import jupyter_client'], { stdio: 'ignore' }).status === 0,
);

interface CellResult {
  readonly status: string;
  readonly alive: boolean;
  readonly stopSeconds: number | null;
  readonly printed: string;
  readonly shown: readonly string[];
}

function runInKernel(cells: readonly object[]): CellResult[] {
  installKernelSpec(folder);
  const script = fileURLToPath(new URL('./interrupt-kernel.py', import.meta.url));
  const { stdout, stderr } = spawnSync(python!, [script], {
    cwd: fileURLToPath(new URL('../../notebooks', import.meta.url)),
    env: { ...process.env, JUPYTER_PATH: folder, WEIGHTSPACE_RESULTS: '' },
    input: JSON.stringify(cells),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as CellResult[];
}

describe.skipIf(python === undefined)('the stop button of Jupyter', () => {
  const checkpoint = JSON.stringify(join(folder, 'stopped'));
  const whenItWalks = { stop_when: 'learning', stop_after: 0.3 };
  const cells = [
    {
      code: `import { enumerate, perceptron, randomPatterns, show, sweep, wangLandau } from 'weightspace';
        const data = randomPatterns({ inputs: 41, patterns: 30, seed: 'stop' });
        const network = perceptron(41);
        const long = { seed: 'walk', moves: 1e10, learningMoves: 2e5, windows: 1 };`,
    },
    {
      code: `const dos = await wangLandau(network, data, long); show('it goes on');`,
      stop_when: 'production',
      stop_after: 0.5,
    },
    { code: `console.log(dos.verdict, dos.entropy.filter(Number.isFinite).length > 9);` },
    {
      code: `for (const seed of [1, 2, 3]) {
        const each = await wangLandau(network, data, { ...long, seed, learningMoves: 1e9 });
        console.log(seed, each.verdict.includes('cancelled'));
      }`,
      ...whenItWalks,
    },
    {
      code: `const kept = await wangLandau(network, data, { ...long, checkpoint: ${checkpoint} }); console.log(kept.diagnostics.moves);`,
      stop_when: 'production',
      stop_after: 0.5,
    },
    {
      code: `const on = await wangLandau(network, data, { ...long, moves: 1e5, checkpoint: ${checkpoint} }); console.log(on.diagnostics.moves);`,
    },
    { code: `await enumerate(network, data);`, stop_when: 'enumeration', stop_after: 0.2 },
    {
      code: `const runs = await sweep({ draw: [1, 2, 3] }, ({}, options) => wangLandau(network, data, { ...long, ...options }), { seed: 's' });
        console.log(runs.length);`,
      stop_when: 'draw 1',
      stop_after: 0.5,
    },
    { code: `await new Promise((resolve) => setTimeout(resolve, 60_000));`, stop_after: 0.5 },
    { code: `console.log('the kernel is alive');` },
  ];

  test('stops the runs of a cell at once, keeps what they have, and leaves the kernel alive', {
    timeout: 180_000,
  }, () => {
    const results = runInKernel(cells);
    expect(results.map(({ alive }) => alive)).toEqual(cells.map(() => true));
    expect(results.map(({ status }) => status)).toEqual([
      ...['ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
      ...['error', 'ok', 'error', 'ok'],
    ]);
    const [, stopped, result, loop, kept, resumed, exact, swept, , last] = results;
    for (const { stopSeconds } of results) if (stopSeconds !== null) expect(stopSeconds).toBeLessThan(3);

    expect(stopped!.shown[0]).toMatch(/^Wang–Landau: stopped at \d+ % · /);
    expect(stopped!.shown[1]).toBe('it goes on');
    expect(result!.printed).toMatch(/^Take it with care\. The run was cancelled before its end\..* true\n$/);
    expect(loop!.printed).toBe('1 true\n2 true\n3 true\n');
    expect(Number(resumed!.printed)).toBeGreaterThanOrEqual(Number(kept!.printed));
    expect(exact!.printed).toMatch(/the enumeration was stopped/);
    expect(swept!.printed).toMatch(/^\d\n$/);
    expect(last!.printed).toBe('the kernel is alive\n');
  });
});

test('outside a kernel nothing listens to SIGINT: there it ends the process', async () => {
  const before = process.listenerCount('SIGINT');
  const { signal, release } = stopButton();
  await new Promise((resolve) => setImmediate(resolve));
  expect(signal.aborted).toBe(false);
  expect(process.listenerCount('SIGINT')).toBe(before);
  release();
});
