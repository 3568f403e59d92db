import { checkCount, checkEach, checkList, checkText } from '../base/check.js';
import type { Columns } from '../base/frame.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkCounts, checkRunProvenance, type RunProvenance } from './density-of-states.js';
import { countIn, damaged, type Stored, textIn } from './json-fields.js';

/** Weight configurations of one energy, each equally likely. */
export interface Configurations {
  /** What this is, also in JSON. */
  readonly format: 'weightspace/configurations';
  /** How they were found: listed or sampled. */
  readonly name: string;
  /** P. */
  readonly patterns: number;
  /** M. */
  readonly weights: number;
  /** E, the same for all. */
  readonly energy: number;
  /** The configurations, M weights each, −1 or +1. */
  readonly configurations: readonly Int8Array[];
  /**
   * How many configurations were looked at, of this energy or another: observations of the walks that drew these, or all 2^M if
   * they were listed.
   */
  readonly observations: number;
  /** What was run, and on what data. */
  readonly provenance: RunProvenance;
  /** The data set itself; absent in a result that was read from JSON. */
  readonly data?: Dataset;
}

export const CONFIGURATIONS = 'weightspace/configurations';

export const CONFIGURATIONS_VERSION = 1;

/**
 * @throws TypeError if a part of the configurations is missing or of the wrong type.
 * @throws RangeError if one of them does not have M weights, −1 or +1 each.
 */
export function checkConfigurations(drawn: Configurations): void {
  const { name, configurations, patterns, weights, energy, observations, provenance } = drawn;
  checkText('name', name);
  checkCount('patterns', patterns, 'a data set has at least 1');
  checkList('configurations', configurations, 'configurations');
  checkCount('weights', weights, 'a network has at least 1');
  for (const configuration of configurations) {
    checkEach('a configuration', configuration, (weight) => weight === 1 || weight === -1, 'a weight is −1 or +1');
    if (configuration.length === weights) continue;
    throw new RangeError(`a configuration has ${configuration.length} weights, and the network ${weights}`);
  }
  checkCounts('energy and observations', [energy, observations], 2);
  checkRunProvenance(provenance);
}

/** One row for each configuration: its weights w1 … wM. */
export function configurationColumns({ configurations, weights }: Configurations): Columns {
  const columns = Array.from({ length: weights }, (_, k) => [
    `w${k + 1}`,
    configurations.map((configuration) => configuration[k]!),
  ]);
  return Object.fromEntries(columns);
}

const SIGNS = /^[+-]+$/;

/** A configuration in JSON: a sign for each weight. */
export function signsOf(configuration: Int8Array): string {
  return Array.from(configuration, (weight) => (weight > 0 ? '+' : '-')).join('');
}

/** @throws TypeError if a field is missing, or of the wrong type or length. */
export function readConfigurations(stored: Stored): Configurations {
  const { energy, configurations, provenance } = stored as unknown as Configurations;
  const weights = countIn(stored, 'weights');
  const patterns = countIn(stored, 'patterns');
  const name = textIn(stored, 'name');
  if (!(Number.isInteger(energy) && energy >= 0 && energy <= patterns)) {
    throw damaged(stored, '`energy` should be a level');
  }
  const isWhole = (signs: unknown) => typeof signs === 'string' && signs.length === weights && SIGNS.test(signs);
  if (!Array.isArray(configurations) || !configurations.every(isWhole)) {
    throw damaged(stored, `\`configurations\` should have ${weights} signs each`);
  }
  if (typeof provenance?.dataset !== 'object') throw damaged(stored, '`provenance` should name its data set');
  const observations = countIn(stored, 'observations');
  return {
    format: CONFIGURATIONS,
    name,
    patterns,
    weights,
    energy,
    configurations: configurations.map((signs: string) => Int8Array.from(signs, (sign) => (sign === '+' ? 1 : -1))),
    observations,
    provenance,
  };
}
