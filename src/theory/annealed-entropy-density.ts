import { checkPositive, checkWithin, requireOptions } from '../check.js';

/** A point of the thermodynamic limit N, P → ∞. */
export interface EnergyPoint {
  /** α = P/N. */
  readonly load: number;
  /** ε = E/P, from 0 to 1. */
  readonly energyFraction: number;
}

/**
 * s = S/N of random labels, annealed: ln 2 + α[h(ε) − ln 2] nats per weight, h(ε) = −ε ln ε − (1−ε) ln(1−ε). An upper
 * bound of `replicaEntropyAt`; at ε = 0 it is (1 − α) ln 2, and vanishes at α = 1. The leading order of
 * `annealedRandomLabels`.
 * @throws where the load is not above 0 or the energy fraction not from 0 to 1.
 */
export function annealedEntropyDensity(point: EnergyPoint): number {
  requireOptions('annealedEntropyDensity', point, ['load', 'energyFraction']);
  const { load, energyFraction } = point;
  checkPositive('load', load);
  checkWithin('energyFraction', energyFraction, 0, 1);
  const mixing = entropyTerm(energyFraction) + entropyTerm(1 - energyFraction);
  return Math.LN2 + load * (mixing - Math.LN2);
}

function entropyTerm(p: number): number {
  return p === 0 ? 0 : -p * Math.log(p);
}
