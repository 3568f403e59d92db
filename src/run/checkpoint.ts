import { readFileSync } from 'node:fs';
import { inWords } from '../base/check.js';
import { writeWhole } from '../base/files.js';
import { sha256 } from '../base/hash.js';
import type { Json } from '../dataset/dataset.js';
import { samplerChecksum } from './build.js';

/** What a run is, as far as its walks depend on it: a checkpoint belongs to just one. */
export type RunIdentity = { readonly [name: string]: Json };

/** One part of a run, as it stood between two steps: plain data, and the bytes of its walks. */
export interface Snapshot {
  readonly state: unknown;
  readonly walks: readonly Uint8Array[];
}

export interface Checkpoint {
  readonly identity: RunIdentity;
  /** Moves that each walker had made when the run last came to its end; 0 where it never did. */
  readonly completed: number;
  /** Work done so far, in the run's own unit. */
  readonly done: number;
  readonly snapshots: { readonly [task: string]: Snapshot };
}

const FORMAT = 'weightspace/checkpoint';
/** Version 1 had another schedule, and did not say which build wrote it. */
const FORMAT_VERSION = 2;

/**
 * The checkpoint in a file; `undefined` where there is no such file. Nothing is overwritten where this throws.
 *
 * @throws Error if the file cannot be read.
 * @throws TypeError if it is something else, damaged, of another format version, or written by another build of the samplers:
 * what that goes on to would be neither build's result.
 */
export function readCheckpoint(file: string): Checkpoint | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // A path through a file is found out when it is written.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new Error(`the checkpoint ${file} cannot be read (${(error as Error).message}); check the path`);
  }
  const cut = text.indexOf('\n');
  const header = parse(text.slice(0, cut)) as Partial<ReturnType<typeof headerOf>> | null;
  if (header?.format !== FORMAT) {
    throw new TypeError(
      `${file} is not a checkpoint of weightspace; give another \`checkpoint\`, this file was left as it is`,
    );
  }
  if (header.formatVersion !== FORMAT_VERSION) {
    throw new TypeError(
      `the checkpoint ${file} has format version ${String(header.formatVersion)} and this weightspace reads version ${FORMAT_VERSION}; ` +
        'go on with the version that wrote it, or give another `checkpoint` to start anew',
    );
  }
  if (header.build !== samplerChecksum()) {
    throw new TypeError(
      `the checkpoint ${file} was written by another build of the samplers (${inWords(header.build).slice(0, 12)}, this one is ` +
        `${samplerChecksum().slice(0, 12)}), whose numbers may differ; go on with that build, or give another \`checkpoint\` to start anew`,
    );
  }
  const body = text.slice(cut + 1);
  if (header.checksum !== sha256(body)) {
    throw new TypeError(
      `the checkpoint ${file} is damaged (its checksum is not the one it was written with); delete it to start anew`,
    );
  }
  return JSON.parse(body, restoreArrays) as Checkpoint;
}

/**
 * Writes a checkpoint, whole or not at all.
 *
 * @throws Error if that cannot be done; an older one is then unharmed.
 */
export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
  const body = JSON.stringify(checkpoint, keepArrays);
  writeWhole(file, `${JSON.stringify(headerOf(body))}\n${body}`);
}

function headerOf(body: string) {
  return { format: FORMAT, formatVersion: FORMAT_VERSION, build: samplerChecksum(), checksum: sha256(body) };
}

/** @throws TypeError if a checkpoint belongs to another run; the error names the first difference. */
export function checkIdentity(file: string, saved: RunIdentity, wanted: RunIdentity): void {
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(saved)])) {
    const [before, now] = [JSON.stringify(saved[name]), JSON.stringify(wanted[name])];
    if (before === now) continue;
    throw new TypeError(
      `the checkpoint ${file} belongs to another run: its \`${name}\` is ${before}, here it is ${now}; ` +
        'give the options it was started with, or another `checkpoint`',
    );
  }
}

// Arrays keep their bits, infinities included, which JSON's numbers would not.
function keepArrays(_: string, value: unknown): unknown {
  if (value instanceof Float64Array) return { float64: base64(value) };
  return value instanceof Uint8Array ? { bytes: base64(value) } : value;
}

function restoreArrays(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('float64' in value) return new Float64Array(bytesOf(value.float64 as string).buffer);
  return 'bytes' in value ? bytesOf(value.bytes as string) : value;
}

function base64(array: Float64Array | Uint8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

/** A copy of its own: a Buffer may lie anywhere in a larger block of memory. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
