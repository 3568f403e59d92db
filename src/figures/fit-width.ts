import { AT_THE_FOOT, type Figure, listOf, type PlotlyObject, textOf, textWidth, USUAL_FOOT, wrap } from './figure.js';
import { legendRows } from './legend-rows.js';
import { atWidth } from './narrow.js';

/** The height in pixels of a line of the title and of the caption. */
const LINE = { title: 20, caption: 15 };

/** How much higher than a single line Plotly sets the first of several in a title, in pixels. */
const RAISED = 10;

/** The width in pixels for which titles and captions were laid out, and the number of characters in a line of each. */
const WRITTEN = { width: 720, title: 90, caption: 100 };

/** Lays a figure out for another width, in pixels: the letters keep their size, and title and caption their place. */
export function fitWidth(given: Figure, width: number): Figure {
  const figure = atWidth(given, width);
  const { layout } = figure;
  const title = (typeof layout.title === 'string' ? { text: layout.title } : (layout.title ?? {})) as Title;
  const before = [linesOf(title.text), linesOf(title.subtitle?.text)] as const;
  const lineLength = (of: 'title' | 'caption') => Math.floor((WRITTEN[of] * width) / WRITTEN.width);
  const after = [
    before[0].length === 0 ? [] : balanced(before[0].join(' '), lineLength('title')),
    before[1].length === 0 ? [] : wrap(before[1].join(' '), lineLength('caption')),
  ] as const;
  const grown = LINE.title * (after[0].length - before[0].length) + LINE.caption * (after[1].length - before[1].length);
  // Plotly's own defaults, for figures made elsewhere that leave them out.
  const number = (value: unknown, usual: number) => (Number.isFinite(value) ? (value as number) : usual);
  const [widthBefore, height] = [number(layout.width, 700), number(layout.height, 450)];
  const own = (layout.margin ?? {}) as PlotlyObject;
  const margin = { ...own, t: number(own.t, 100), b: number(own.b, 80) };
  const foot = footOf(figure, margin.b, width);
  const plotHeight = height - margin.t - margin.b;
  // Narrower figures are relatively higher, as their letters are relatively larger.
  const shrunk = Math.round(plotHeight * (1 - Math.sqrt(width / widthBefore)));
  const axes = fitAxes(layout, {
    x: width - number(own.l, 80) - number(own.r, 80),
    y: plotHeight - shrunk,
  });
  return {
    data: figure.data,
    layout: {
      ...layout,
      ...axes.layout,
      width,
      height: height + grown - shrunk + foot - margin.b + axes.below,
      margin: { ...margin, t: margin.t + grown, b: foot + axes.below },
      ...(width < widthBefore ? { legend: { ...(layout.legend as PlotlyObject | undefined), ...AT_THE_FOOT } } : {}),
      title: {
        ...title,
        text: after[0].join('<br>'),
        // Plotly raises a title of several lines.
        ...(after[0].length > 1 ? { pad: { ...title.pad, t: (title.pad?.t ?? 0) + RAISED } } : {}),
        ...(title.subtitle === undefined ? {} : { subtitle: { ...title.subtitle, text: after[1].join('<br>') } }),
      } satisfies PlotlyObject,
    },
  };
}

/** The width of a letter in the title of an axis, and the height of a line of it, in pixels. */
const LETTER = { width: 7.4, height: 19 };

/** The axes with titles broken into lines that are no longer than they, and the room below that these need. */
function fitAxes(layout: PlotlyObject, room: { readonly x: number; readonly y: number }) {
  const names = Object.keys(layout).filter((name) => /^[xy]axis\d*$/.test(name));
  const fitted = names.map((name) => {
    const axis = layout[name] as PlotlyObject;
    const title = (typeof axis.title === 'string' ? { text: axis.title } : (axis.title ?? {})) as Title;
    const [from, to] = (axis.domain ?? [0, 1]) as readonly [number, number];
    const most = Math.max(8, Math.floor((room[name[0] as 'x' | 'y'] * (to - from)) / LETTER.width));
    const text = linesOf(title.text).join(' ');
    const lines = text === '' ? [] : wrap(text, most);
    const ticks = name.startsWith('x') ? fewerTicks(axis, room.x * (to - from)) : {};
    const broken = lines.length > 1 ? { title: { ...title, text: lines.join('<br>') } } : {};
    return { name, axis: { ...axis, ...broken, ...ticks }, changed: { ...broken, ...ticks }, lines: lines.length };
  });
  const broken = fitted.filter(({ lines }) => lines > 1);
  const changed = fitted.filter((axis) => Object.keys(axis.changed).length > 0);
  const below = Math.max(1, ...broken.filter(({ name }) => name.startsWith('x')).map(({ lines }) => lines)) - 1;
  return { layout: Object.fromEntries(changed.map(({ name, axis }) => [name, axis])), below: LETTER.height * below };
}

/** Only the powers of ten of a logarithmic axis on whose `length` in pixels all its labels would meet. */
function fewerTicks({ type, tickvals, ticktext }: PlotlyObject, length: number): PlotlyObject {
  const ticks = listOf(tickvals).map((value, k) => ({ value: Number(value), text: textOf(listOf(ticktext)[k]) }));
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (type !== 'log' || first === undefined || last === undefined) return {};
  const decade = length / Math.log10(last.value / first.value);
  const meet = ticks.slice(1).some(({ value, text }, k) => {
    const before = ticks[k]!;
    return decade * Math.log10(value / before.value) < (textWidth(text) + textWidth(before.text)) / 2 + 6;
  });
  const powers = ticks.filter(({ value }) => Number.isInteger(Math.log10(value)));
  if (!meet || powers.length < 2) return {};
  return { tickvals: powers.map(({ value }) => value), ticktext: powers.map(({ text }) => text) };
}

/** The room below the axes for their labels, and for a row of the legend, in pixels. */
const FOOT = { axis: 62, row: 19 };

/** The margin below a figure of this package, as high as its legend needs at a width; others keep theirs. */
function footOf({ data, layout }: Figure, own: number, width: number): number {
  const { orientation } = (layout.legend ?? {}) as { orientation?: unknown };
  if (orientation !== 'h' || own !== USUAL_FOOT) return own;
  const { length } = legendRows(data, layout, width);
  return FOOT.axis + (length === 0 ? 0 : 4 + FOOT.row * length);
}

/** As few lines as `wrap` makes, of nearly equal lengths. */
function balanced(text: string, length: number): string[] {
  const { length: count } = wrap(text, length);
  const shortest = Array.from({ length }, (_, k) => k + 1).find((most) => wrap(text, most).length === count);
  return wrap(text, shortest ?? length);
}

interface Title {
  readonly text?: unknown;
  readonly pad?: { readonly t?: number };
  readonly subtitle?: { readonly text?: unknown };
}

function linesOf(text: unknown): string[] {
  return textOf(text) === '' ? [] : textOf(text).split('<br>');
}
