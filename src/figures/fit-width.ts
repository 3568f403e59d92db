import { type Figure, type PlotlyObject, textOf, wrap } from './figure.js';

/** Pixels of a line of title and of caption. */
const LINE = { title: 20, caption: 15 };

/** The width that titles and captions were laid out for, in pixels, and the characters in a line of each. */
const WRITTEN = { width: 720, title: 90, caption: 100 };

/** Where a legend of several lines covers nothing. */
const AT_THE_FOOT = { yref: 'container', y: 0, yanchor: 'bottom', tracegroupgap: 2 };

/** A figure laid out for another width, in pixels: its letters keep their size, its title and caption their place. */
export function fitWidth(figure: Figure, width: number): Figure {
  const { layout } = figure;
  const title = (typeof layout.title === 'string' ? { text: layout.title } : (layout.title ?? {})) as Title;
  const before = [linesOf(title.text), linesOf(title.subtitle?.text)] as const;
  const letters = (of: 'title' | 'caption') => Math.floor((WRITTEN[of] * width) / WRITTEN.width);
  const after = [wrap(before[0].join(' '), letters('title')), wrap(before[1].join(' '), letters('caption'))] as const;
  const grown = LINE.title * (after[0].length - before[0].length) + LINE.caption * (after[1].length - before[1].length);
  // Where a figure of another maker leaves them out, Plotly's own defaults.
  const number = (value: unknown, usual: number) => (Number.isFinite(value) ? (value as number) : usual);
  const [widthBefore, height] = [number(layout.width, 700), number(layout.height, 450)];
  const own = (layout.margin ?? {}) as PlotlyObject;
  const margin = { ...own, t: number(own.t, 100), b: number(own.b, 80) };
  const plotHeight = height - margin.t - margin.b;
  // Narrower figures are relatively higher, as their letters are relatively larger.
  const shrunk = Math.round(plotHeight * (1 - Math.sqrt(width / widthBefore)));
  return {
    data: figure.data,
    layout: {
      ...layout,
      width,
      height: height + grown - shrunk,
      margin: { ...margin, t: margin.t + grown },
      ...(width < widthBefore ? { legend: { ...(layout.legend as PlotlyObject | undefined), ...AT_THE_FOOT } } : {}),
      title: {
        ...title,
        text: after[0].join('<br>'),
        ...(title.subtitle === undefined ? {} : { subtitle: { ...title.subtitle, text: after[1].join('<br>') } }),
      } satisfies PlotlyObject,
    },
  };
}

interface Title {
  readonly text?: unknown;
  readonly subtitle?: { readonly text?: unknown };
}

function linesOf(text: unknown): string[] {
  return textOf(text) === '' ? [] : textOf(text).split('<br>');
}
