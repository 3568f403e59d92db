/** Where a text stands on its line. */
export type Anchor = 'start' | 'middle' | 'end';

export interface TextOptions {
  readonly size?: number;
  readonly anchor?: Anchor;
  readonly colour?: string;
  /** Degrees, clockwise. Default 0. */
  readonly turned?: number;
}

/** The tags of Plotly's texts that an SVG can show, and how. */
const TAGS: { readonly [tag: string]: string } = {
  b: 'font-weight="bold"',
  i: 'font-style="italic"',
  sup: 'dy="-0.45em" font-size="70%"',
  sub: 'dy="0.3em" font-size="70%"',
};

/** A text of Plotly's, with its <br>, <b>, <i>, <sub> and <sup>, as SVG; its first line stands at (x, y). */
export function svgText(text: string, x: number, y: number, options: TextOptions = {}): string {
  const { size = 13, anchor = 'start', colour = '#222', turned = 0 } = options;
  const turn = turned === 0 ? '' : ` transform="rotate(${turned} ${short(x)} ${short(y)})"`;
  const lines = text.split(/<br\s*\/?>/);
  return lines
    .map((line, k) => {
      const place = `x="${short(x)}" y="${short(y + 1.3 * size * k)}"`;
      return `<text ${place} font-size="${size}" text-anchor="${anchor}" fill="${colour}"${turn}>${lineOf(line)}</text>`;
    })
    .join('');
}

/** The width of a text in pixels, roughly: no font is asked. */
export function textWidth(text: string, size = 13): number {
  const longest = Math.max(...text.split(/<br\s*\/?>/).map((line) => line.replace(/<[^>]*>/g, '').length));
  return 0.55 * size * longest;
}

/** A coordinate with as many digits as can be seen. */
export function short(value: number): string {
  return String(Math.round(10 * value) / 10);
}

function lineOf(line: string): string {
  // What stands after a raised or lowered part goes back by as much.
  let back = '';
  return line
    .split(/(<\/?\w+[^>]*>)/)
    .map((part) => {
      const [, end, tag = ''] = /^<(\/?)(\w+)[^>]*>$/.exec(part) ?? [];
      if (end === undefined) {
        const escaped = part.replace(/&(?!#?\w+;)/g, '&amp;').replaceAll('<', '&lt;');
        if (back === '' || part === '') return escaped;
        const moved = `<tspan dy="${back}">${escaped}</tspan>`;
        back = '';
        return moved;
      }
      if (TAGS[tag] === undefined) return '';
      if (end === '') return `<tspan ${TAGS[tag]}>`;
      if (tag === 'sup') back = '0.32em';
      if (tag === 'sub') back = '-0.21em';
      return '</tspan>';
    })
    .join('');
}
