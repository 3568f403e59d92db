// What `weightspace/core` gives: importing it changes nothing in the process, and loads neither figures nor notebooks.

// Networks

export { energy } from './network/energy.js';
export {
  committee,
  type Network,
  type NetworkOptions,
  perceptron,
  signNetwork,
  type TieRule,
} from './network/network.js';

// Data

export { type NpyArray, readNpy, writeNpy } from './base/npy.js';
export { type RandomStream, randomStream, type Seed } from './base/seed.js';
export { classMeans, classMoments, type Moments } from './dataset/class-moments.js';
export {
  CAPTIONS,
  CLONE_OPTIONS,
  type CloneClass,
  type CloneClassesOptions,
  checkedClone,
  cloneClasses,
  type GaussianCloneOptions,
  gaussianClone,
} from './dataset/clones.js';
export {
  asItIs,
  type Dataset,
  type DatasetParts,
  type DatasetProvenance,
  type Json,
  makeDataset,
} from './dataset/dataset.js';
export { type FromArraysOptions, fromArrays, type Inputs } from './dataset/from-arrays.js';
export {
  type DirectedPatternsOptions,
  directedPatterns,
  type GaussianClassesOptions,
  gaussianClasses,
  randomMean,
  type SeparatedPatternsOptions,
  separatedPatterns,
} from './dataset/gaussian.js';
export { arithmetic } from './dataset/grid.js';
export { drawnDigits } from './dataset/pictures/drawn-digits.js';
export { locate, MissingFile } from './dataset/pictures/locate.js';
export { type MnistClassesOptions, type MnistPairOptions, mnistClasses, mnistPair } from './dataset/pictures/mnist.js';
export { pictures } from './dataset/pictures/pictures.js';
export type { PictureSampleOptions } from './dataset/pictures/sample.js';
export {
  checkShape,
  type PictureShape,
  type ResizedOptions,
  resize,
  resized,
  shapeOf,
} from './dataset/pictures/shape.js';
export {
  collectionPictures,
  greyStatistics,
  MOST_PICTURES,
  PICTURE_SIDE,
  PIXELS,
  type PictureSet,
  type PictureSource,
} from './dataset/pictures/source.js';
export {
  type RandomPatternsOptions,
  randomPatterns,
  randomSigns,
  shuffle,
  type TeacherPatternsOptions,
  teacherPatterns,
  teacherWeights,
} from './dataset/random.js';
export { centred, type MislabelledOptions, mislabelled, type Split, split } from './dataset/transforms.js';

// Sampling and counting

export type { LongRunOptions } from './run/long-run.js';
export type { ProgressDetail, ProgressEvent, ProgressListener, ProgressRow } from './run/progress.js';
export { DensityOfStates, type DensityOfStatesParts, type RunProvenance } from './sampling/density-of-states.js';
export type { Diagnostics, Doubt, NotFound } from './sampling/diagnostics.js';
export type { EnumerateOptions } from './sampling/enumerate.js';
export { type Axis, type JointOptions, jointEnumerate, jointWangLandau } from './sampling/joint.js';
export {
  type AxisBins,
  atEnergy,
  type ByEnergy,
  byEnergy,
  exactMeans,
  type JointDensityOfStates,
  type SampledCounts,
  sampledMeans,
  widenedError,
} from './sampling/joint-density.js';
export type { Moves, OneOverTProtocol } from './sampling/one-over-t.js';
export { type Model, perceptronModel, type ReferenceOptions, referenceWangLandau } from './sampling/reference.js';
export { type SampleConfigurationsOptions, sampleConfigurations } from './sampling/sample-configurations.js';
export type { PaperProtocol, WangLandauOptions } from './sampling/wang-landau.js';
export { enumerate, keepResults, wangLandau } from './study/kept.js';

// Theory

