import { type Figure, type PlotlyObject, textOf, wrap } from './figure.js';

/** The height in pixels of a line of the title and of the caption. */
const LINE = { title: 20, caption: 15 };

/** The width in pixels for which titles and captions were laid out, and the number of characters in a line of each. */
const WRITTEN = { width: 720, title: 90, caption: 100 };

/** Where a legend of several lines covers nothing. */
const AT_THE_FOOT = { yref: 'container', y: 0, yanchor: 'bottom', tracegroupgap: 2 };

/** Lays a figure out for another width, in pixels: the letters keep their size, and title and caption their place. */
export function fitWidth(figure: Figure, width: number): Figure {
  const { layout } = figure;
  const title = (typeof layout.title === 'string' ? { text: layout.title } : (layout.title ?? {})) as Title;
  const before = [linesOf(title.text), linesOf(title.subtitle?.text)] as const;
  const lineLength = (of: 'title' | 'caption') => Math.floor((WRITTEN[of] * width) / WRITTEN.width);
  const after = [
    wrap(before[0].join(' '), lineLength('title')),
    wrap(before[1].join(' '), lineLength('caption')),
  ] as const;
  const grown = LINE.title * (after[0].length - before[0].length) + LINE.caption * (after[1].length - before[1].length);
  // Plotly's own defaults, for figures made elsewhere that leave them out.
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
