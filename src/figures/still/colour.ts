/** Plotly's named colour scales that figures use, at even distances. */
const SCALES: { readonly [name: string]: readonly string[] } = {
  Greys: ['#000000', '#ffffff'],
  // J. R. Nuñez et al., PLoS ONE 13, e0199239 (2018), as Plotly has it.
  Cividis: [
    '#00204c',
    '#002a66',
    '#00346e',
    '#273f6c',
    '#3c4a6b',
    '#4c556b',
    '#5b5f6d',
    '#686a70',
    '#757575',
    '#838178',
    '#918d78',
    '#a0996f',
    '#afa56a',
    '#bfb167',
    '#cfbe5f',
    '#e0cb54',
    '#f1d946',
    '#ffe945',
  ],
};

/** What gives the colour at a share from 0 to 1 of a scale: one of Plotly's names, or a list of [share, colour]. */
export function colourScale(scale: unknown): (share: number) => string {
  const named = SCALES[String(scale)] ?? SCALES.Greys!;
  const stops = Array.isArray(scale)
    ? (scale as [number, string][]).map(([share, colour]) => ({ share, colour: channels(colour) }))
    : named.map((colour, k) => ({ share: k / (named.length - 1), colour: channels(colour) }));
  return (share) => {
    const above = Math.max(
      1,
      stops.findIndex((stop) => stop.share >= share),
    );
    const [low, high] = [stops[above - 1]!, stops[above]!];
    const part = Math.min(1, Math.max(0, (share - low.share) / (high.share - low.share)));
    const mixed = low.colour.map((channel, k) => Math.round(channel + part * (high.colour[k]! - channel)));
    return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  };
}

/** A colour with its opacity apart: not every program that shows SVG knows '#0072B240'. */
export function splitColour(colour: string): { readonly colour: string; readonly opacity: number } {
  const [, plain, opacity] = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(colour) ?? [];
  if (plain === undefined || opacity === undefined) return { colour, opacity: 1 };
  return { colour: plain, opacity: Math.round((100 * Number.parseInt(opacity, 16)) / 255) / 100 };
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));
}
