/**
 * How many of the 2^M configurations of a neural network with weights ±1 make 0, 1, 2, … errors on a data set: the
 * density of states g(E), counted or sampled, with error bars; where the solutions are, and which of them learning
 * algorithms find. A study goes one way:
 *
 * 1. **data**: {@link randomPatterns}, {@link teacherPatterns}, {@link mnistPair}, or your own numbers with
 *    {@link fromArrays};
 * 2. **a network**: {@link perceptron}, {@link signNetwork}, {@link committee}, or {@link recurrentNetwork};
 * 3. **a count**: {@link enumerate} is exact, {@link wangLandau} samples where 2^M is too much; {@link sbpi} and the other
 *    {@link solvers} look for one solution;
 * 4. **what it shows**: {@link verdict} says how far to trust a result, {@link plotEntropy} and {@link plotDensity} draw it
 *    beside a prediction such as {@link annealed}, {@link toFrame} and {@link exportFigure} pass it on.
 *
 * @example
 * ```ts
 * import { annealed, plotEntropy, perceptron, randomPatterns, show, verdict, wangLandau } from 'weightspace';
 *
 * const data = randomPatterns({ inputs: 51, patterns: 20, seed: 'patterns' });
 * const dos = await wangLandau(perceptron(51), data, { seed: 'walk', moves: 1e6, learningMoves: 4e6 });
 * console.log(verdict(dos));
 * show(plotEntropy([[dos, annealed(data)]]));
 * ```
 *
 * Everything random takes a `seed`, and the same seed gives the same bits on every machine. Entropies are in nats; the
 * energy E counts wrong patterns, and E/P is its fraction. Bad input leads to an error that says what to do. The chapters
 * below have their functions first, then the types of what these take and return; `weightspace/core` exports all but
 * Figures and Notebooks.
 *
 * @packageDocumentation
 */
import './notebook/setup.js';

export * from './core.js';

// Figures

export type { NamedOptions } from './figures/curve-series.js';
export {
  type Curves,
  named,
  type PlotDensityOptions,
  type PlotOptions,
  plotDensity,
  plotEntropy,
} from './figures/curves.js';
export { type Estimate, type PlotEstimatesOptions, plotEstimates } from './figures/estimates.js';
export { type ExportFigureOptions, exportFigure, type FigureFormat } from './figures/export-figure.js';
export type { Figure, PlotlyObject } from './figures/figure.js';
export { type HeatMap, type PlotHeatMapOptions, plotHeatMap } from './figures/heat-map.js';
export { type PlotDensityMapOptions, type PlotJointOptions, plotDensityMap, plotJoint } from './figures/maps.js';
export type { Overlay } from './figures/overlays.js';
export { type PlotPanelsOptions, plotPanels } from './figures/panels.js';
export { type PlotPicturesOptions, plotPictures } from './figures/pictures.js';
export type { ReferenceValue } from './figures/references.js';
export { type PlotScanOptions, plotScan, type Scan } from './figures/scans.js';
export {
  type PlotComponentsOptions,
  type PlotScatterOptions,
  type Points,
  plotComponents,
  plotScatter,
} from './figures/scatter.js';
export type { Grouped } from './figures/series.js';
export { type PlotTemperaturesOptions, plotTemperatures } from './figures/temperatures.js';
export { type PlotWeightsOptions, plotWeights, type WeightPicture } from './figures/weights.js';

// Notebooks

export type { DanfoFrame } from './notebook/danfo-frame.js';
export { type Showable, show } from './notebook/show.js';
export { withError } from './notebook/table.js';
