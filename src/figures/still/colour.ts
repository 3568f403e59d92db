import { d3Scale } from './d3.js';

/** A colour at a fraction of a scale, from 0 to 1. */
type Stop = readonly [share: number, colour: string];

/** Plotly's 'Greys', which rise linearly from black; those of d3 fall, and not evenly. */
const GREYS: readonly Stop[] = [
  [0, '#000000'],
  [1, '#ffffff'],
];

/**
 * The function from a fraction of a scale, from 0 to 1, to its colour. `scale` is a list of [share, colour]; by
 * another name it is drawn in greys.
 */
export function colourScale(scale: unknown): (share: number) => string {
  const stops = Array.isArray(scale) ? (scale as readonly Stop[]) : GREYS;
  const [shares, colours] = [stops.map(([share]) => share), stops.map(([, colour]) => colour)];
  return d3Scale().scaleLinear(shares, colours).clamp(true);
}

/** A colour and its opacity, because not every program that shows SVG understands '#0072B240'. */
export function splitColour(colour: string): { readonly colour: string; readonly opacity: number } {
  const [, plain, opacity] = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(colour) ?? [];
  if (plain === undefined || opacity === undefined) return { colour, opacity: 1 };
  return { colour: plain, opacity: Math.round((100 * Number.parseInt(opacity, 16)) / 255) / 100 };
}
