import { gaussianHazard, logGaussianTail } from './numerics/gaussian-tail.js';

/** Averages over the units of m fixed points whose mutual overlaps are q, for a conjugate r. */
export interface LiquidAverages {
  /** ln ∫DzDt g^m. */
  readonly logNorm: number;
  /** ⟨ln g⟩, with the weight g^m. */
  readonly logFactor: number;
  /** ⟨tanh²⟩ of the field on a unit. */
  readonly square: number;
  /** ⟨(∂ ln g/∂h)²⟩, where h = √q t. */
  readonly push: number;
}

/** Far enough for an error of about 1e-14 in a Gaussian average. */
const REACH = 8;

/** The step in z, which the trapezoid rule resolves to 1e-11: z is a Gaussian, shifted by up to ±m√r. */
const STEP = 0.75;

/**
 * The averages with weight g^m over z and t, where g = e^(√r z) Φ((J_D + √q t)/√(1−q)) + e^(−√r z) Φ((J_D − √q
 * t)/√(1−q)), by trapezoids. Because g(−z, −t) = g(z, t), half of all t is enough.
 */
export function liquidAverages(selfCoupling: number, overlap: number): (m: number, r: number) => LiquidAverages {
  const width = Math.sqrt(1 - overlap);
  const root = Math.sqrt(overlap);
  // The factors Φ change within √((1−q)/q); this resolves them to 1e-9.
  const step = Math.min(0.25, width / root / 3);
  const fields = Array.from({ length: Math.ceil(REACH / step) + 1 }, (_, k) => {
    const t = k * step;
    const [plus, minus] = [(selfCoupling + root * t) / width, (selfCoupling - root * t) / width];
    const [logPlus, logMinus] = [logGaussianTail(-plus), logGaussianTail(-minus)];
    return {
      logWeight: Math.log(k === 0 ? step : 2 * step) - (t * t + Math.log(2 * Math.PI)) / 2,
      mean: (logPlus + logMinus) / 2,
      half: (logPlus - logMinus) / 2,
      hazardPlus: gaussianHazard(-plus) / width,
      hazardMinus: gaussianHazard(-minus) / width,
    };
  });
  return (m, r) => {
    const scale = Math.sqrt(r);
    const last = Math.ceil((REACH + m * scale) / STEP);
    const logStep = Math.log(STEP) - Math.log(2 * Math.PI) / 2;
    let top = -Infinity;
    let [norm, logFactor, square, push] = [0, 0, 0, 0];
    for (const { logWeight, mean, half, hazardPlus, hazardMinus } of fields) {
      for (let k = -last; k <= last; k++) {
        const z = k * STEP;
        // ln g = mean + ln 2cosh y.
        const y = scale * z + half;
        const decay = Math.exp(-2 * Math.abs(y));
        const logG = mean + Math.abs(y) + Math.log1p(decay);
        const term = logWeight + logStep - (z * z) / 2 + m * logG;
        if (term < top - 40) continue;
        if (term > top) {
          const shrink = Math.exp(top - term);
          norm *= shrink;
          logFactor *= shrink;
          square *= shrink;
          push *= shrink;
          top = term;
        }
        const weight = Math.exp(term - top);
        const share = 1 / (1 + decay);
        const [plus, minus] = y > 0 ? [share, 1 - share] : [1 - share, share];
        norm += weight;
        logFactor += weight * logG;
        square += weight * (plus - minus) ** 2;
        push += weight * (plus * hazardPlus - minus * hazardMinus) ** 2;
      }
    }
    return { logNorm: top + Math.log(norm), logFactor: logFactor / norm, square: square / norm, push: push / norm };
  };
}
