import { checkList, checkText, inWords, type NameOf, requireOptions } from '../base/check.js';
import { checkAnyNumbers, checkObject, checkTexts } from './check-arguments.js';
import { axis, COLOURS, type Figure, largest, layout, type PlotlyObject, smallest } from './figure.js';
import type { EndsMeaning } from './figure-data.js';
import { checkReferences, type ReferenceValue, referenceTraces } from './references.js';
import { nameText } from './typeset.js';

/** A number with its error. */
export interface Estimate {
  /** The method or case, beside its row. */
  readonly name: string;
  /** The number; a row stays empty if it is not finite. */
  readonly value: number;
  /** One standard error; ∞ or NaN if unknown, which is shown as a cross. Default: exact, without a bar. */
  readonly error?: number;
}

export interface PlotEstimatesOptions {
  /** What the numbers are, with units. */
  readonly x: string;
  /** Values to compare with: vertical lines. Default: none. */
  readonly references?: readonly ReferenceValue[];
  /** The text above the figure. Default: none. */
  readonly title?: string;
  /** The text below the title. Default: what crosses mean, if there are any. */
  readonly caption?: string;
}

const ESTIMATE = ['name', 'value', 'error'] as const satisfies readonly NameOf<Estimate>[];

/**
 * Plots one number for each of several methods or cases, in rows with their names, from top to bottom, with error bars
 * and lines for values to compare with. Rows whose value is not finite stay empty.
 *
 * @example
 * ```ts
 * import { plotEstimates, show } from 'weightspace';
 *
 * const estimates = [
 *   { name: 'counted', value: 12.1 },
 *   { name: 'sampled', value: 12.3, error: 0.2 },
 * ];
 * show(plotEstimates(estimates, { x: 'S(0)' }));
 * ```
 * @throws TypeError if an estimate or a reference is not one, or if an option is unknown or of the wrong type.
 * @throws RangeError if there is no estimate, an error is below 0, or a reference is not finite.
 */
export function plotEstimates(estimates: readonly Estimate[], options: PlotEstimatesOptions): Figure {
  requireOptions('plotEstimates', options, ['x', 'references', 'title', 'caption']);
  const { x, references = [], title = '', caption } = options;
  checkText('x', x);
  checkTexts({ title, caption });
  checkList('estimates', estimates, '{ name, value, error }');
  if (estimates.length === 0) throw new RangeError('there is no estimate to plot; give at least one');
  for (const estimate of estimates) checkEstimate(estimate);
  checkReferences(references);
  const rows = Array.from(estimates, (estimate, row) => ({ ...estimate, row }));
  const shown = rows.filter(({ value }) => Number.isFinite(value));
  const isUnknown = ({ error = 0 }: Estimate) => !Number.isFinite(error);
  return {
    data: [
      ...referenceTraces(references, [-0.6, rows.length - 0.4], (k) => COLOURS[(k + 1) % COLOURS.length] ?? COLOURS[0]),
      ...shown.map((estimate) => pointTrace(estimate, isUnknown(estimate))),
    ],
    layout: layout({
      title,
      caption: caption ?? (shown.some(isUnknown) ? 'Crosses: numbers without an error bar.' : ''),
      height: 240 + 24 * rows.length,
      // Still pictures do not widen the margin for the names.
      margin: { l: Math.min(280, 24 + 7.5 * largest(rows.map(({ name }) => name.length))) },
      xaxis: axis(x, padded([...shown.flatMap(endsOf), ...Array.from(references, ({ value }) => value)])),
      yaxis: axis('', {
        range: [rows.length - 0.4, -0.6],
        tickvals: rows.map(({ row }) => row),
        ticktext: rows.map(({ name }) => nameText(name)),
      }),
    }),
  };
}

/** What the axis must show: also beyond the last line, so that it does not lie on the frame. */
function padded(values: readonly number[]): PlotlyObject {
  const [low, high] = [smallest(values), largest(values)];
  const margin = 0.04 * (high - low);
  return margin > 0 && Number.isFinite(margin) ? { range: [low - margin, high + margin] } : {};
}

function endsOf({ value, error = 0 }: Estimate): number[] {
  return Number.isFinite(error) ? [value - error, value + error] : [value];
}

function checkEstimate(estimate: Estimate): void {
  checkObject('an estimate', estimate, 'give { name, value, error }');
  requireOptions('an estimate', estimate, ESTIMATE);
  const { name, value, error = 0 } = estimate;
  checkText('name', name);
  checkAnyNumbers('value and error', [value, error]);
  if (error < 0) throw new RangeError(`the error of '${inWords(name)}' is ${error}; give 0 or more, or ∞ if unknown`);
}

interface Row extends Estimate {
  readonly row: number;
}

function pointTrace({ name, value, error, row }: Row, isUnknown: boolean): PlotlyObject {
  const symbol = isUnknown ? 'x-thin-open' : 'circle';
  const isKnown = error !== undefined && !isUnknown;
  return {
    type: 'scatter',
    mode: 'markers',
    name: nameText(name),
    showlegend: false,
    x: [value],
    y: [row],
    marker: { color: COLOURS[0], symbol, size: 8 },
    ...(isKnown ? { error_x: { type: 'data', array: [error], thickness: 2, width: 4 } } : {}),
    ...(isKnown ? { meta: { ends: 'standard error' } satisfies EndsMeaning } : {}),
  };
}
