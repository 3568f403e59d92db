import type { Dataset } from '../dataset/dataset.js';
import { marginThreshold } from '../network/energy.js';
import type { Network } from '../network/network.js';

/**
 * The energies that the data allow: 1 or 0 for each of 0 … P. Identical patterns have the same output for all weights,
 * so those with one label are misclassified together, and those with another label are not; for a perceptron the same
 * holds for a pattern and its negative. Small fields can be wrong, or right, for both labels at a margin. Every sum of
 * the errors of such groups is allowed by the data, although no configuration may have it.
 */
export function possibleLevels(network: Network, data: Dataset): Uint8Array {
  if (network.selfCoupling !== undefined) return possibleViolations(network, data);
  let possible = Uint8Array.of(1);
  for (const group of groupPatterns(network, data)) {
    const contributions = contributionsOf(group, network, data);
    const next = new Uint8Array(possible.length + group.labels.length);
    for (const errors of contributions) {
      for (let energy = 0; energy < possible.length; energy++) if (possible[energy] === 1) next[energy + errors] = 1;
    }
    possible = next;
  }
  return possible;
}

/**
 * Each condition has a unit of its own, so that nothing makes two of them fail together; but some conditions hold in every
 * state, or in none.
 */
function possibleViolations(network: Network, { inputs, patterns, values, scale }: Dataset): Uint8Array {
  const threshold = marginThreshold(network, { scale });
  let [always, sometimes] = [0, 0];
  for (let unit = 0; unit < patterns; unit++) {
    const row = values.subarray(unit * inputs, (unit + 1) * inputs);
    const reach = row.reduce((sum, coupling) => sum + Math.abs(coupling), 0);
    if (reach <= threshold) always++;
    if (-reach <= threshold) sometimes++;
  }
  return Uint8Array.from({ length: patterns + 1 }, (_, energy) => (energy >= always && energy <= sometimes ? 1 : 0));
}

/** Patterns with the same output. For a perceptron they include negatives, whose labels are inverted. */
interface Group {
  readonly labels: number[];
  /** True if the sum of the inputs is even: then fields of ±1 weights are even and can be zero. */
  readonly even: boolean;
}

function groupPatterns(network: Network, { values, inputs, patterns, labels, classes }: Dataset): Iterable<Group> {
  const isOdd = network.layers.length === 2 && classes === undefined;
  const groups = new Map<string, Group>();
  for (let pattern = 0; pattern < patterns; pattern++) {
    const row = values.slice(pattern * inputs, (pattern + 1) * inputs);
    const isInverted = isOdd && (row.find((value) => value !== 0) ?? 1) < 0;
    const key = Buffer.from((isInverted ? row.map((value) => -value) : row).buffer).toString('latin1');
    const group = groups.get(key) ?? { labels: [], even: row.reduce((sum, value) => sum + value, 0) % 2 === 0 };
    group.labels.push(isInverted ? -labels[pattern]! : labels[pattern]!);
    groups.set(key, group);
  }
  return groups.values();
}

/** The numbers of errors that a group can contribute. */
function contributionsOf({ labels, even }: Group, network: Network, { classes, scale }: Dataset): Iterable<number> {
  const { layers, tie, margin = 0 } = network;
  const outputs = classes === undefined ? [-1, 1] : Array.from({ length: classes }, (_, label) => label);
  const errors = outputs.map((output) => labels.filter((label) => label !== output).length);
  if (margin !== 0) {
    const threshold = marginThreshold(network, { scale });
    // Fields up to this size have the same outcome for both labels.
    const small = threshold >= 0 ? threshold : -threshold - 1;
    return small >= 1 || even ? new Set([...errors, threshold >= 0 ? labels.length : 0]) : new Set(errors);
  }
  const canTie = classes !== undefined || (layers.length === 2 ? even : layers.at(-2)! % 2 === 0);
  if (!canTie) return new Set(errors);
  if (tie === 'error') return new Set([...errors, labels.length]);
  // The other tie rules can be right about several labels at once.
  return Array.from({ length: labels.length + 1 }, (_, count) => count);
}
