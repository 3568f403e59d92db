import { createHash } from 'node:crypto';

/** The SHA-256 of contents in a row, in hexadecimal; texts count as UTF-8. */
export function sha256(...contents: readonly (string | NodeJS.ArrayBufferView)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex');
}
