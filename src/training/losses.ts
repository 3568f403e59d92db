import type { RealWeights } from './dense-network.js';

/** The loss of one pattern; its derivatives, divided by `patterns`, are left in `slopes`. */
export type Compare = (
  outputs: RealWeights,
  slopes: RealWeights,
  first: number,
  units: number,
  target: number,
  patterns: number,
) => number;

export const meanSquare: Compare = (outputs, slopes, first, units, target, patterns) => {
  let loss = 0;
  for (let unit = 0; unit < units; unit++) {
    const output = 1 / (1 + Math.exp(-outputs[first + unit]));
    const distance = output - (unit === target ? 1 : 0);
    slopes[first + unit] = (2 * distance * output * (1 - output)) / patterns;
    loss += distance * distance;
  }
  return loss;
};

export const logistic: Compare = (outputs, slopes, first, _units, target, patterns) => {
  const sign = target === 0 ? 1 : -1;
  const agreement = sign * outputs[first];
  slopes[first] = -sign / (1 + Math.exp(agreement)) / patterns;
  return Math.max(0, -agreement) + Math.log1p(Math.exp(-Math.abs(agreement)));
};

export const logSoftmax: Compare = (outputs, slopes, first, units, target, patterns) => {
  let largest = -Infinity;
  for (let k = first; k < first + units; k++) largest = Math.max(largest, outputs[k]);
  let sum = 0;
  for (let k = first; k < first + units; k++) sum += Math.exp(outputs[k] - largest);
  for (let unit = 0; unit < units; unit++) {
    const probability = Math.exp(outputs[first + unit] - largest) / sum;
    slopes[first + unit] = (probability - (unit === target ? 1 : 0)) / patterns;
  }
  return Math.log(sum) + largest - outputs[first + target];
};

/** A tie is an error. */
export function isRight(outputs: RealWeights, first: number, units: number, target: number): boolean {
  if (units === 1) return target === 0 ? outputs[first] > 0 : outputs[first] < 0;
  for (let unit = 0; unit < units; unit++) {
    if (unit !== target && !(outputs[first + unit] < outputs[first + target])) return false;
  }
  return true;
}
