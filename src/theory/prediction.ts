import { checkCount } from '../base/check.js';
import { type EntropyCurve, MOST_PATTERNS, normalise } from '../base/curve.js';

/** The curve S(E) = M ln 2 + ln p(E), E = 0 … P, of a distribution given as ln p(E); p is normalised to 1. */
export function probabilityCurve(name: string, weights: number, logProbability: Float64Array): EntropyCurve {
  return {
    name,
    kind: 'theory',
    patterns: logProbability.length - 1,
    weights,
    levels: Float64Array.from(logProbability.keys()),
    entropy: normalise(logProbability, weights),
  };
}

/** @throws RangeError unless M and P are whole numbers of at least 1 and P is at most `MOST_PATTERNS`. */
export function checkWeightsAndPatterns(weights: number, patterns: number): void {
  checkCount('weights', weights, 'a network needs at least 1');
  checkPatterns(patterns);
}

/** A sum over inputs and patterns with more terms than this takes minutes. */
const MOST_STEPS = 1e9;

/** @throws RangeError unless N and P are counts and N × P, the steps that the curve takes, is at most `MOST_STEPS`. */
export function checkTeacherSizes(inputs: number, patterns: number): void {
  checkCount('inputs', inputs, 'a perceptron needs at least 1');
  checkPatterns(patterns);
  if (inputs * patterns > MOST_STEPS) {
    throw new RangeError(
      `\`inputs\` is ${inputs}; with ${patterns} patterns give at most ${Math.floor(MOST_STEPS / patterns)}`,
    );
  }
}

/** @throws RangeError unless P is a whole number from 1 to `MOST_PATTERNS`. */
function checkPatterns(patterns: number): void {
  checkCount('patterns', patterns, 'a data set needs at least 1');
  if (patterns > MOST_PATTERNS) {
    throw new RangeError(
      `\`patterns\` is ${patterns}; give at most ${MOST_PATTERNS}, the most that a curve has room for`,
    );
  }
}
