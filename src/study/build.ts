import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let checksum: string | undefined;

/** The SHA-256 of the compiled package: what an edit of the code changes. Results that live under it are never out of date. */
export function buildChecksum(): string {
  if (checksum !== undefined) return checksum;
  const compiled = dirname(dirname(fileURLToPath(import.meta.url)));
  const names = readdirSync(compiled, { recursive: true, encoding: 'utf8' });
  const hash = createHash('sha256');
  for (const name of names.filter((file) => /\.(js|wasm)$/.test(file)).sort()) {
    hash.update(`\0${name}\0`).update(readFileSync(join(compiled, name)));
  }
  checksum = hash.digest('hex');
  return checksum;
}
