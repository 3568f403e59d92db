import { d3Chromatic, d3Scale } from './d3.js';

/** A colour at a share of a scale, from 0 to 1. */
type Stop = readonly [share: number, colour: string];

/** Plotly's 'Greys', which rise from black; those of d3 fall, and not evenly. */
const GREYS: readonly Stop[] = [
  [0, '#000000'],
  [1, '#ffffff'],
];

/** What gives the colour at a share from 0 to 1 of a scale: one of Plotly's names, or a list of [share, colour]. */
export function colourScale(scale: unknown): (share: number) => string {
  if (scale === 'Cividis') return d3Chromatic().interpolateCividis;
  const stops = Array.isArray(scale) ? (scale as readonly Stop[]) : GREYS;
  const [shares, colours] = [stops.map(([share]) => share), stops.map(([, colour]) => colour)];
  return d3Scale().scaleLinear(shares, colours).clamp(true);
}

/** A colour with its opacity apart: not every program that shows SVG knows '#0072B240'. */
export function splitColour(colour: string): { readonly colour: string; readonly opacity: number } {
  const [, plain, opacity] = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(colour) ?? [];
  if (plain === undefined || opacity === undefined) return { colour, opacity: 1 };
  return { colour: plain, opacity: Math.round((100 * Number.parseInt(opacity, 16)) / 255) / 100 };
}
