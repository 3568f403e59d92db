/** A text in which HTML finds no markup, in attributes either. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, coded);
}

/**
 * A text that comes from data (a source, a notice, a name) for a figure. Plotly's texts are simple HTML; markup and
 * equations in such a text are shown literally.
 */
export function literal(text: string): string {
  return text.replace(/[&<$]/g, coded);
}

/** The tags that an author may use in titles, and in Markdown that cells show. They take no attributes. */
const SIMPLE_TAG = '<(?:/?(?:b|i|em|sub|sup)|br ?/?)>';

/**
 * An author's text for a figure: <b>, <i>, <em>, <sub>, <sup> and <br> format it; all other tags are shown literally.
 */
export function formatted(text: string): string {
  return text.replace(new RegExp(`${SIMPLE_TAG}|<`, 'gi'), (found) => (found === '<' ? coded(found) : found));
}

/** HTML in which only the simple tags have an effect. */
export function simpleHtml(text: string): string {
  return text.replace(new RegExp(`${SIMPLE_TAG}|[&<>"']`, 'gi'), (found) =>
    found.length === 1 ? coded(found) : found,
  );
}

/**
 * Markdown whose HTML never runs, whatever displays it: simple tags have an effect, others are shown literally. In
 * equations and code, where a character code would be shown as such, a blank makes a tag harmless.
 */
export function tameMarkdown(source: string): string {
  const startOfTag = new RegExp(`${SIMPLE_TAG}|<(?=[a-z/!?])`, 'gi');
  return source
    .split(/(\$\$[\s\S]+?\$\$|\$[^$\n]+\$|`+[^`]+`+)/)
    .map((part, k) =>
      part.replace(startOfTag, (found) => (found.length > 1 ? found : k % 2 === 0 ? coded(found) : '< ')),
    )
    .join('');
}

/** A figure's text as plain text: J_D and 10^3 for lowered and raised parts, no tags, and characters for their codes. */
export function shownText(text: string): string {
  const marked = text
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/<sub>/gi, '_')
    .replace(/<sup>/gi, '^');
  return decoded(marked.replace(/<\/?(?:b|i|u|s|a|em|sub|sup|span)(?:\s[^<>]*)?>/gi, ''));
}

/** The character codes that Plotly knows. */
const NAMED: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  mu: 'μ',
  times: '×',
  plusmn: '±',
  deg: '°',
};

/** A figure's text with characters for their codes. */
export function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi,
    (code, decimal?: string, hex?: string, name = '') => {
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      if (point <= 0x10ffff) return String.fromCodePoint(point);
      return Object.hasOwn(NAMED, name) ? NAMED[name]! : code;
    },
  );
}

function coded(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
