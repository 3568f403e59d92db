import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../base/hash.js';

const compiled = fileURLToPath(new URL('..', import.meta.url));

/** The code that the numbers of a run depend on. Editing a figure or a page changes none of them. */
const SAMPLERS = [
  'kernel',
  'sampling',
  'run',
  'base/curve.js',
  'base/seed.js',
  'base/statistics.js',
  'dataset/grid.js',
];

const checksums = new Map<string, string>();

/** The SHA-256 of the compiled package, which any edit of its code changes. */
export function buildChecksum(): string {
  return checksumOf(['.']);
}

/** The SHA-256 of the compiled samplers and kernels: what is kept under it was computed by the same code. */
export function samplerChecksum(): string {
  return checksumOf(SAMPLERS);
}

function checksumOf(paths: readonly string[]): string {
  const known = checksums.get(paths.join());
  if (known !== undefined) return known;
  const files = paths.flatMap(filesOf).sort();
  const checksum = sha256(...files.flatMap((name) => [`\0${name}\0`, readFileSync(join(compiled, name))]));
  checksums.set(paths.join(), checksum);
  return checksum;
}

/** The compiled files in a folder, or the file itself. */
function filesOf(path: string): string[] {
  if (statSync(join(compiled, path)).isFile()) return [path];
  return readdirSync(join(compiled, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|wasm)$/.test(name))
    .map((name) => join(path, name));
}
