import { checkCurve, type EntropyCurve } from '../curve.js';

/**
 * The lowest energy at which the curve has configurations: the ground state, where the curve is exact or was sampled for long
 * enough; otherwise the ground state may lie lower.
 * @throws where no level has configurations.
 */
export function lowestLevel(curve: EntropyCurve): number {
  checkCurve(curve);
  const { name, levels, entropy } = curve;
  const place = Array.from(entropy).findIndex((value) => value > -Infinity);
  if (place < 0) throw new RangeError(`'${name}' has no level with configurations; run it for longer`);
  return levels[place];
}
