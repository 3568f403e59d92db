import { readFileSync } from 'node:fs';
import { inWords } from '../base/check.js';
import { writeWhole } from '../base/files.js';
import { sha256 } from '../base/hash.js';
import type { Json } from '../dataset/dataset.js';
import { samplerChecksum } from './build.js';

/** All that the walks of a run depend on: a checkpoint belongs to exactly one identity. */
export type RunIdentity = { readonly [name: string]: Json };

/** The state of one task between two steps: plain data, and the bytes of its walks. */
export interface Snapshot {
  readonly state: unknown;
  readonly walks: readonly Uint8Array[];
}

export interface Checkpoint {
  readonly identity: RunIdentity;
  /** Moves of each walker when the run was last completed; 0 if it never was. */
  readonly completed: number;
  /** Work done so far, in the run's own unit. */
  readonly done: number;
  readonly snapshots: { readonly [task: string]: Snapshot };
}

const FORMAT = 'weightspace/checkpoint';
/** Version 1 had another schedule and no checksum of the build. */
const FORMAT_VERSION = 2;

/**
 * Reads the checkpoint in a file; `undefined` if there is no such file. The file is never changed.
 *
 * @throws Error if the file cannot be read.
 * @throws TypeError if it is not a checkpoint, or is damaged, of another format version, or written by another build of
 * the samplers: resuming it would be neither build's result.
 */
export function readCheckpoint(file: string): Checkpoint | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // A path through a file becomes an error when it is written.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new Error(`the checkpoint ${file} cannot be read (${(error as Error).message}); check the path`);
  }
  const cut = text.indexOf('\n');
  const header = parse(text.slice(0, cut)) as Partial<ReturnType<typeof headerOf>> | null;
  if (header?.format !== FORMAT) {
    throw new TypeError(
      `${file} is not a checkpoint of weightspace; give another \`checkpoint\`, this file was not changed`,
    );
  }
  if (header.formatVersion !== FORMAT_VERSION) {
    throw new TypeError(
      `the checkpoint ${file} has format version ${String(header.formatVersion)} and this weightspace reads version ${FORMAT_VERSION}; ` +
        'resume with the version that wrote it, or give another `checkpoint` to start again',
    );
  }
  if (header.build !== samplerChecksum()) {
    throw new TypeError(
      `the checkpoint ${file} was written by another build of the samplers (${inWords(header.build).slice(0, 12)}, this one is ` +
        `${samplerChecksum().slice(0, 12)}), whose numbers may differ; resume with that build, or give another \`checkpoint\` to start again`,
    );
  }
  const body = text.slice(cut + 1);
  if (header.checksum !== sha256(body)) {
    throw new TypeError(`the checkpoint ${file} is damaged (its checksum is wrong); delete it to start again`);
  }
  return JSON.parse(body, restoreArrays) as Checkpoint;
}

/**
 * Writes a checkpoint, completely or not at all.
 *
 * @throws Error if the file cannot be written; an older checkpoint is then unharmed.
 */
export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
  const body = JSON.stringify(checkpoint, keepArrays);
  writeWhole(file, `${JSON.stringify(headerOf(body))}\n${body}`);
}

function headerOf(body: string) {
  return { format: FORMAT, formatVersion: FORMAT_VERSION, build: samplerChecksum(), checksum: sha256(body) };
}

/** @throws TypeError if the checkpoint belongs to another run. The error names the first difference. */
export function checkIdentity(file: string, saved: RunIdentity, wanted: RunIdentity): void {
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(saved)])) {
    const [before, now] = [JSON.stringify(saved[name]), JSON.stringify(wanted[name])];
    if (before === now) continue;
    throw new TypeError(
      `the checkpoint ${file} belongs to another run: its \`${name}\` is ${before}, here it is ${now}; ` +
        'give the options with which it was started, or another `checkpoint`',
    );
  }
}

// Arrays are written bit by bit: JSON has no infinities.
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

/** A copy, because a Buffer may lie anywhere in a larger block of memory. */
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
