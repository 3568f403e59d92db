// What `weightspace` exports: all of `weightspace/core`, with figures and notebooks.
import './notebook/setup.js';

export * from './core.js';

// Figures

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

// Notebooks

export type { DanfoFrame } from './notebook/danfo-frame.js';
export { type Showable, show } from './notebook/show.js';
export { withError } from './notebook/table.js';
