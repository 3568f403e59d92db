import { principalComponents } from '../analysis/principal-components.js';
import { checkOptions } from '../check.js';
import type { Dataset } from '../dataset/dataset.js';
import { checkShownData, checkTexts } from './check-arguments.js';
import { literal } from './escape.js';
import type { Figure } from './figure.js';
import { originOf } from './plot-curves.js';
import { plotScatter } from './plot-scatter.js';

export interface PlotComponentsOptions {
  /** Default: N, P, source and seed of the data. */
  readonly title?: string;
  /** Default: the data set's notice. */
  readonly caption?: string;
}

/**
 * The patterns of each class in the plane of their first two principal components (see `principalComponents`).
 * @throws RangeError if there are fewer than two components, or all patterns are the same.
 * @throws TypeError if `data` is not a data set, or an option is unknown or not a string.
 */
export function plotComponents(data: Dataset, options: PlotComponentsOptions = {}): Figure {
  checkOptions('plotComponents', options, ['title', 'caption']);
  checkTexts({ title: options.title, caption: options.caption });
  checkShownData(data);
  const { coordinates, explained } = principalComponents(data, { components: 2 });
  const { inputs, patterns, provenance } = data;
  const points = (name: string, label: number) => {
    const members = [...data.labels.keys()].filter((pattern) => data.labels[pattern] === label);
    return { name, x: members.map((p) => coordinates[0][p]), y: members.map((p) => coordinates[1][p]) };
  };
  const share = (k: number) => `${(100 * explained[k]).toFixed(0)} % of the variance`;
  const sets =
    data.classes === undefined
      ? [points('σ = −1', -1), points('σ = +1', 1)]
      : Array.from({ length: data.classes }, (_, label) => points(`class ${label}`, label));
  return plotScatter(sets, {
    x: `first principal component (${share(0)})`,
    y: `second (${share(1)})`,
    equal: true,
    title: options.title ?? `N = ${inputs}, P = ${patterns} · ${originOf(provenance).join(' · ')}`,
    caption: options.caption ?? literal(provenance.notice ?? ''),
  });
}
