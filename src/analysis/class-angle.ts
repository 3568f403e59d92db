import { twoClasses } from '../dataset/check-dataset.js';
import { classMeans } from '../dataset/class-moments.js';
import type { Dataset } from '../dataset/dataset.js';

/**
 * The angle between the mean patterns of the two classes, in degrees from 0 to 180: above 90° a perceptron finds the classes
 * on opposite sides, below it has to tell apart two classes on one side, and ρ peaks near P0/P and P1/P (Mele et al., TMLR
 * 2025).
 * @throws where a class is empty, or its mean is 0 and has no direction, or the labels are classes.
 */
export function classAngle(data: Dataset): number {
  const { positive, negative } = twoClasses(data);
  if (positive === 0 || negative === 0) {
    throw new RangeError(`the classes have ${positive} and ${negative} patterns; an angle needs some of each`);
  }
  const { positive: mean1, negative: mean0 } = classMeans(data);
  const product = mean1.reduce((sum, value, i) => sum + value * mean0[i], 0);
  const lengths = norm(mean1) * norm(mean0);
  if (lengths === 0) throw new RangeError('the mean of a class is 0 and has no direction; give data with other means');
  return (Math.acos(Math.min(1, Math.max(-1, product / lengths))) * 180) / Math.PI;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
