/** A darker shade, visible on top of the colour. */
export function darker(colour: string): string {
  return text(channelsOf(colour) ?? [], 0.5);
}

/** A colour, darkened until letters in it can be read on white. */
export function forLetters(colour: string): string {
  const channels = channelsOf(colour) ?? [];
  return text(channels, Math.min(1, 150 / Math.max(...channels, 1)));
}

/** What a colour and its darker shades have in common; undefined if it is written in another way than in our figures. */
export function hueOf(colour: string): string | undefined {
  const channels = channelsOf(colour);
  const most = Math.max(...(channels ?? []), 1);
  return channels?.map((channel) => Math.round((10 * channel) / most)).join(' ');
}

/** Red, green and blue, from 0 to 255. */
function channelsOf(colour: string): readonly number[] | undefined {
  const long = colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  if (/^#[0-9a-f]{6}$/i.test(long)) return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
  return /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)?.slice(1).map(Number);
}

function text(channels: readonly number[], share: number): string {
  return `rgb(${channels.map((channel) => Math.round(share * channel)).join(', ')})`;
}
