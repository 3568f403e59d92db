/** Options of Plotly, as plain data: https://plotly.com/javascript/reference/ */
export interface PlotlyObject {
  readonly [name: string]: unknown;
}

/** A figure as plain data: what Plotly draws, in a notebook, on a page or in a file. */
export interface Figure {
  readonly data: readonly PlotlyObject[];
  readonly layout: PlotlyObject;
}

/** Colours that the colour-blind can tell apart, dark enough for lines (Okabe and Ito, 2008; without their yellow). */
export const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#000000'] as const;

const FONT = 'Helvetica, Arial, sans-serif';

/** An axis in the style of all figures: a frame with ticks outside and a faint grid. */
export function axis(title: string, options: PlotlyObject = {}): PlotlyObject {
  return {
    title: { text: title, standoff: 8 },
    showline: true,
    mirror: true,
    linecolor: '#444',
    ticks: 'outside',
    tickcolor: '#444',
    gridcolor: '#ececec',
    zeroline: false,
    automargin: true,
    exponentformat: 'power',
    ...options,
  };
}

/** The layout of all figures, with a title above and the legend and a caption below, where they cover no data. */
export function layout(
  options: PlotlyObject & {
    readonly title?: string;
    readonly caption?: string;
    readonly annotations?: readonly PlotlyObject[];
  },
): PlotlyObject {
  const { title = '', caption = '', annotations = [], ...rest } = options;
  return {
    title: { text: title, font: { size: 15 }, x: 0.5, xanchor: 'center', y: 0.97, yanchor: 'top' },
    font: { family: FONT, size: 13, color: '#222' },
    paper_bgcolor: '#fff',
    plot_bgcolor: '#fff',
    width: 720,
    height: 460,
    margin: { l: 70, r: 25, t: 48, b: caption === '' ? 110 : 140 },
    hovermode: 'closest',
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: -0.16, yanchor: 'top', itemwidth: 40 },
    annotations: caption === '' ? annotations : [...annotations, captionNote(caption)],
    ...rest,
  };
}

function captionNote(caption: string): PlotlyObject {
  return {
    text: wrap(caption, 105),
    xref: 'paper',
    yref: 'container',
    x: 0,
    y: 0.01,
    xanchor: 'left',
    yanchor: 'bottom',
    align: 'left',
    showarrow: false,
    font: { size: 11, color: '#8a3b00' },
  };
}

/** Breaks a sentence into lines of at most `length` characters, as Plotly's text wants them. */
function wrap(text: string, length: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('<br>');
}
