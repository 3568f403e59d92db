import { deflateSync, inflateSync } from 'node:zlib';
import { samplerChecksum } from '../run/build.js';
import { LONG_RUN } from '../run/options.js';
import type { StoredTask } from '../run/stored-task.js';
import { enumerate } from '../sampling/enumerate.js';
import { jointEnumerate, jointWangLandau } from '../sampling/joint.js';
import type { Result } from '../sampling/results.js';
import { wangLandau } from '../sampling/wang-landau.js';
import type { Piece } from './pieces.js';

// A task as text that another process reads and computes: every number bit for bit.

type Sampler = (task: StoredTask, options: never) => Promise<Result>;

/** The samplers that another process calls with what a task has: those that ask an engine for their results. */
const SAMPLERS: { readonly [name: string]: Sampler } = {
  wangLandau: ({ network, data }, options) => wangLandau(network, data, options),
  enumerate: ({ network, data }, options) => enumerate(network, data, options),
  jointWangLandau: ({ network, data, axis }, options) => jointWangLandau(network, data, axis as never, options),
  jointEnumerate: ({ network, data, axis }, options) => jointEnumerate(network, data, axis as never, options),
};

/** Computes a task. `options` are those of the process that computes it, such as `workers`. */
export function compute(task: StoredTask, options: object): Promise<Result> {
  return SAMPLERS[task.sampler]!(task, { ...task.options, ...options } as never);
}

/** Options of the process that asks for the result. */
const NOT_SENT: readonly string[] = LONG_RUN.filter((name) => name !== 'checkpointSeconds');

/** What a job computes: a task, or only a part of it. */
export type Sent = StoredTask & Pick<Piece, 'key' | 'part'>;

/** The text of a task, with its key and the build of the samplers that are to compute it. */
export function writeTask(task: Sent): string {
  const { key, part, sampler, network, data, about, axis } = task;
  const options = Object.fromEntries(Object.entries(task.options ?? {}).filter(([name]) => !NOT_SENT.includes(name)));
  return JSON.stringify(
    { build: samplerChecksum(), key, part, task: { sampler, network, data, options, about, axis } },
    pack,
  );
}

/**
 * Reads what `writeTask` wrote.
 *
 * @throws Error if the samplers have been changed since.
 */
export function readTask(text: string): Sent {
  const { build, key, part, task } = JSON.parse(text, unpack);
  if (build === samplerChecksum()) return { ...task, key, part };
  throw new Error(
    'the samplers were rebuilt after this job was submitted, and their numbers may differ; run the cell or the script again ' +
      'in a new process: it submits the job again',
  );
}

const ARRAYS = { Int8Array, Uint8Array, Int16Array, Int32Array, Float32Array, Float64Array } as const;

function pack(this: unknown, _: string, value: unknown): unknown {
  // JSON has no infinities.
  if (typeof value === 'number' && !Number.isFinite(value)) return { 'not finite': String(value) };
  if (!ArrayBuffer.isView(value)) return value;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return {
    [Object.prototype.toString.call(value).slice('[object '.length, -1)]: deflateSync(bytes).toString('base64'),
  };
}

function unpack(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [[kind, text] = ['', ''], ...others] = Object.entries(value);
  if (others.length > 0 || typeof text !== 'string') return value;
  if (kind === 'not finite') return Number(text);
  if (!Object.hasOwn(ARRAYS, kind)) return value;
  const bytes = Uint8Array.from(inflateSync(Buffer.from(text, 'base64')));
  return new ARRAYS[kind as keyof typeof ARRAYS](bytes.buffer);
}
