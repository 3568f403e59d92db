import { type EntropyCurve, normalise } from '../curve.js';

/** The curve S(E) = M ln 2 + ln p(E) of ln p(E), E = 0 … P, with p normalised to 1. */
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
