import type { EntropyCurve } from '../base/curve.js';
import {
  checkMeanCorrelations,
  type LabelledData,
  type MeanCorrelations,
  meanCorrelations,
  signedCorrelations,
} from './correlations.js';
import { probabilityCurve } from './prediction.js';
import { type TwoClasses, twoClassErrors } from './two-classes.js';

/**
 * S(E), E = 0 … P, of a ±1 perceptron, predicted from the data alone. For random weights and many inputs the
 * stabilities are jointly Gaussian with covariance r_μν (see `annealedVariance`); here each r_μν is replaced by its
 * mean over the pairs with the same two labels. A pattern of label a then has stability √(1−r_aa) z_μ + h_a, where (h1,
 * h0) is Gaussian with covariances r11, r00 and r10, and E = Bin(P1, Φ(−h1/√(1−r11))) + Bin(P0, Φ(−h0/√(1−r00))). (After
 * Mele et al. 2025.)
 *
 * A slightly negative r_aa, as random patterns have, counts as 0, and |r10| is limited to √(r11 r00).
 *
 * @example
 * ```ts
 * import { annealed, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(annealed(data).entropy); // S(E) in nats, E = 0 … 40
 * ```
 * @throws TypeError if `data` is not a data set.
 * @throws RangeError if its shapes do not fit, a label is not ±1, a pattern is all zeros or not finite, or all patterns
 * of one label are the same up to sign.
 */
export function annealed(data: LabelledData): EntropyCurve {
  const correlations = meanCorrelations(data);
  return twoClassCurve('annealed', data.inputs, correlations);
}

/**
 * The variance of E over random ±1 weights, Σ_μν asin(r_μν)/2π with r_μν = σ_μ σ_ν ξ_μ·ξ_ν/(|ξ_μ||ξ_ν|): two jointly
 * Gaussian stabilities are both negative with probability ¼ + asin(r)/2π (Sheppard 1899). The diagonal contributes P/4.
 * The result is exact where pre-activations are Gaussian, that is, for many inputs of similar size.
 *
 * Given mean correlations instead of data, it returns P/4 + [P1(P1−1) c11 + P0(P0−1) c00 + 2 P1 P0 c10] with c =
 * asin(r)/2π, which is the same if all pairs with the same two labels have the same correlation.
 *
 * @example
 * ```ts
 * import { annealedVariance, separatedPatterns } from 'weightspace';
 *
 * const data = separatedPatterns({ inputs: 25, patterns: 40, separation: 1, seed: 'patterns' });
 * console.log(annealedVariance(data)); // compare with P/4 = 10, for patterns without correlations
 * ```
 * @throws TypeError if `of` is neither a data set nor the result of `meanCorrelations`.
 * @throws RangeError if the shapes of the data do not fit, a label is not ±1, a pattern is all zeros or not finite, a
 * mean correlation is not from −1 to 1, or a count is not a whole number of at least 0.
 */
export function annealedVariance(of: LabelledData | MeanCorrelations): number {
  return Object(of).between === undefined ? dataVariance(of as LabelledData) : meanVariance(of as MeanCorrelations);
}

function dataVariance(data: LabelledData): number {
  let sum = 0;
  signedCorrelations(data, (rho) => {
    sum += Math.asin(rho);
  });
  return data.patterns / 4 + sum / Math.PI;
}

function meanVariance(correlations: MeanCorrelations): number {
  checkMeanCorrelations(correlations);
  const { positive, negative, withinPositive, withinNegative, between } = correlations;
  const pairs =
    positive * (positive - 1) * Math.asin(withinPositive) +
    negative * (negative - 1) * Math.asin(withinNegative) +
    2 * positive * negative * Math.asin(between);
  return (positive + negative) / 4 + pairs / (2 * Math.PI);
}

/**
 * S(E), E = 0 … P, where all pairs of patterns with the same two labels have the same correlation of their stabilities
 * (see `annealed`). A slightly negative r11 or r00 counts as 0, and |r10| is limited to √(r11 r00).
 *
 * @throws RangeError if all patterns of one label are the same up to sign.
 */
export function twoClassCurve(
  name: string,
  weights: number,
  correlations: MeanCorrelations,
  flipped: Pick<TwoClasses, 'positiveFlipped' | 'negativeFlipped'> = {},
): EntropyCurve {
  return probabilityCurve(name, weights, twoClassErrors({ ...sharedFields(correlations), ...flipped }));
}

/** The fields of the two classes, each in units of the noise of its class. */
function sharedFields(correlations: MeanCorrelations): TwoClasses {
  const { positive, negative, between } = correlations;
  const [rho1, rho0] = withinClasses(correlations);
  const bound = Math.sqrt(rho1 * rho0);
  const covariance = Math.min(bound, Math.max(-bound, between));
  return {
    positive,
    negative,
    positiveVariance: rho1 / noise(rho1, '+1'),
    negativeVariance: rho0 / noise(rho0, '−1'),
    covariance: covariance / Math.sqrt(noise(rho1, '+1') * noise(rho0, '−1')),
  };
}

/**
 * r11 and r00, raised to 0 where negative. A class of one pattern has no pairs, so it gets the value that leaves r10
 * unchanged.
 */
function withinClasses(correlations: MeanCorrelations): [number, number] {
  const { positive, negative, withinPositive, withinNegative, between } = correlations;
  const rho1 = Math.max(0, withinPositive);
  const rho0 = Math.max(0, withinNegative);
  if (positive === 1 && negative === 1) return [Math.abs(between), Math.abs(between)];
  if (positive === 1) return [rho0 > 0 ? Math.min(rho0, between ** 2 / rho0) : 0, rho0];
  if (negative === 1) return [rho1, rho1 > 0 ? Math.min(rho1, between ** 2 / rho1) : 0];
  return [rho1, rho0];
}

/** 1 − r, the variance that the patterns of a class do not share. */
function noise(rho: number, label: string): number {
  if (1 - rho < 1e-9) {
    throw new RangeError(
      `all patterns with label ${label} are the same up to sign; the prediction needs different ones`,
    );
  }
  return 1 - rho;
}
