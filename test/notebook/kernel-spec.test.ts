import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installKernelSpec, kernelSpec } from '#src/notebook/kernel-spec.js';

test('the kernel specification starts this project’s tslab with this Node', () => {
  const { argv, language } = kernelSpec();
  expect(argv[0]).toBe(process.execPath);
  expect(existsSync(argv[2]!)).toBe(true);
  expect(argv).toContain('--config-path={connection_file}');
  expect(language).toBe('typescript');
});

test('it is written where JUPYTER_PATH finds it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  installKernelSpec(folder);
  expect(JSON.parse(readFileSync(join(folder, 'kernels', 'weightspace', 'kernel.json'), 'utf8'))).toEqual(kernelSpec());
  rmSync(folder, { recursive: true });
});
