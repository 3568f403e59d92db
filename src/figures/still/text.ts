import { decoded, escapeHtml } from '../../base/escape.js';

/** The part of a text that is at its position. */
export type Anchor = 'start' | 'middle' | 'end';

export interface TextOptions {
  readonly size?: number;
  readonly anchor?: Anchor;
  readonly colour?: string;
  /** Degrees, clockwise. Default 0. */
  readonly turned?: number;
}

/** The tags of Plotly's texts and their attributes in SVG. All others are not tags, but text. */
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

/** A text of Plotly's, with its <br>, <b>, <i>, <sub> and <sup>, as SVG; its first line is at (x, y). */
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

/** A colour or a size, escaped for an attribute. */
export function attribute(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? escapeHtml(String(value)) : '';
}

/** A coordinate with the digits that are visible. */
export function short(value: number): string {
  return String(Math.round(10 * value) / 10);
}

function lineOf(line: string): string {
  const open: string[] = [];
  // Text after a raised or lowered part returns by the same amount.
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
    // A closing tag without an opening one would break the whole picture.
    if (open.at(-1) !== tag) return '';
    open.pop();
    if (tag === 'sup') back = '0.32em';
    if (tag === 'sub') back = '-0.21em';
    return '</tspan>';
  });
  return parts.join('') + '</tspan>'.repeat(open.length);
}

/** A text for XML, which knows few named characters and allows no control characters. */
function plain(text: string): string {
  return decoded(text)
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
