import { EigenvalueDecomposition } from 'ml-matrix';
import { requireOptions } from '../check.js';
import { checkSeed } from '../seed.js';
import { classMoments, type Moments } from './class-moments.js';
import { CAPTIONS, CLONE_OPTIONS, checkedClone, type GaussianCloneOptions } from './clone-options.js';
import type { Dataset } from './dataset.js';
import { fromArrays } from './from-arrays.js';
import { gaussianClasses } from './gaussian-classes.js';

/**
 * A Gaussian clone of labelled data (Mele et al., TMLR 2025): normal patterns with the class means of the data and as much of
 * their class covariances as `kind` says. The moments are those of the patterns given: estimate them from many
 * (`mnistPair({ patterns: 2000, … })`) and ask for as few as you need. Fewer patterns than inputs give singular covariances, which
 * is allowed: the clone then varies in the directions in which the data do.
 *
 * Throws a sentence where `kind` is none of the three, a count or the separation is wrong, the seed is missing, or patterns
 * are asked for of a class that the data do not have.
 */
export function gaussianClone(data: Dataset, options: GaussianCloneOptions): Dataset {
  requireOptions('gaussianClone', options, [...CLONE_OPTIONS, 'seed', 'scale']);
  const { kind, patterns, positives, separation } = checkedClone(data, options);
  const { seed, scale } = options;
  const moments = classMoments(data);
  const noise = noiseOf(kind, moments);
  const { rows, labels } = gaussianClasses({ inputs: data.inputs, patterns, positives, seed }, (label, normals) => {
    const { mean } = label === 1 ? moments.positive : moments.negative;
    return (label === 1 ? noise.positive : noise.negative)(normals).map((value, i) => separation * mean[i] + value);
  });
  return fromArrays(rows, labels, {
    scale,
    source: `${data.provenance.source}, ${CAPTIONS[kind]}`,
    parameters: {
      kind,
      patterns,
      positives,
      separation,
      seed: checkSeed(seed),
      of: { parameters: data.provenance.parameters, checksum: data.provenance.checksum },
    },
    notice: data.provenance.notice,
  });
}

/** What turns standard normal numbers into the noise of a class. */
type Noise = (normals: Float64Array) => Float64Array;

function noiseOf(kind: 'full' | 'isotropic' | 'shared', moments: ReturnType<typeof classMoments>) {
  const { positive, negative } = moments;
  if (kind === 'full') return { positive: correlated(positive), negative: correlated(negative) };
  const [v1, v0] = [positive.variance, negative.variance];
  if (kind === 'isotropic') return { positive: isotropic(v1), negative: isotropic(v0) };
  return { positive: isotropic(Math.sqrt(v1 * v0)), negative: isotropic(Math.sqrt(v1 * v0)) };
}

function isotropic(variance: number): Noise {
  const deviation = Math.sqrt(variance);
  return (normals) => normals.map((value) => deviation * value);
}

/** V √λ of the covariance V λ Vᵀ: unlike a Cholesky factor it exists where some λ are 0, or −1e-16 by rounding. */
function correlated({ covariance }: Moments): Noise {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition([...covariance], {
    assumeSymmetric: true,
  });
  const deviations = realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)));
  const factor = eigenvectorMatrix.to2DArray().map((row) => Float64Array.from(row, (v, k) => v * deviations[k]));
  return (normals) => Float64Array.from(factor, (row) => row.reduce((sum, v, k) => sum + v * normals[k], 0));
}
