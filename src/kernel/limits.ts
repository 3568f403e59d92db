import type { Dataset } from '../dataset/dataset.js';
import { checkFit } from '../network/energy.js';
import type { Network } from '../network/network.js';

/** Patterns that the kernel has room for. */
export const MAX_PATTERNS = 2048;

/** Weights that the kernel has room for. */
const MAX_WEIGHTS = 2 ** 24;

/** Classes that the kernel has room for, and hidden units below an output for classes. */
const MAX_CLASSES = 16;
const MAX_HIDDEN_OF_CLASSES = 16_000;

/**
 * Checks a network and a data set, each and together.
 *
 * @throws TypeError if there is no network or no data set, or if an array is of the wrong type.
 * @throws RangeError if a number of either is wrong, if they do not fit, or if the kernel has no room.
 */
export function checkRoom(network: Network, data: Dataset): void {
  checkFit(network, data);
  if (data.patterns > MAX_PATTERNS) {
    throw new RangeError(
      `the data set has ${data.patterns} patterns; the kernel has room for ${MAX_PATTERNS}, use fewer`,
    );
  }
  if (network.weights > MAX_WEIGHTS) {
    throw new RangeError(
      `the network has ${network.weights} weights; the kernel has room for ${MAX_WEIGHTS}, use fewer units`,
    );
  }
  checkClasses(network);
}

function checkClasses({ layers, selfCoupling }: Network): void {
  if (selfCoupling !== undefined) return;
  const [hidden, outputs] = [layers.at(-2) ?? 0, layers.at(-1) ?? 0];
  if (outputs > MAX_CLASSES) {
    throw new RangeError(
      `the network has ${outputs} outputs; the kernel has room for ${MAX_CLASSES} classes, use fewer`,
    );
  }
  if (outputs > 1 && layers.length > 2 && hidden > MAX_HIDDEN_OF_CLASSES) {
    throw new RangeError(
      `the last hidden layer has ${hidden} units; below several outputs the kernel has room for ${MAX_HIDDEN_OF_CLASSES}, use fewer`,
    );
  }
}
