// What `weightspace/core` exports: importing it changes nothing in the process, and loads neither figures nor notebooks.

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
export { recurrentNetwork } from './network/recurrent-network.js';

// Data

export type { RandomStream, Seed } from './base/seed.js';
export { classMoments, type Moments } from './dataset/class-moments.js';
export {
  type CloneClass,
  type CloneClassesOptions,
  cloneClasses,
  type GaussianCloneOptions,
  gaussianClone,
} from './dataset/clones.js';
export { couplingsFrom, type RandomCouplingsOptions, randomCouplings } from './dataset/couplings.js';
export type { Dataset, DatasetProvenance, Json } from './dataset/dataset.js';
export { type FromArraysOptions, fromArrays, type Inputs } from './dataset/from-arrays.js';
export {
  type DirectedPatternsOptions,
  directedPatterns,
  type SeparatedPatternsOptions,
  separatedPatterns,
} from './dataset/gaussian.js';
export { type MnistClassesOptions, type MnistPairOptions, mnistClasses, mnistPair } from './dataset/pictures/mnist.js';
export { pictures } from './dataset/pictures/pictures.js';
export type { PictureSampleOptions } from './dataset/pictures/sample.js';
export { type PictureShape, type ResizePicturesOptions, resizePictures } from './dataset/pictures/shape.js';
export {
  nearestPrototype,
  type PrototypePatternsOptions,
  type PrototypesOptions,
  prototypePatterns,
  prototypes,
} from './dataset/prototypes.js';
export {
  type RandomPatternsOptions,
  randomPatterns,
  type TeacherPatternsOptions,
  teacherPatterns,
  teacherWeights,
} from './dataset/random.js';
export {
  binariseInputs,
  centreInputs,
  type FlipLabelsOptions,
  flipLabels,
  groupClasses,
  type Split,
  shuffleInputs,
  split,
} from './dataset/transforms.js';

// Sampling and counting

export type { LongRunOptions } from './run/options.js';
export type { ProgressDetail, ProgressEvent, ProgressListener, ProgressRow } from './run/progress.js';
export {
  type Annealing,
  type AnnealingSnapshot,
  type AnnealingStage,
  type AnnealOptions,
  anneal,
} from './sampling/anneal.js';
export type { Configurations } from './sampling/configurations.js';
export type { DensityOfStates, RunProvenance } from './sampling/density-of-states.js';
export type { Diagnostics, Doubt, NotFound } from './sampling/diagnostics.js';
export { type EnumerateOptions, enumerate } from './sampling/enumerate.js';
export { type JointOptions, jointEnumerate, jointWangLandau } from './sampling/joint.js';
export type { JointAccuracy } from './sampling/joint-accuracy.js';
export type { Axis } from './sampling/joint-axis.js';
export { type AxisBins, atEnergy, type JointDensityOfStates } from './sampling/joint-density.js';
export { type ListSolutionsOptions, listSolutions } from './sampling/list-solutions.js';
export type { ByEnergy } from './sampling/mean-given-energy.js';
export type { Moves, OneOverTProtocol, PaperProtocol } from './sampling/plan.js';
export { type Model, type ReferenceOptions, referenceWangLandau } from './sampling/reference.js';
export { type SampleConfigurationsOptions, sampleConfigurations } from './sampling/sample-configurations.js';
export { type WangLandauOptions, wangLandau } from './sampling/wang-landau.js';

// Solvers

export { type SimulatedAnnealingOptions, simulatedAnnealing } from './solvers/annealing.js';
export { type EntropicAnnealingOptions, entropicAnnealing } from './solvers/entropic-annealing.js';
export { type EntropySGDOptions, entropySGD } from './solvers/entropy-sgd.js';
export { type FocusingBPOptions, focusingBP } from './solvers/focusing-bp.js';
export { type ReinforcedBPOptions, reinforcedBP } from './solvers/reinforced-bp.js';
export { solveRepeatedly } from './solvers/repeat.js';
export { type ReplicatedAnnealingOptions, replicatedAnnealing } from './solvers/replicated-annealing.js';
export { type ReplicatedSGDOptions, replicatedSGD } from './solvers/replicated-sgd.js';
export { clippedPerceptron, type SBPIOptions, sbpi } from './solvers/sbpi.js';
export type { Solution, Solver, SolverOptions } from './solvers/solver.js';
export { solvers } from './solvers/solvers.js';
export { type StochasticWeightsOptions, stochasticWeights } from './solvers/stochastic-weights.js';
export { type StraightThroughOptions, straightThrough } from './solvers/straight-through.js';

