import type { DataFrame } from 'danfojs-node';
import type { EntropyCurve } from '../curve.js';
import type { Dataset, DatasetProvenance, Json } from '../dataset/dataset.js';
import { frame } from '../frame.js';
import type { Network } from '../network/network.js';

/** What a run saw on its way: the grounds of its verdict. */
export interface Diagnostics {
  /** Proposals made by all walkers, learning and production together; configurations visited, for an enumeration. */
  readonly moves: number;
  /** Independent production walkers (0 for an enumeration). */
  readonly walkers: number;
  /** Stages of the modification factor that the learning went through. */
  readonly stages: number;
  /** Fraction of accepted production moves. */
  readonly acceptance: number;
  /** Round trips between the lowest and the highest level, all production walkers together. */
  readonly roundTrips: number;
  /** Overlapping windows of each walker; 1 where it went over all levels. */
  readonly windows: number;
  /** Fraction of attempted replica exchanges that were made; `null` in one window. */
  readonly exchanged: number | null;
  /** By how many production walkers each level was found. */
  readonly foundBy: readonly number[];
  /**
   * Where g(E) = g(P − E) must hold: the largest |S(E) − S(P − E)| in nats, and the root mean square of the same
   * differences in standard errors (about 1 when the error bars are right), each level estimated by itself. `null` where
   * the symmetry does not hold, and where the walkers went over one half only.
   */
  readonly symmetryResidual: { readonly largest: number; readonly pull: number } | null;
  /** True where the result can be taken at its error bars. */
  readonly trusted: boolean;
  /** Why it can be trusted or not, in sentences. */
  readonly verdict: readonly string[];
}

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
const FORMAT_VERSION = 1;

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
  /** One standard error of each entropy in nats: 0 where exact, ∞ where a level was not measured. */
  readonly standardError: Float64Array;
  /** Production visits at each level; for an enumeration, g(E) itself. */
  readonly visits: Float64Array;
  readonly diagnostics: Diagnostics;
  readonly provenance: RunProvenance;
  /** The data set itself; absent in a result that was read from JSON. */
  readonly data?: Dataset;

  constructor(parts: DensityOfStatesParts) {
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
  toFrame(): DataFrame {
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

  /** Reads what `JSON.stringify` wrote (text or parsed). Throws a sentence where it is something else or a newer format. */
  static fromJSON(json: unknown): DensityOfStates {
    const value = typeof json === 'string' ? parse(json) : json;
    if (typeof value !== 'object' || value === null || (value as { format?: unknown }).format !== FORMAT) {
      throw new TypeError(`this is not a density of states: its \`format\` should be '${FORMAT}'`);
    }
    const stored = value as ReturnType<DensityOfStates['toJSON']>;
    if (stored.formatVersion !== FORMAT_VERSION) {
      throw new TypeError(
        `this density of states has format version ${stored.formatVersion}; this weightspace reads version ${FORMAT_VERSION}, update it`,
      );
    }
    const length = stored.patterns + 1;
    for (const name of ['entropy', 'standardError', 'visits'] as const) {
      if (!Array.isArray(stored[name]) || stored[name].length !== length) {
        throw new TypeError(
          `this density of states is damaged: \`${name}\` should have ${length} entries; compute it again`,
        );
      }
    }
    return new DensityOfStates({
      name: stored.name,
      kind: stored.kind,
      patterns: stored.patterns,
      weights: stored.weights,
      entropy: Float64Array.from(stored.entropy, (entry) => entry ?? -Infinity),
      standardError: Float64Array.from(stored.standardError, (entry) => entry ?? Infinity),
      visits: Float64Array.from(stored.visits),
      diagnostics: stored.diagnostics,
      provenance: stored.provenance,
    });
  }
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
