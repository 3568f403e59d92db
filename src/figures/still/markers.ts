import { attribute, short } from './text.js';

export interface MarkerStyle {
  readonly color?: string;
  readonly symbol?: string;
  readonly size?: number;
  readonly opacity?: number;
  /** About how many markers are drawn of many; 0 for all. */
  readonly maxdisplayed?: number;
  readonly line?: { readonly color?: string; readonly width?: number };
}

/** One marker; an unknown symbol is drawn as a circle. */
export function markerSvg(x: number, y: number, style: MarkerStyle, colour: string): string {
  const { symbol = 'circle', size = 6, opacity = 1, line = {} } = style;
  const own = attribute(style.color ?? colour);
  const [edge, width] = [attribute(line.color ?? 'none'), attribute(line.width ?? (symbol.startsWith('x') ? 1.5 : 1))];
  const isOpen = symbol.endsWith('-open');
  const r = size / 2;
  const paint =
    `fill="${isOpen ? 'none' : own}" stroke="${isOpen ? own : edge}" stroke-width="${width}"` +
    `${opacity === 1 ? '' : ` opacity="${attribute(opacity)}"`}`;
  const outline = OUTLINES[symbol.replace(/-(thin|open)/g, '')];
  if (outline === undefined) return `<circle cx="${short(x)}" cy="${short(y)}" r="${r}" ${paint}/>`;
  const corners = outline.map(([across, down]) => `${short(x + across * r)} ${short(y + down * r)}`);
  if (symbol.startsWith('x')) {
    const [a, b, c, d] = corners;
    return `<path d="M${a}L${b}M${c}L${d}" stroke="${own}" stroke-width="${width}"/>`;
  }
  return `<path d="M${corners.join('L')}Z" ${paint}/>`;
}

/** Corners in units of half the marker's size. */
const OUTLINES: { readonly [symbol: string]: readonly (readonly [number, number])[] } = {
  x: [
    [-0.8, -0.8],
    [0.8, 0.8],
    [-0.8, 0.8],
    [0.8, -0.8],
  ],
  diamond: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  square: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  'triangle-up': [
    [0, -1.2],
    [1.15, 0.7],
    [-1.15, 0.7],
  ],
};
