import { checkCount, checkList, inWords, isList } from '../base/check.js';
import type { EntropyCurve } from '../base/curve.js';
import { type Frame, frame } from '../base/frame.js';
import type { Dataset, DatasetProvenance, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { type Diagnostics, earlierDiagnostics } from './diagnostics.js';

/** What was run on what: enough to run it again. */
export interface RunProvenance {
  readonly dataset: DatasetProvenance;
  readonly network: Network;
  /** 'enumerate' or 'wangLandau', with its options, defaults filled in, seed included. */
  readonly method: { readonly name: string; readonly options: { readonly [name: string]: Json } };
  readonly version: string;
  /** Wall time in seconds; the only part of a result that differs between two runs with one seed. */
  readonly seconds: number;
}

/** The parts of a density of states, as plain data. */
export interface DensityOfStatesParts {
  readonly name: string;
  readonly kind: 'exact' | 'sampled';
  readonly patterns: number;
  readonly weights: number;
  readonly entropy: Float64Array;
  readonly standardError: Float64Array;
  readonly visits: Float64Array;
  readonly diagnostics: Diagnostics;
  readonly provenance: RunProvenance;
  /** The data set itself, where it is at hand: JSON does not keep it. */
  readonly data?: Dataset;
}

const FORMAT = 'weightspace/density-of-states';
const FORMAT_VERSION = 2;
/** The oldest version that can be read. */
const OLDEST_VERSION = 1;

/** The density of states g(E) of a network on a data set: for each energy, ln of the number of weight configurations. */
export class DensityOfStates implements EntropyCurve {
  readonly name: string;
  readonly kind: 'exact' | 'sampled';
  /** P. */
  readonly patterns: number;
  /** M. */
  readonly weights: number;
  /** The energies 0 … P. */
  readonly levels: Int32Array;
  /** S(E) = ln g(E) in nats, normalised to Σ g = 2^M; −∞ where no configuration was found. */
  readonly entropy: Float64Array;
  /**
   * One standard error of each entropy in nats: 0 where exact, ∞ where not known. Of few walkers it is widened by Student’s t
   * (see `studentWidth`), so that two of them hold at least 95 % and three 99.7 %.
   */
  readonly standardError: Float64Array;
  /** Production visits at each level; for an enumeration, g(E) itself. */
  readonly visits: Float64Array;
  readonly diagnostics: Diagnostics;
  readonly provenance: RunProvenance;
  /** The data set itself; absent in a result that was read from JSON. */
  readonly data?: Dataset;

  /** @throws TypeError or RangeError if the parts are no plain data of this kind. */
  constructor(parts: DensityOfStatesParts) {
    checkParts(parts);
    this.name = parts.name;
    this.kind = parts.kind;
    this.patterns = parts.patterns;
    this.weights = parts.weights;
    this.levels = Int32Array.from({ length: parts.patterns + 1 }, (_, energy) => energy);
    this.entropy = parts.entropy;
    this.standardError = parts.standardError;
    this.visits = parts.visits;
    this.diagnostics = parts.diagnostics;
    this.provenance = parts.provenance;
    if (parts.data !== undefined) this.data = parts.data;
  }

  /** Whether the result can be trusted and why, as one paragraph, with the data set's notice where it has one. */
  get verdict(): string {
    const { notice } = this.provenance.dataset;
    return [...this.diagnostics.verdict, ...(notice === undefined ? [] : [notice])].join(' ');
  }

  /** One row per level that was reached: energy, entropy, standardError, visits. Loads danfo on first use (about 1 s). */
  toFrame(): Frame {
    const reached = [...this.levels].filter((energy) => this.entropy[energy] !== -Infinity);
    return frame({
      energy: reached,
      entropy: reached.map((energy) => this.entropy[energy]),
      standardError: reached.map((energy) => this.standardError[energy]),
      visits: reached.map((energy) => this.visits[energy]),
    });
  }

  /** Plain JSON, versioned. Values that are not finite (a level never reached, an error not known) become `null`. */
  toJSON() {
    return {
      format: FORMAT,
      formatVersion: FORMAT_VERSION,
      name: this.name,
      kind: this.kind,
      patterns: this.patterns,
      weights: this.weights,
      entropy: Array.from(this.entropy, finiteOrNull),
      standardError: Array.from(this.standardError, finiteOrNull),
      visits: Array.from(this.visits),
      diagnostics: this.diagnostics,
      provenance: this.provenance,
    };
  }

  /**
   * Reads what `JSON.stringify` wrote, as text or parsed, also of earlier format versions.
   * @throws TypeError where it is something else, damaged, or of a newer format.
   */
  static fromJSON(json: unknown): DensityOfStates {
    const value = typeof json === 'string' ? parse(json) : json;
    if (typeof value !== 'object' || value === null || (value as { format?: unknown }).format !== FORMAT) {
      throw new TypeError(`this is not a density of states: its \`format\` should be '${FORMAT}'`);
    }
    const stored = value as ReturnType<DensityOfStates['toJSON']>;
    const { formatVersion } = stored;
    if (!(Number.isInteger(formatVersion) && formatVersion >= OLDEST_VERSION && formatVersion <= FORMAT_VERSION)) {
      throw new TypeError(
        `this density of states has format version ${inWords(formatVersion)}; this weightspace reads versions ${OLDEST_VERSION} to ${FORMAT_VERSION}, update it`,
      );
    }
    checkStored(stored);
    return new DensityOfStates({
      name: stored.name,
      kind: stored.kind,
      patterns: stored.patterns,
      weights: stored.weights,
      entropy: Float64Array.from(stored.entropy, (entry) => entry ?? -Infinity),
      standardError: Float64Array.from(stored.standardError, (entry) => entry ?? Infinity),
      visits: Float64Array.from(stored.visits),
      diagnostics: formatVersion === 1 ? earlierDiagnostics(stored) : stored.diagnostics,
      provenance: stored.provenance,
    });
  }
}

/**
 * Whether a value is a density of states. Not `instanceof`: a result from before a rebuild lives on in a notebook's kernel, and
 * is of the class that was loaded then.
 */
export function isDensityOfStates(value: unknown): value is DensityOfStates {
  if (value instanceof DensityOfStates) return true;
  return (
    typeof value === 'object' && value !== null && ['diagnostics', 'verdict', 'toFrame'].every((name) => name in value)
  );
}

function checkParts(parts: DensityOfStatesParts): void {
  if (!isList(parts?.entropy)) {
    throw new TypeError(`the parts are ${inWords(parts)}; give those of a density of states`);
  }
  const { patterns, diagnostics, provenance } = parts;
  checkCount('patterns', patterns, 'a density of states belongs to at least 1');
  for (const name of ['entropy', 'standardError', 'visits'] as const) {
    checkList(name, parts[name], 'numbers');
    if (parts[name].length === patterns + 1) continue;
    throw new RangeError(`\`${name}\` has ${parts[name].length} numbers and \`patterns\` is ${patterns}; give P + 1`);
  }
  if (!diagnostics?.verdict || !provenance?.dataset) {
    throw new TypeError('the parts have no `diagnostics` or no `provenance`; give those of a density of states');
  }
}

/** @throws TypeError unless the stored numbers are whole: lengths that fit, numbers or `null` in the arrays. */
function checkStored(stored: ReturnType<DensityOfStates['toJSON']>): void {
  const damaged = (what: string) => new TypeError(`this density of states is damaged: ${what}; compute it again`);
  for (const name of ['patterns', 'weights'] as const) {
    if (!Number.isSafeInteger(stored[name]) || stored[name] < 1) throw damaged(`\`${name}\` should be a count`);
  }
  if (typeof stored.name !== 'string') throw damaged('`name` should be text');
  if (stored.kind !== 'exact' && stored.kind !== 'sampled') throw damaged("`kind` should be 'exact' or 'sampled'");
  const length = stored.patterns + 1;
  for (const name of ['entropy', 'standardError', 'visits'] as const) {
    const entries: unknown = stored[name];
    if (!Array.isArray(entries) || entries.length !== length) {
      throw damaged(`\`${name}\` should have ${length} entries`);
    }
    if (!entries.every((entry) => Number.isFinite(entry) || (entry === null && name !== 'visits'))) {
      throw damaged(`\`${name}\` has entries that are not numbers`);
    }
  }
  if (!Array.isArray(stored.diagnostics?.verdict)) throw damaged('`diagnostics` should have a verdict');
  if (typeof stored.provenance?.dataset !== 'object') throw damaged('`provenance` should name its data set');
}

/** The value of a JSON text; `undefined` where it is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
