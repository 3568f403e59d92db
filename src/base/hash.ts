import { createHash } from 'node:crypto';

/** The SHA-256 of the contents one after another, in hexadecimal; text is taken as UTF-8. */
export function sha256(...contents: readonly (string | NodeJS.ArrayBufferView)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex');
}
