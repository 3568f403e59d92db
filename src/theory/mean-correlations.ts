import { checkInteger, checkWithin, inWords } from '../check.js';
import type { LabelledData } from './labelled-data.js';
import { signedDirections } from './signed-directions.js';

/** Two classes, summed up by the mean signed correlations of their patterns. */
export interface MeanCorrelations {
  /** P1 and P0, the patterns with label +1 and −1. */
  readonly positive: number;
  readonly negative: number;
  /** ρ11: the mean of ρ_μν over the pairs μ ≠ ν within label +1, 0 where there is no pair. */
  readonly withinPositive: number;
  /** ρ00: the same within label −1. */
  readonly withinNegative: number;
  /** ρ10: the mean over all pairs between the two labels. */
  readonly between: number;
}

/** @throws TypeError or RangeError unless these are mean correlations of some patterns. */
export function checkMeanCorrelations(correlations: MeanCorrelations): void {
  if (correlations?.between === undefined) {
    throw new TypeError(`the correlations are ${inWords(correlations)}; give those of \`meanCorrelations\``);
  }
  const { positive, negative, withinPositive, withinNegative, between } = correlations;
  checkInteger('positive', positive, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('negative', negative, 0, Number.MAX_SAFE_INTEGER);
  checkWithin('withinPositive', withinPositive, -1, 1);
  checkWithin('withinNegative', withinNegative, -1, 1);
  checkWithin('between', between, -1, 1);
}

/**
 * Means of the signed correlations ρ_μν = σ_μ σ_ν ξ_μ·ξ_ν/(|ξ_μ||ξ_ν|), from the sum of the directions of each class:
 * Σ_{μ≠ν} ρ_μν = |Σ_μ σ_μ ξ_μ/|ξ_μ||² − P1.
 * @throws as `annealed` does.
 */
export function meanCorrelations(data: LabelledData): MeanCorrelations {
  const directions = signedDirections(data);
  const { inputs, patterns, labels } = data;
  const sums = { positive: new Float64Array(inputs), negative: new Float64Array(inputs) };
  let positive = 0;
  for (let mu = 0; mu < patterns; mu++) {
    if (labels[mu] === 1) positive++;
    const sum = labels[mu] === 1 ? sums.positive : sums.negative;
    for (let i = 0; i < inputs; i++) sum[i] += directions[mu * inputs + i];
  }
  const negative = patterns - positive;
  return {
    positive,
    negative,
    withinPositive: meanOverPairs(sums.positive, positive),
    withinNegative: meanOverPairs(sums.negative, negative),
    between: positive * negative > 0 ? correlation(dot(sums.positive, sums.negative) / (positive * negative)) : 0,
  };
}

function meanOverPairs(sum: Float64Array, patterns: number): number {
  return patterns < 2 ? 0 : correlation((dot(sum, sum) - patterns) / (patterns * (patterns - 1)));
}

/** Rounding may lead a little beyond ±1. */
function correlation(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * b[i], 0);
}
