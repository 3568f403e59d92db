import { principalComponents } from '../analysis/principal-components.js';
import type { Dataset } from '../dataset/dataset.js';
import type { Figure } from './figure.js';
import { plotScatter } from './plot-scatter.js';

export interface PlotComponentsOptions {
  /** Default: N, P, source and seed of the data. */
  readonly title?: string;
  /** Default: the data set's notice. */
  readonly caption?: string;
}

/** The patterns of the two classes in the plane of their first two principal components (see `principalComponents`). */
export function plotComponents(data: Dataset, options: PlotComponentsOptions = {}): Figure {
  const { coordinates, explained } = principalComponents(data, { components: 2 });
  const { inputs, patterns, provenance } = data;
  const { seed } = provenance.parameters;
  const origin = seed === undefined ? '' : ` · seed ${String(seed)}`;
  const points = (name: string, label: number) => {
    const members = [...data.labels.keys()].filter((pattern) => data.labels[pattern] === label);
    return { name, x: members.map((p) => coordinates[0][p]), y: members.map((p) => coordinates[1][p]) };
  };
  const share = (k: number) => `${(100 * explained[k]).toFixed(0)} % of the variance`;
  return plotScatter([points('σ = −1', -1), points('σ = +1', 1)], {
    x: `first principal component (${share(0)})`,
    y: `second (${share(1)})`,
    equal: true,
    title: options.title ?? `N = ${inputs}, P = ${patterns} · ${provenance.source}${origin}`,
    caption: options.caption ?? provenance.notice ?? '',
  });
}
