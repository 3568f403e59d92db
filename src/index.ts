export * from './analysis/average-curves.js';
export * from './analysis/class-angle.js';
export * from './analysis/compare-to-exact.js';
export * from './analysis/density-distance.js';
export * from './analysis/density-peak.js';
export * from './analysis/energy-moments.js';
export * from './analysis/fit-line.js';
export * from './analysis/kullback-leibler.js';
export * from './analysis/low-energy-share.js';
export * from './analysis/lowest-level.js';
export * from './analysis/mean-of.js';
export * from './analysis/overlaps.js';
export * from './analysis/peaks.js';
export * from './analysis/principal-components.js';
export * from './analysis/read-published-run.js';
export * from './analysis/thermodynamics.js';
export * from './analysis/total-variation.js';
export { density, type EntropyCurve, logSumExp, normalise } from './curve.js';
export { arithmetic } from './dataset/arithmetic.js';
export * from './dataset/centred.js';
export * from './dataset/class-moments.js';
export * from './dataset/clone-classes.js';
export type { GaussianCloneOptions } from './dataset/clone-options.js';
export * from './dataset/collection-pictures.js';
export * from './dataset/dataset.js';
export * from './dataset/directed-patterns.js';
export { drawnDigits } from './dataset/drawn-digits.js';
export * from './dataset/from-arrays.js';
export * from './dataset/gaussian-clone.js';
export { locate, MissingFile } from './dataset/locate.js';
export * from './dataset/mislabelled.js';
export * from './dataset/mnist-classes.js';
export * from './dataset/mnist-pair.js';
export type { PictureSampleOptions } from './dataset/picture-sample.js';
export type { PictureShape } from './dataset/picture-shape.js';
export { pictures } from './dataset/pictures.js';
export * from './dataset/random-patterns.js';
export { resize } from './dataset/resize.js';
export * from './dataset/resized.js';
export * from './dataset/separated-patterns.js';
export * from './dataset/split.js';
export * from './dataset/teacher-patterns.js';
export * from './frame.js';
export { energy } from './network/energy.js';
export {
  committee,
  type Network,
  type NetworkOptions,
  perceptron,
  signNetwork,
  type TieRule,
} from './network/network.js';
export { type ExportFigureOptions, exportFigure, type FigureFormat } from './notebook/export-figure.js';
export type { Figure, PlotlyObject } from './notebook/figure.js';
export * from './notebook/plot-components.js';
export { type Curves, named, type PlotOptions } from './notebook/plot-curves.js';
export * from './notebook/plot-density.js';
export * from './notebook/plot-density-map.js';
export * from './notebook/plot-entropy.js';
export { type HeatMap, type Overlay, type PlotHeatMapOptions, plotHeatMap } from './notebook/plot-heat-map.js';
export * from './notebook/plot-joint.js';
export * from './notebook/plot-pictures.js';
export * from './notebook/plot-scan.js';
export * from './notebook/plot-scatter.js';
export type { Grouped } from './notebook/series-traces.js';
export { show } from './notebook/show.js';
export { tableHtml, withError } from './notebook/table.js';
export * from './notebook/watch.js';
export * from './npy.js';
export type { ProgressDetail, ProgressEvent, ProgressListener, ProgressRow } from './progress.js';
export { DensityOfStates, type DensityOfStatesParts, type RunProvenance } from './sampling/density-of-states.js';
export type { Diagnostics, Doubt, NotFound } from './sampling/diagnostics.js';
export type { EnumerateOptions } from './sampling/enumerate.js';
export * from './sampling/joint.js';
export * from './sampling/joint-density-of-states.js';
export type { LongRunOptions } from './sampling/long-run.js';
export type { Moves, OneOverTProtocol } from './sampling/one-over-t.js';
export { perceptronModel } from './sampling/perceptron-model.js';
export * from './sampling/reference.js';
export * from './sampling/sample-configurations.js';
export type { PaperProtocol, WangLandauOptions } from './sampling/wang-landau.js';
export { type RandomStream, randomStream, type Seed } from './seed.js';
export * from './study/average-runs.js';
export { groupRuns, type RunGroup } from './study/group-runs.js';
export { enumerate, keepResults, wangLandau } from './study/kept.js';
export * from './study/range.js';
export {
  ResultStore,
  type ResultStoreOptions,
  type StoredRun,
  type StoredTask,
  stored,
  type TaskPlan,
} from './study/result-store.js';
export * from './study/runs-frame.js';
export * from './study/schedule-accuracy.js';
export * from './study/sweep.js';
export * from './study/sweep-verdict.js';
export * from './theory/annealed.js';
export * from './theory/annealed-committee.js';
export * from './theory/annealed-entropy-density.js';
export * from './theory/annealed-mislabelled.js';
export * from './theory/annealed-random-labels.js';
export * from './theory/annealed-teacher.js';
export * from './theory/annealed-teacher-distance.js';
export * from './theory/annealed-variance.js';
export * from './theory/class-separation.js';
export { committeeVariance, type HiddenLayer } from './theory/committee-variance.js';
export * from './theory/correlation-angle.js';
export { gaussianTail } from './theory/gaussian-tail.js';
export * from './theory/isotropic-classes.js';
export type { LabelledData } from './theory/labelled-data.js';
export * from './theory/mean-correlation-variance.js';
export { type MeanCorrelations, meanCorrelations } from './theory/mean-correlations.js';
export * from './theory/mean-directions.js';
export * from './theory/mislabelling.js';
export * from './theory/replica-capacity.js';
export * from './theory/replica-curve.js';
export * from './theory/replica-entropy.js';
export * from './theory/replica-entropy-at.js';
export * from './theory/replica-ground-state.js';
export { replicaTeacher, type TeacherState } from './theory/replica-teacher.js';
export * from './theory/replica-teacher-transition.js';
export { version } from './version.js';
