export * from './analysis/averages.js';
export * from './analysis/averages.js';
export * from './analysis/averages.js';
export * from './analysis/class-angle.js';
export * from './analysis/configurations.js';
export * from './analysis/configurations.js';
export * from './analysis/distances.js';
export * from './analysis/distances.js';
export * from './analysis/distances.js';
export * from './analysis/distances.js';
export * from './analysis/moments.js';
export * from './analysis/moments.js';
export * from './analysis/moments.js';
export * from './analysis/peaks.js';
export * from './analysis/peaks.js';
export * from './analysis/published-run.js';
export * from './analysis/thermodynamics.js';
export { density, type EntropyCurve, logSumExp, normalise } from './base/curve.js';
export * from './base/frame.js';
export * from './base/npy.js';
export { type RandomStream, randomStream, type Seed } from './base/seed.js';
export { version } from './base/version.js';
export * from './dataset/class-moments.js';
export type { GaussianCloneOptions } from './dataset/clones.js';
export * from './dataset/clones.js';
export * from './dataset/clones.js';
export * from './dataset/dataset.js';
export * from './dataset/from-arrays.js';
export * from './dataset/gaussian.js';
export * from './dataset/gaussian.js';
export { arithmetic } from './dataset/grid.js';
export { drawnDigits } from './dataset/pictures/drawn-digits.js';
export { locate, MissingFile } from './dataset/pictures/locate.js';
export * from './dataset/pictures/mnist.js';
export * from './dataset/pictures/mnist.js';
export { pictures } from './dataset/pictures/pictures.js';
export type { PictureSampleOptions } from './dataset/pictures/sample.js';
export type { PictureShape } from './dataset/pictures/shape.js';
export * from './dataset/pictures/shape.js';
export { resize } from './dataset/pictures/shape.js';
export * from './dataset/pictures/source.js';
export * from './dataset/random.js';
export * from './dataset/random.js';
export * from './dataset/transforms.js';
export * from './dataset/transforms.js';
export * from './dataset/transforms.js';
export * from './figures/curves.js';
export * from './figures/curves.js';
export { type Curves, named, type PlotOptions } from './figures/curves.js';
export { type ExportFigureOptions, exportFigure, type FigureFormat } from './figures/export-figure.js';
export type { Figure, PlotlyObject } from './figures/figure.js';
export { type HeatMap, type Overlay, type PlotHeatMapOptions, plotHeatMap } from './figures/heat-map.js';
export * from './figures/maps.js';
export * from './figures/maps.js';
export * from './figures/pictures.js';
export * from './figures/scans.js';
export * from './figures/scans.js';
export * from './figures/scans.js';
export type { Grouped } from './figures/series.js';
export { energy } from './network/energy.js';
export {
  committee,
  type Network,
  type NetworkOptions,
  perceptron,
  signNetwork,
  type TieRule,
} from './network/network.js';
export { show } from './notebook/show.js';
export { tableHtml, withError } from './notebook/table.js';
export * from './notebook/watch.js';
export type { LongRunOptions } from './run/long-run.js';
export type { ProgressDetail, ProgressEvent, ProgressListener, ProgressRow } from './run/progress.js';
export { DensityOfStates, type DensityOfStatesParts, type RunProvenance } from './sampling/density-of-states.js';
export type { Diagnostics, Doubt, NotFound } from './sampling/diagnostics.js';
export type { EnumerateOptions } from './sampling/enumerate.js';
export * from './sampling/joint.js';
export * from './sampling/joint-density.js';
export type { Moves, OneOverTProtocol } from './sampling/one-over-t.js';
export * from './sampling/reference.js';
export { perceptronModel } from './sampling/reference.js';
export * from './sampling/sample-configurations.js';
export type { PaperProtocol, WangLandauOptions } from './sampling/wang-landau.js';
export { enumerate, keepResults, wangLandau } from './study/kept.js';
export {
  ResultStore,
  type ResultStoreOptions,
  type StoredRun,
  type StoredTask,
  stored,
  type TaskPlan,
} from './study/result-store.js';
export * from './study/runs.js';
export * from './study/runs.js';
export * from './study/runs.js';
export { groupRuns, type RunGroup } from './study/runs.js';
export * from './study/schedule-accuracy.js';
export * from './study/sweep.js';
export * from './study/sweep.js';
export * from './theory/annealed.js';
export * from './theory/annealed.js';
export * from './theory/committee.js';
export { committeeVariance, type HiddenLayer } from './theory/committee.js';
export type { LabelledData } from './theory/correlations.js';
export * from './theory/correlations.js';
export * from './theory/correlations.js';
export { type MeanCorrelations, meanCorrelations } from './theory/correlations.js';
export * from './theory/gaussian-classes.js';
export * from './theory/gaussian-classes.js';
export * from './theory/gaussian-classes.js';
export * from './theory/mislabelling.js';
export * from './theory/mislabelling.js';
export { gaussianTail } from './theory/numerics/gaussian-tail.js';
export * from './theory/random-labels.js';
export * from './theory/random-labels.js';
export * from './theory/replicas.js';
export * from './theory/replicas.js';
export * from './theory/replicas.js';
export * from './theory/replicas.js';
export * from './theory/replicas.js';
export * from './theory/teacher.js';
export * from './theory/teacher.js';
export * from './theory/teacher.js';
export { replicaTeacher, type TeacherState } from './theory/teacher.js';
