import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file beside and renames it, so that it is never half-written. Throws a sentence where that cannot be done; what
 * was there before is then unharmed.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeToDisk(beside, content);
    renameSync(beside, path);
  } catch (error) {
    try {
      rmSync(beside, { force: true });
    } catch {
      // What stands in the way of writing may stand in the way of removing: the first error says what.
    }
    throw new Error(
      `${path} cannot be written (${(error as Error).message}); free space on the disk or choose another folder`,
    );
  }
}

/** The content is on the disk, not on its way there, before the rename makes it the file. */
function writeToDisk(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