// Recurrent networks

export { type BistablePairs, type BistablePairsOptions, bistablePairs } from './recurrent/bistable-units.js';
export { dynamics } from './recurrent/dynamics.js';
export { type FocusingDynamicsOptions, focusingDynamics } from './recurrent/focusing-dynamics.js';
export { type StrengthenOptions, strengthen } from './recurrent/hebbian.js';
export { type LikelihoodDynamicsOptions, likelihoodDynamics } from './recurrent/likelihood-dynamics.js';
export type { LocalEpoch, LocalLayer } from './recurrent/local-layer.js';
export {
  type Classification,
  classify,
  type LocalLearningOptions,
  learnLocally,
} from './recurrent/local-learning.js';
export { type ReplicatedDynamicsOptions, replicatedDynamics } from './recurrent/replicated-dynamics.js';
export {
  type RowCapacitiesOptions,
  type RowCapacity,
  rowCapacities,
  shuffleUnits,
} from './recurrent/representations.js';
export {
  asynchronousDynamics,
  parallelDynamics,
  type Relaxation,
  type RelaxOptions,
  relax,
  type SettleOptions,
} from './recurrent/settle.js';
export {
  type OverlapOfTrajectories,
  overlapOfTrajectories,
  type TrajectoryOptions,
} from './recurrent/trajectories.js';
export {
  type DecoderOptions,
  type ResidualNoise,
  type ResidualNoiseOptions,
  residualNoise,
  type Transmission,
  type TransmitOptions,
  transmit,
} from './recurrent/transmit.js';
export type { StartOptions } from './recurrent/units.js';

// Training

export { type DenseLoss, denseLoss } from './training/backpropagation.js';
export {
  type DenseNetwork,
  type DenseNetworkOptions,
  denseNetwork,
  type Loss,
  type RealWeights,
  startWeights,
} from './training/dense-network.js';
export { type DescendOptions, descend } from './training/descend.js';
export type { Descent, WeightSnapshot } from './training/descent.js';
export { type GradientNoiseOptions, gradientNoise } from './training/gradient-noise.js';
export {
  type ExactPSpinDescent,
  type PSpinDescent,
  type PSpinDescentOptions,
  pSpinCorrelation,
  pSpinDescent,
  pSpinSusceptibility,
} from './training/p-spin-descent.js';
export {
  type PSpinSimulationOptions,
  pSpinSimulation,
  type SimulatedPSpinDescent,
} from './training/p-spin-simulation.js';

// Results

export { density, type EntropyCurve } from './base/curve.js';
export type { Cell, Columns, Frame, Row } from './base/frame.js';
export type { Measured } from './base/measured.js';
export { fromJSON, type Result, toFrame, toJSON, verdict } from './sampling/results.js';

// Solutions

export { type BallCountsOptions, ballCounts } from './solution/ball-counts.js';
export { clusters, distancesFrom, pairDistances } from './solution/clusters.js';
export { compareToUniform, type UniformComparison } from './solution/compare-to-uniform.js';
export { type CrossEntropyMinimum, crossEntropyMinimum } from './solution/cross-entropy.js';
export { inputNoise, type NoiseOptions, type NoisePoint, weightNoise } from './solution/noise.js';
export { type Path, type PathOptions, pathBetween } from './solution/path-between.js';

// Inference

export {
  type ApproximateMessagePassingOptions,
  approximateMessagePassing,
  type MessagePassing,
  type MessagePassingOptions,
} from './inference/approximate-message-passing.js';
export {
  type LocalEntropy,
  type LocalEntropyOptions,
  type LocalEntropyPoint,
  localEntropy,
} from './inference/local-entropy.js';

// Theory

