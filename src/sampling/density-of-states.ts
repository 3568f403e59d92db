import { checkEach, checkText, inWords } from '../base/check.js';
import { checkCurve, type EntropyCurve } from '../base/curve.js';
import type { Columns } from '../base/frame.js';
import { version } from '../base/version.js';
import type { Dataset, DatasetProvenance, Json } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import type { System } from '../run/identity.js';
import { type Diagnostics, earlierDiagnostics } from './diagnostics.js';
import { countIn, damaged, numbersIn, type Stored, textIn } from './json-fields.js';

/** What was run, and on what data: enough to run it again. */
export interface RunProvenance {
  /** Where the data came from. */
  readonly dataset: DatasetProvenance;
  /** The network that was sampled. */
  readonly network: Network;
  /** The sampler with its options, defaults filled in, seed included. */
  readonly method: { readonly name: string; readonly options: { readonly [name: string]: Json } };
  /** The version of weightspace that computed it. */
  readonly version: string;
  /** Wall time in seconds: the only part of a result that differs between two runs with the same seed. */
  readonly seconds: number;
}

/** The provenance of a result that has just been computed. `start` is the `performance.now()` of its beginning. */
export function provenanceOf({ network, data }: System, method: RunProvenance['method'], start: number): RunProvenance {
  return { dataset: data.provenance, network, method, version, seconds: (performance.now() - start) / 1000 };
}

/**
 * The density of states g(E) of a network on a data set: for each energy, the logarithm of the number of weight
 * configurations.
 */
export interface DensityOfStates extends EntropyCurve {
  /** What this is, also in JSON. */
  readonly format: 'weightspace/density-of-states';
  /** Whether all configurations were counted, or sampled. */
  readonly kind: 'exact' | 'sampled';
  /** The energies 0 … P. */
  readonly levels: Int32Array;
  /** S(E) = ln g(E) in nats, normalised to Σ g = 2^M; −∞ where no configuration was found. */
  readonly entropy: Float64Array;
  /**
   * One standard error of each entropy in nats: 0 where exact, ∞ where unknown. Widened by Student’s t for few walkers
   * (see `studentWidth`), so that two standard errors cover at least 95 % and three 99.7 %.
   */
  readonly standardError: Float64Array;
  /** Production visits of each level; for an enumeration, g(E) itself. */
  readonly visits: Float64Array;
  /** What the run recorded, and how far to trust it. */
  readonly diagnostics: Diagnostics;
  /** What was run, and on what data. */
  readonly provenance: RunProvenance;
  /** The data set itself; absent in a result that was read from JSON. */
  readonly data?: Dataset;
}

export const DENSITY_OF_STATES = 'weightspace/density-of-states';

/** Version 1 had one flag, `trusted`, instead of `reliable` and `doubts`. */
export const DENSITY_OF_STATES_VERSION = 2;

/** A density of states made of what was measured. */
export function makeDensityOfStates(measured: Omit<DensityOfStates, 'format' | 'levels'>): DensityOfStates {
  const levels = Int32Array.from({ length: measured.patterns + 1 }, (_, energy) => energy);
  return { format: DENSITY_OF_STATES, ...measured, levels };
}

export function isDensityOfStates(value: unknown): value is DensityOfStates {
  return (value as Partial<DensityOfStates> | null | undefined)?.format === DENSITY_OF_STATES;
}

export const UNCHANGED = 'give the result of a run unchanged';

/**
 * @throws TypeError if this is not a density of states, or if a part of it is missing or of the wrong type.
 * @throws RangeError if a number of it is out of range, or if its columns differ in length.
 */
export function checkDensityOfStates(dos: DensityOfStates): void {
  if (!isDensityOfStates(dos)) {
    throw new TypeError(`the density of states is ${inWords(dos)}; give what wangLandau or enumerate returned`);
  }
  checkCurve(dos);
  const { patterns, standardError, visits, diagnostics, provenance } = dos;
  checkCounts('visits', visits, patterns + 1);
  checkColumn('standardError', standardError, patterns + 1, (error) => error >= 0);
  const { verdict, counted, roundTrips, bulkRoundTrips = 0 } = diagnostics ?? {};
  if (!Array.isArray(verdict)) throw new TypeError(`\`diagnostics\` is ${inWords(diagnostics)}; ${UNCHANGED}`);
  for (const sentence of verdict) checkText('diagnostics.verdict', sentence);
  checkCounts('diagnostics', [counted, roundTrips, bulkRoundTrips], 3);
  checkRunProvenance(provenance);
}

/** @throws TypeError if there is no provenance, or if it does not name its network and its data set. */
export function checkRunProvenance(provenance: RunProvenance): void {
  if (!Array.isArray(provenance?.network?.layers)) {
    throw new TypeError(`\`provenance\` has no network; ${UNCHANGED}`);
  }
  checkText('provenance.dataset.checksum', provenance.dataset?.checksum);
  if (provenance.dataset.notice !== undefined) checkText('provenance.dataset.notice', provenance.dataset.notice);
}

/** @throws TypeError or RangeError unless these are `length` good numbers. */
export function checkColumn(
  name: string,
  column: ArrayLike<number>,
  length: number,
  isGood: (value: number) => boolean,
): void {
  checkEach(name, column, isGood, UNCHANGED);
  if (column.length !== length) throw new RangeError(`\`${name}\` has ${column.length} numbers; ${UNCHANGED}`);
}

/** @throws TypeError or RangeError unless these are `length` finite numbers of at least 0. */
export function checkCounts(name: string, counts: ArrayLike<number>, length: number): void {
  checkColumn(name, counts, length, (count) => count >= 0 && count < Infinity);
}

/** One row for each level that was reached. */
export function densityColumns({ levels, entropy, standardError, visits }: DensityOfStates): Columns {
  const reached = [...levels].filter((energy) => entropy[energy] !== -Infinity);
  return {
    energy: reached,
    entropy: reached.map((energy) => entropy[energy]!),
    standardError: reached.map((energy) => standardError[energy]!),
    visits: reached.map((energy) => visits[energy]!),
  };
}

/** @throws TypeError if a field is missing, or of the wrong type or length. */
export function readDensityOfStates(stored: Stored): DensityOfStates {
  const { kind, formatVersion, diagnostics, provenance } = stored as Stored & DensityOfStates;
  const [patterns, weights] = [countIn(stored, 'patterns'), countIn(stored, 'weights')];
  const name = textIn(stored, 'name');
  if (kind !== 'exact' && kind !== 'sampled') throw damaged(stored, "`kind` should be 'exact' or 'sampled'");
  const entropy = numbersIn(stored, 'entropy', patterns + 1, -Infinity);
  const standardError = numbersIn(stored, 'standardError', patterns + 1, Infinity);
  const visits = numbersIn(stored, 'visits', patterns + 1);
  if (!Array.isArray(diagnostics?.verdict)) throw damaged(stored, '`diagnostics` should have a verdict');
  if (typeof provenance?.dataset !== 'object') throw damaged(stored, '`provenance` should name its data set');
  return makeDensityOfStates({
    name,
    kind,
    patterns,
    weights,
    entropy,
    standardError,
    visits,
    diagnostics: formatVersion === 1 ? earlierDiagnostics({ entropy, standardError, diagnostics }) : diagnostics,
    provenance,
  });
}
