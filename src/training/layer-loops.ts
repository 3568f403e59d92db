import type { Layer, RealWeights } from './dense-network.js';

/** Patterns that the inner loops treat together, so that each weight is read once for all of them. */
export const TOGETHER = 4;

/** What the units of a layer take in: a = w·x + b. */
export function takeIn(layer: Layer, weights: RealWeights, from: RealWeights, to: RealWeights, rows: number): void {
  const { inputs, units, first, bias } = layer;
  for (let row = 0; row < rows; row += TOGETHER) {
    const a = row * inputs;
    const b = a + inputs;
    const c = b + inputs;
    const d = c + inputs;
    for (let unit = 0; unit < units; unit++) {
      const start = first + unit * inputs;
      let sumA = weights[bias + unit];
      let sumB = sumA;
      let sumC = sumA;
      let sumD = sumA;
      for (let i = 0; i < inputs; i++) {
        const weight = weights[start + i];
        sumA += weight * from[a + i];
        sumB += weight * from[b + i];
        sumC += weight * from[c + i];
        sumD += weight * from[d + i];
      }
      const place = row * units + unit;
      to[place] = sumA;
      to[place + units] = sumB;
      to[place + 2 * units] = sumC;
      to[place + 3 * units] = sumD;
    }
  }
}

export function rectify(activity: RealWeights, length: number): void {
  for (let k = 0; k < length; k++) if (activity[k] < 0) activity[k] = 0;
}

/** The derivatives by the weights and biases of a layer, summed over the patterns. */
export function addGradient(
  layer: Layer,
  slopes: RealWeights,
  from: RealWeights,
  gradient: RealWeights,
  rows: number,
): void {
  const { inputs, units, first, bias } = layer;
  gradient.fill(0, first, bias + units);
  for (let unit = 0; unit < units; unit++) {
    const start = first + unit * inputs;
    for (let row = 0; row < rows; row += TOGETHER) {
      const place = row * units + unit;
      const slopeA = slopes[place];
      const slopeB = slopes[place + units];
      const slopeC = slopes[place + 2 * units];
      const slopeD = slopes[place + 3 * units];
      if (slopeA === 0 && slopeB === 0 && slopeC === 0 && slopeD === 0) continue;
      gradient[bias + unit] += slopeA + slopeB + slopeC + slopeD;
      const a = row * inputs;
      const b = a + inputs;
      const c = b + inputs;
      const d = c + inputs;
      for (let i = 0; i < inputs; i++) {
        gradient[start + i] +=
          slopeA * from[a + i] + slopeB * from[b + i] + slopeC * from[c + i] + slopeD * from[d + i];
      }
    }
  }
}

/** The derivatives by what the layer below takes in: 0 where its units are silent. */
export function passBack(
  layer: Layer,
  weights: RealWeights,
  slopes: RealWeights,
  below: RealWeights,
  slopesBelow: RealWeights,
  rows: number,
): void {
  const { inputs, units, first } = layer;
  slopesBelow.fill(0, 0, rows * inputs);
  for (let row = 0; row < rows; row++) {
    const place = row * inputs;
    for (let unit = 0; unit < units; unit++) {
      const slope = slopes[row * units + unit];
      if (slope === 0) continue;
      const start = first + unit * inputs;
      for (let i = 0; i < inputs; i++) slopesBelow[place + i] += slope * weights[start + i];
    }
    for (let i = place; i < place + inputs; i++) if (below[i] === 0) slopesBelow[i] = 0;
  }
}