export { annealed, annealedVariance, meanCorrelationVariance } from './theory/annealed.js';
export {
  type AnnealedCommitteeOptions,
  annealedCommittee,
  checkHidden,
  committeeVariance,
  type HiddenLayer,
} from './theory/committee.js';
export {
  checkLabelledData,
  checkMeanCorrelations,
  correlationAngle,
  type LabelledData,
  type MeanCorrelations,
  meanCorrelations,
  signedCorrelations,
  signedDirections,
} from './theory/correlations.js';
export {
  type ClassSeparation,
  classSeparation,
  type IsotropicClass,
  type IsotropicClasses,
  isotropicClasses,
  type MeanDirections,
  meanDirections,
} from './theory/gaussian-classes.js';
export { layeredCorrelation, majorityCorrelation } from './theory/majority.js';
export { annealedMislabelled, type Mislabelling, mislabelling } from './theory/mislabelling.js';
export { gaussianTail } from './theory/numerics/gaussian-tail.js';
export { probabilityCurve } from './theory/prediction.js';
export { annealedEntropyDensity, annealedRandomLabels, type EnergyPoint, type Sizes } from './theory/random-labels.js';
export { type ReplicaCurveOptions, replicaCurve } from './theory/replica-curve.js';
export {
  type ReplicaPoint,
  type ReplicaState,
  replicaCapacity,
  replicaEntropy,
  replicaEntropyAt,
  replicaGroundState,
} from './theory/replicas.js';
export {
  annealedTeacher,
  annealedTeacherDistance,
  learningState,
  replicaTeacher,
  replicaTeacherTransition,
  type TeacherDistanceOptions,
  type TeacherSizes,
  type TeacherState,
} from './theory/teacher.js';

// Analysis

export {
  type AverageCurvesOptions,
  type AveragedCurve,
  averageCurves,
  fitLine,
  type Line,
  type Mean,
  meanOf,
} from './analysis/averages.js';
export { type Overlaps, overlap, overlaps } from './analysis/configurations.js';
export {
  classAngle,
  type PrincipalComponents,
  type PrincipalComponentsOptions,
  principalComponents,
} from './analysis/data-geometry.js';
export {
  checkSamePatterns,
  compareToExact,
  densityDistance,
  type ExactComparison,
  kullbackLeibler,
  logProbabilities,
  shareWithin,
  totalVariation,
} from './analysis/distances.js';
export {
  type EnergyMoments,
  energyMoments,
  type LowEnergyShare,
  linearError,
  lowEnergyShare,
  lowestLevel,
} from './analysis/moments.js';
export {
  type DensityPeak,
  densityPeak,
  type Peak,
  type PeaksOptions,
  peaks,
} from './analysis/peaks.js';
export { type PublishedRunOptions, readPublishedRun } from './analysis/published-run.js';
export { lowest, type Summit, summits } from './analysis/summits.js';
export {
  type Observables,
  type Thermodynamics,
  type ThermodynamicsOptions,
  thermodynamics,
} from './analysis/thermodynamics.js';
export { density, type EntropyCurve, logSumExp, normalise } from './base/curve.js';

// Studies

export { type Columns, type Frame, frame } from './base/frame.js';
export { version } from './base/version.js';
export {
  ResultStore,
  type ResultStoreOptions,
  type StoredRun,
  type StoredTask,
  stored,
  type TaskPlan,
} from './study/result-store.js';
export {
  type AveragedRuns,
  type AverageRunsOptions,
  averageRuns,
  checkRuns,
  groupRuns,
  type Row,
  type RunGroup,
  rowsFrame,
  runsFrame,
  sweepVerdict,
} from './study/runs.js';
export {
  type Schedule,
  type ScheduleAccuracy,
  type ScheduleAccuracyOptions,
  scheduleAccuracy,
} from './study/schedule-accuracy.js';
export {
  type Axes,
  describePoint,
  type PointOf,
  type Run,
  type RunOptions,
  type Runs,
  range,
  type SweepOptions,
  sweep,
} from './study/sweep.js';
