/** A duration in words: '3.1 s', '62 s', '12 min', '3.4 h', '2.5 days'. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const [minute, hour, day, year] = [60, 3600, 86_400, 31_557_600];
  if (seconds < 2 * hour) return `${Math.round(seconds / minute)} min`;
  if (seconds < 2 * day) return `${(seconds / hour).toFixed(1)} h`;
  return seconds < 2 * year ? `${(seconds / day).toPrecision(2)} days` : `${(seconds / year).toPrecision(2)} years`;
}

/** A bar of twenty characters, filled to a share from 0 to 1. */
export function filledBar(share: number): string {
  const filled = Math.round(20 * share);
  return '█'.repeat(filled) + '░'.repeat(20 - filled);
}

/**
 * Writes a text over the last line of the terminal; an empty text clears it. Returns false, and writes nothing, if
 * there is no terminal (in a pipe or a log).
 */
export function statusLine(text: string): boolean {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
  return process.stderr.isTTY === true;
}
