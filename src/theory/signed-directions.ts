import { checkLabelledData, type LabelledData } from './labelled-data.js';

/**
 * σ_μ ξ_μ/|ξ_μ|, P × N, pattern after pattern: the only thing about a data set that the errors of a perceptron depend on.
 * @throws where the shapes do not fit, a label is not ±1, or a pattern is all zeros or not finite.
 */
export function signedDirections(data: LabelledData): Float64Array {
  checkLabelledData(data);
  const { inputs, patterns, values, labels } = data;
  const directions = new Float64Array(patterns * inputs);
  for (let mu = 0; mu < patterns; mu++) {
    const start = mu * inputs;
    let square = 0;
    for (let i = start; i < start + inputs; i++) square += values[i] * values[i];
    if (!(square > 0 && square < Infinity)) {
      throw new RangeError(`pattern ${mu} has length ${Math.sqrt(square)}; remove it, for it has no direction`);
    }
    const factor = labels[mu] / Math.sqrt(square);
    for (let i = start; i < start + inputs; i++) directions[i] = factor * values[i];
  }
  return directions;
}
