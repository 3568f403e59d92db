import { statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkChoice,
  checkCount,
  checkFunction,
  checkSignal,
  checkText,
  inWords,
  requireOptions,
} from '../../base/check.js';
import { writeWhole } from '../../base/files.js';
import { sha256 } from '../../base/hash.js';
import { projectFolder } from '../../base/project.js';
import { type DataFile, mirrors as publicMirrors, REMEDY } from './data-files.js';
import { download } from './download.js';

/** The `data` folder of the project, or of the current folder if weightspace is installed as a package. */
export function dataFolder(): string {
  return join(projectFolder(), 'data');
}

export interface LocateOptions {
  /**
   * The folder for downloaded files. Default: the project's `data` folder, or `./data` if weightspace is installed as a
   * package.
   */
  readonly folder?: string | undefined;
  /**
   * Addresses to download from, each ending in '/', tried in turn. Default: the public servers of the file. []
   * downloads nothing.
   */
  readonly mirrors?: readonly string[] | undefined;
  /** Called during a download: `task` is the name of the file; `done` and `total` are bytes. */
  readonly onProgress?: ((event: FetchProgress) => void) | undefined;
  /** Stops a download; nothing is left behind. */
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
  /** The address it was downloaded from; absent if it was on this machine. */
  readonly fetchedFrom?: string;
}

/** Thrown if a data file is not on this machine and no mirror could provide it. */
export class MissingFile extends Error {
  override readonly name = 'MissingFile';
}

/**
 * Finds a data file: in the folder that the environment variable WEIGHTSPACE_DATA names (`mnist/…`, `fashion-mnist/…`),
 * then in `folder`, then at the mirrors, from which it is saved to `folder` once its SHA-256 has been checked. Warns on
 * the console, once, if WEIGHTSPACE_DATA does not name a folder. If `signal` is aborted, its reason is thrown.
 *
 * @throws TypeError if `file` is not the description of a data file, or if an option is unknown or of the wrong type.
 * @throws Error if a file that is found has another checksum (the search then ends) or cannot be saved, or, as
 * MissingFile, if the file is found nowhere.
 */
export async function locate(file: DataFile, options: LocateOptions = {}): Promise<LocatedFile> {
  checkFile(file);
  requireOptions('locate', options, LOCATE_OPTIONS);
  checkLocateOptions(options);
  const ownFolder = options.folder ?? dataFolder();
  for (const folder of [namedFolder(), ownFolder]) {
    if (folder === undefined) continue;
    const path = join(folder, file.collection, file.name);
    const bytes = await readIfThere(path, file.size);
    if (bytes === undefined) continue;
    const found = sha256(bytes);
    if (found !== file.sha256) {
      throw new Error(`${path} has SHA-256 ${found}, expected ${file.sha256}; ${REMEDY}`);
    }
    return { path, bytes };
  }
  const fetched = await fetchFromMirrors(file, options);
  const path = join(ownFolder, file.collection, file.name);
  writeWhole(path, fetched.bytes);
  return { path, ...fetched };
}

/** The names of the options of `locate`. */
export const LOCATE_OPTIONS = ['folder', 'mirrors', 'onProgress', 'signal'] as const;

/** @throws TypeError if an option of `locate` is of the wrong type. */
export function checkLocateOptions({ folder, mirrors, onProgress, signal }: LocateOptions): void {
  if (folder !== undefined) checkText('folder', folder);
  if (onProgress !== undefined)
    checkFunction('onProgress', onProgress, '({ done, total }) => console.log(done / total)');
  if (signal !== undefined) checkSignal('signal', signal);
  if (mirrors === undefined) return;
  if (!Array.isArray(mirrors)) {
    throw new TypeError(`\`mirrors\` is ${inWords(mirrors)}; give an array of addresses, or [] to fetch nothing`);
  }
  for (const mirror of mirrors) checkText('mirrors', mirror);
}

/** Collection and name become a path, so they must not lead to another folder. */
function checkFile(file: DataFile): void {
  const { collection, name, size, sha256: checksum } = file ?? {};
  checkChoice('collection', collection, Object.keys(publicMirrors));
  if (typeof name !== 'string' || !/^\w[\w.-]*$/.test(name)) {
    throw new TypeError(`\`name\` is ${inWords(name)}; give the name of a file, of letters, digits, dots and dashes`);
  }
  checkCount('size', size, 'give the number of bytes that the file has');
  if (typeof checksum !== 'string' || !/^[0-9a-f]{64}$/.test(checksum)) {
    throw new TypeError(`\`sha256\` is ${inWords(checksum)}; give 64 hexadecimal digits`);
  }
}

let warnedFolder: string | undefined;

/** The folder that WEIGHTSPACE_DATA names. */
function namedFolder(): string | undefined {
  const folder = process.env.WEIGHTSPACE_DATA;
  if (folder === undefined || folder === '') return undefined;
  if (isFolder(folder)) return folder;
  if (warnedFolder !== folder) {
    console.warn(`WEIGHTSPACE_DATA is ${folder}, which is not a folder; searching for data files elsewhere.`);
    warnedFolder = folder;
  }
  return undefined;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Checks before it reads: a pipe or a device might never end, and a different file might be larger than the memory. */
async function readIfThere(path: string, size: number): Promise<Uint8Array | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Error(`${path} is not a file; ${REMEDY}`);
    if (found.size > size) throw new Error(`${path} has ${found.size} bytes, expected ${size}; ${REMEDY}`);
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Error(`${path} cannot be read (${code}); make it readable, or ${REMEDY}`, { cause: error });
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
      const found = sha256(bytes);
      if (found === file.sha256) return { bytes, fetchedFrom };
      failures.push(`${mirror} sent a file with SHA-256 ${found}`);
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${mirror} ${(error as Error).message}`);
    }
  }
  throw new MissingFile(
    `${file.collection}/${file.name} is not on this machine and could not be downloaded (${
      failures.join('; ') || 'no mirror was given'
    }); run \`npm run data\` when online, or set WEIGHTSPACE_DATA to a folder that has it`,
  );
}
