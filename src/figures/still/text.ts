import { decoded, escapeHtml, shownText } from '../../base/escape.js';

/** Where a text stands on its line. */
export type Anchor = 'start' | 'middle' | 'end';

export interface TextOptions {
  readonly size?: number;
  readonly anchor?: Anchor;
  readonly colour?: string;
  /** Degrees, clockwise. Default 0. */
  readonly turned?: number;
}

/** The tags of Plotly's texts, and how an SVG shows them. All others are no tags, but text. */
const TAGS: { readonly [tag: string]: string } = {
  a: '',
  b: 'font-weight="bold"',
  em: 'font-style="italic"',
  i: 'font-style="italic"',
  s: 'text-decoration="line-through"',
  span: '',
  u: 'text-decoration="underline"',
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
      return `<text ${place} font-size="${size}" text-anchor="${anchor}" fill="${escapeHtml(colour)}"${turn}>${lineOf(line)}</text>`;
    })
    .join('');
}

/** The width of a text in pixels, roughly: no font is asked. */
export function textWidth(text: string, size = 13): number {
  const longest = Math.max(...text.split(/<br\s*\/?>/).map((line) => shownText(line).length));
  return 0.55 * size * longest;
}

/** A colour or a size as it can stand in an attribute. */
export function attribute(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? escapeHtml(String(value)) : '';
}

/** A coordinate with as many digits as can be seen. */
export function short(value: number): string {
  return String(Math.round(10 * value) / 10);
}

function lineOf(line: string): string {
  const open: string[] = [];
  // What stands after a raised or lowered part goes back by as much.
  let back = '';
  const parts = line.split(/(<\/?\w+[^<>]*>)/).map((part) => {
    const [, end, tag = ''] = /^<(\/?)(\w+)[^<>]*>$/.exec(part.toLowerCase()) ?? [];
    if (end === undefined || !Object.hasOwn(TAGS, tag)) {
      if (back === '' || part === '') return plain(part);
      const moved = `<tspan dy="${back}">${plain(part)}</tspan>`;
      back = '';
      return moved;
    }
    if (end === '') {
      open.push(tag);
      return `<tspan ${TAGS[tag]}>`;
    }
    // An end without its beginning would break the whole picture.
    if (open.at(-1) !== tag) return '';
    open.pop();
    if (tag === 'sup') back = '0.32em';
    if (tag === 'sub') back = '-0.21em';
    return '</tspan>';
  });
  return parts.join('') + '</tspan>'.repeat(open.length);
}

/** A text for XML, which knows few character codes and no control characters. */
function plain(text: string): string {
  return decoded(text)
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
