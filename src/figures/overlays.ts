import { checkChoice, checkList, checkText, inWords, type NameOf, requireOptions } from '../base/check.js';
import { checkAnyNumbers, checkObject } from './check-arguments.js';
import type { PlotlyObject } from './figure.js';
import { nameText } from './typeset.js';

/** A line or marks over a heat map. A line is broken where a position is not finite. */
export interface Overlay {
  /** For the legend. */
  readonly name: string;
  /** Positions on the horizontal axis. */
  readonly x: ArrayLike<number>;
  /** Positions on the vertical axis. */
  readonly y: ArrayLike<number>;
  /** `'line'` (default), dashed, or `'marks'`. */
  readonly as?: 'line' | 'marks';
}

const OVERLAY = ['name', 'x', 'y', 'as'] as const satisfies readonly NameOf<Overlay>[];

/**
 * @throws TypeError unless `overlays` are lines and marks.
 * @throws RangeError if x and y of one differ in length.
 */
export function checkOverlays(overlays: readonly Overlay[]): void {
  checkList('overlays', overlays, 'lines and marks');
  for (const [k, overlay] of overlays.entries()) {
    checkObject(`\`overlays[${k}]\``, overlay, 'give { name, x, y }');
    requireOptions('an overlay', overlay, OVERLAY);
    const { name, x, y, as = 'line' } = overlay;
    checkText(`overlays[${k}].name`, name);
    checkChoice(`overlays[${k}].as`, as, ['line', 'marks']);
    checkAnyNumbers(`overlays[${k}].x`, x);
    checkAnyNumbers(`overlays[${k}].y`, y);
    if (x.length === y.length) continue;
    throw new RangeError(
      `the overlay '${inWords(name)}' has ${x.length} values of x and ${y.length} of y; give one y for each x`,
    );
  }
}

/** Black on white, so that it is visible on any colour; lines are dashed and dotted in turn. */
export function overlayTraces(overlay: Overlay, index: number): PlotlyObject[] {
  const { x, y, as = 'line' } = overlay;
  const name = nameText(overlay.name);
  const [across, up] = [x, y].map((values) => Array.from(values, (value) => (Number.isFinite(value) ? value : null)));
  const points = { type: 'scatter', name, legendgroup: name, x: across, y: up };
  if (as === 'marks') {
    const marker = { symbol: 'circle', color: '#fff', size: 8, line: { color: '#000', width: 1.5 } };
    return [{ ...points, mode: 'markers', marker }];
  }
  const halo = { mode: 'lines', line: { color: '#fff', width: 4 }, hoverinfo: 'skip', showlegend: false };
  return [
    { ...points, ...halo },
    { ...points, mode: 'lines', line: { color: '#000', width: 1.8, dash: index % 2 === 0 ? 'dash' : 'dot' } },
  ];
}