export { annealed, annealedVariance } from './theory/annealed.js';
export { annealedPairs } from './theory/annealed-pairs.js';
export { channelCapacity, codeRate, correctableNoise } from './theory/codes.js';
export {
  type AnnealedCommitteeOptions,
  annealedCommittee,
  committeeVariance,
  type HiddenLayer,
} from './theory/committee.js';
export { correlationAngle, type LabelledData, type MeanCorrelations, meanCorrelations } from './theory/correlations.js';
export {
  annealedRecurrent,
  fixedPointEntropy,
  fixedPointProbability,
  type RandomRecurrentNetwork,
} from './theory/fixed-point-counts.js';
export {
  type FixedPointMoments,
  type FixedPointPair,
  fixedPointMoments,
  fixedPointPairEntropy,
  fixedPointPairs,
} from './theory/fixed-point-pairs.js';
export { type FranzParisiPoint, type FranzParisiState, franzParisi } from './theory/franz-parisi.js';
export {
  type ClassSeparation,
  classSeparation,
  type IsotropicClass,
  type IsotropicClasses,
  isotropicClasses,
  type MeanDirections,
  meanDirections,
} from './theory/gaussian-classes.js';
export {
  type LiquidEntropy,
  type LiquidEntropyOptions,
  type LiquidThresholds,
  liquidEntropy,
  liquidThresholds,
} from './theory/liquid-entropy.js';
export {
  type LocalEntropyBound,
  type LocalEntropyBoundOptions,
  localEntropyBound,
  localEntropyThreshold,
} from './theory/local-entropy-bound.js';
export { annealedMislabelled, type Mislabelling, mislabelling } from './theory/mislabelling.js';
export { gaussianTail } from './theory/numerics/gaussian-tail.js';
export { annealedRandomLabels, type EnergyPoint, type Sizes } from './theory/random-labels.js';
export { type ReplicaCurveOptions, replicaCurve } from './theory/replica-curve.js';
export {
  type MarginOption,
  type ReplicaPoint,
  type ReplicaState,
  replicaCapacity,
  replicaEntropy,
  replicaGroundState,
  replicaMaximumMargin,
} from './theory/replicas.js';
export { representationCapacity } from './theory/representation-capacity.js';
export {
  type PSpinThreshold,
  type PSpinThresholdOptions,
  pSpinThreshold,
  pSpinTransition,
} from './theory/spherical-p-spin.js';
export {
  annealedTeacher,
  annealedTeacherDistance,
  replicaTeacher,
  replicaTeacherTransition,
  type TeacherDistanceOptions,
  type TeacherSizes,
  type TeacherState,
} from './theory/teacher.js';

// Analysis

export { type AgedCurve, type AgingExponent, agingExponent } from './analysis/aging-exponent.js';
export {
  type AverageCurvesOptions,
  type AveragedCurve,
  averageCurves,
  correlation,
  fitLine,
  type Line,
  type Mean,
  meanOf,
} from './analysis/averages.js';
export {
  generalisationError,
  meanWeights,
  overlap,
  type PairOverlaps,
  pairOverlaps,
} from './analysis/configurations.js';
export { classAngle } from './analysis/data-geometry.js';
export {
  compareToExact,
  densityDistance,
  type ExactComparison,
  kullbackLeibler,
  shareWithin,
  totalVariation,
} from './analysis/distances.js';
export {
  type EnergyMoments,
  energyMoments,
  entropyAt,
  type LowEnergyShare,
  lowEnergyShare,
  lowestLevel,
} from './analysis/moments.js';
export { type DensityPeak, densityPeak, type Peak, type PeaksOptions, peaks } from './analysis/peaks.js';
export { type ComparedNumber, comparePublished, type PublishedNumber } from './analysis/published.js';
export {
  type SolutionsInField,
  type SolutionsInFieldOptions,
  solutionsInField,
} from './analysis/solutions-in-field.js';
export {
  type Observables,
  type Thermodynamics,
  type ThermodynamicsOptions,
  thermodynamics,
} from './analysis/thermodynamics.js';
export { fitThreshold, type Threshold } from './analysis/thresholds.js';
export { type StateAt, snapshotTimes, type TwoTimes, twoTimes, type WaitsAndLags } from './analysis/two-time.js';

// Studies

export { slurm } from './cluster/engine.js';
export type { SlurmOptions } from './cluster/settings.js';
export type { Engine, Keep, KeptRun, StoredTask } from './run/stored-task.js';
export type { MeanAccuracy, MeanOverDraws } from './study/draws.js';
export { keepResults } from './study/keep-results.js';
export { type Axes, type AxisValue, type PointOf, range } from './study/points.js';
export { ResultStore, type ResultStoreOptions, type TaskPlan } from './study/result-store.js';
export {
  type AveragedRuns,
  type AverageRunsOptions,
  averageRuns,
  groupRuns,
  type MeasuredRuns,
  measureRuns,
  predictRuns,
  type RunGroup,
  type ScanOfRuns,
  scanOf,
  sweepVerdict,
} from './study/runs.js';
export {
  type Schedule,
  type ScheduleAccuracy,
  type ScheduleAccuracyOptions,
  scheduleAccuracy,
} from './study/schedule-accuracy.js';
export { type Run, type RunOptions, type Runs, type SweepOptions, sweep } from './study/sweep.js';
