import { type PlotlyObject, textWidth } from '../figure.js';
import type { Scale } from './scale.js';
import { short, svgText } from './text.js';

/** The frame of a figure's axes, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function grid(x: Scale, y: Scale, { left, right, top, bottom }: Box): string {
  const lines = [
    ...x.ticks.map(({ at }) => `M${short(at)} ${short(top)}V${short(bottom)}`),
    ...y.ticks.map(({ at }) => `M${short(left)} ${short(at)}H${short(right)}`),
  ];
  return `<path d="${lines.join('')}" stroke="#ececec" fill="none"/>`;
}

export function horizontalAxis(axis: PlotlyObject, { ticks }: Scale, { left, right, bottom }: Box): string {
  const marks = ticks.map(({ at }) => `M${short(at)} ${short(bottom)}v5`).join('');
  return [
    `<path d="${marks}" stroke="#444" fill="none"/>`,
    ...labelled(axis, ticks).map(({ at, label }) => svgText(label, at, bottom + 19, { anchor: 'middle' })),
    svgText(titleOf(axis), (left + right) / 2, bottom + 40, { anchor: 'middle', size: 14 }),
  ].join('');
}

export function verticalAxis(axis: PlotlyObject, { ticks }: Scale, { left, top, bottom }: Box): string {
  const marks = ticks.map(({ at }) => `M${short(left)} ${short(at)}h-5`).join('');
  const labels = labelled(axis, ticks);
  const widest = Math.max(0, ...labels.map(({ label }) => textWidth(label)));
  return [
    `<path d="${marks}" stroke="#444" fill="none"/>`,
    ...labels.map(({ at, label }) => svgText(label, left - 8, at + 4.5, { anchor: 'end' })),
    svgText(titleOf(axis), Math.max(14, left - widest - 18), (top + bottom) / 2, {
      anchor: 'middle',
      size: 14,
      turned: -90,
    }),
  ].join('');
}

/** The ticks with labels: none at a shared axis that another panel labels. */
function labelled(axis: PlotlyObject, ticks: Scale['ticks']): Scale['ticks'] {
  return axis.showticklabels === false ? [] : ticks;
}

/** The title of a figure, an axis or a colour bar, in either of its forms. */
export function titleOf({ title }: PlotlyObject): string {
  return String((typeof title === 'string' ? title : (title as { text?: unknown } | null | undefined)?.text) ?? '');
}
