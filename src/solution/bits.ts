import { checkEach, checkList } from '../base/check.js';

/**
 * Configurations with a bit for each weight, 32 to a word.
 *
 * @throws TypeError if `configurations` is not an array of arrays.
 * @throws RangeError if they differ in length or are empty, or if a weight is not −1 or +1.
 */
export function pack(configurations: readonly ArrayLike<number>[]): Uint32Array[] {
  checkList('configurations', configurations, 'configurations, each an array of weights');
  const { length } = configurations[0] ?? [];
  return Array.from(configurations, (weights, index) => {
    checkEach(`configurations[${index}]`, weights, (weight) => weight === 1 || weight === -1, 'a weight is −1 or +1');
    if (weights.length !== length || length === 0) {
      throw new RangeError(
        `\`configurations[${index}]\` has ${weights.length} weights and the first ${length}; give configurations of one network`,
      );
    }
    const words = new Uint32Array(Math.ceil(length / 32));
    for (let weight = 0; weight < length; weight++) {
      if (weights[weight] === 1) words[weight >> 5]! |= 1 << (weight & 31);
    }
    return words;
  });
}

/** Words as a string, to look configurations up by. */
export function keyOf(words: Uint32Array): string {
  let key = '';
  for (let word = 0; word < words.length; word++)
    key += String.fromCharCode(words[word]! & 0xffff, words[word]! >>> 16);
  return key;
}

/** The number of ones among 32 bits. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
