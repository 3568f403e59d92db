/** The size of the picture, and the room around the curve, in pixels. */
const [WIDTH, HEIGHT] = [320, 110];
const MARGIN = { left: 34, right: 8, top: 8, bottom: 20 };

/** Points of the line: more would not be seen. */
const MOST_POINTS = 150;

/**
 * A small picture of S(E) as learned so far, for a cell that is running: it is redrawn every second, so it is a few lines of
 * SVG and no figure. Levels that no walk has found leave gaps. Its colours are seen on light and on dark pages.
 */
export function growingCurve(entropy: ArrayLike<number>): string {
  const levels = Array.from(entropy);
  const found = levels.filter((value) => value > -Infinity);
  if (found.length < 2) return '';
  const highest = found.reduce((most, value) => Math.max(most, value));
  // Where configurations exist S is above 0. While it is being learned it may lie far below, where it is not followed.
  const lowest = found.reduce((least, value) => Math.min(least, value), 0) < 0 ? -Math.abs(highest) / 4 : 0;
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const x = (level: number) => MARGIN.left + ((right - MARGIN.left) * level) / Math.max(1, levels.length - 1);
  const y = (value: number) =>
    bottom - ((bottom - MARGIN.top) * (Math.max(lowest, value) - lowest)) / Math.max(1e-9, highest - lowest);
  const step = Math.max(1, Math.ceil(levels.length / MOST_POINTS));
  let path = '';
  let isGap = true;
  for (const [level, value] of levels.entries()) {
    if (value === -Infinity) isGap = true;
    else if (isGap || level % step === 0 || level === levels.length - 1) {
      path += `${isGap ? 'M' : 'L'}${x(level).toFixed(1)} ${y(value).toFixed(1)}`;
      isGap = false;
    }
  }
  const text = (at: string, words: string) =>
    `<text ${at} font-size="10" font-family="sans-serif" fill="#888">${words}</text>`;
  return (
    `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="S(E) as learned so far">` +
    `<path d="M${MARGIN.left} ${MARGIN.top}V${bottom}H${right}" fill="none" stroke="#888"/>` +
    `<path d="${path}" fill="none" stroke="#4a90d9" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>` +
    text(`x="${MARGIN.left - 4}" y="${MARGIN.top + 8}" text-anchor="end"`, highest.toFixed(0)) +
    text(`x="${MARGIN.left - 4}" y="${y(0).toFixed(1)}" text-anchor="end"`, '0') +
    text(`x="${MARGIN.left}" y="${HEIGHT - 6}" text-anchor="middle"`, '0') +
    text(`x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 6}" text-anchor="middle"`, 'S(E) in nats, as learned so far') +
    text(`x="${right}" y="${HEIGHT - 6}" text-anchor="end"`, `E = ${levels.length - 1}`) +
    '</svg>'
  );
}
