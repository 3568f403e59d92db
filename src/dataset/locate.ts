import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type DataFile, mirrors as publicMirrors } from './data-files.js';
import { dataFolder } from './data-folder.js';
import { download } from './download.js';

export interface LocateOptions {
  /** Where fetched files live. Default: the project's own `data` folder. */
  readonly folder?: string | undefined;
  /** Addresses to fetch from, each ending in '/', tried in turn. Default: the public homes of the file; [] fetches nothing. */
  readonly mirrors?: readonly string[] | undefined;
  /** Called while a file is fetched: `task` is its name, `done` and `total` are bytes. */
  readonly onProgress?: ((event: FetchProgress) => void) | undefined;
  /** Stops a fetch; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

export interface FetchProgress {
  readonly task: string;
  readonly done: number;
  readonly total: number;
}

/** A data file whose checksum is right. */
export interface LocatedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The address it was fetched from; left out where it was on this machine. */
  readonly fetchedFrom?: string;
}

/** Thrown where a data file is not on this machine and no mirror could give it. */
export class MissingFile extends Error {
  override readonly name = 'MissingFile';
}

/**
 * Finds a data file: in the folder that the environment variable WEIGHTSPACE_DATA names (`mnist/…`, `fashion-mnist/…`), then
 * in the project's `data` folder, then at the mirrors, from where it is saved into `data` once its SHA-256 is right.
 *
 * Throws a sentence where a file that is there has another checksum (it does not go on to the next place), where the file
 * cannot be saved, and a `MissingFile` where it is nowhere. Throws the signal's reason when aborted.
 */
export async function locate(file: DataFile, options: LocateOptions = {}): Promise<LocatedFile> {
  const ownFolder = options.folder ?? dataFolder();
  for (const folder of [process.env.WEIGHTSPACE_DATA, ownFolder]) {
    if (folder === undefined || folder === '') continue;
    const path = join(folder, file.collection, file.name);
    const bytes = await readIfThere(path);
    if (bytes === undefined) continue;
    const sha256 = sha256Of(bytes);
    if (sha256 !== file.sha256) {
      throw new Error(`${path} has SHA-256 ${sha256}, expected ${file.sha256}; delete it and run \`npm run data\``);
    }
    return { path, bytes };
  }
  const fetched = await fetchFromMirrors(file, options);
  const path = join(ownFolder, file.collection, file.name);
  await save(path, fetched.bytes);
  return { path, ...fetched };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Error(`${path} cannot be read (${code}); make it readable, or delete it and run \`npm run data\``, {
      cause: error,
    });
  }
}

async function fetchFromMirrors(file: DataFile, { mirrors, onProgress, signal }: LocateOptions) {
  const failures: string[] = [];
  for (const mirror of mirrors ?? publicMirrors[file.collection]) {
    const fetchedFrom = `${mirror}${file.name}`;
    try {
      const bytes = await download(fetchedFrom, {
        size: file.size,
        signal,
        onBytes: (done) => onProgress?.({ task: file.name, done, total: file.size }),
      });
      const sha256 = sha256Of(bytes);
      if (sha256 === file.sha256) return { bytes, fetchedFrom };
      failures.push(`${mirror} sent a file with SHA-256 ${sha256}`);
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${mirror} ${(error as Error).message}`);
    }
  }
  throw new MissingFile(
    `${file.collection}/${file.name} is not on this machine and could not be fetched (${
      failures.join('; ') || 'no mirror was given'
    }); run \`npm run data\` where there is a network, or set WEIGHTSPACE_DATA to a folder that has it`,
  );
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, bytes);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be written (${code}); make its folder writable`, { cause: error });
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
