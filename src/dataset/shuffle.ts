import type { RandomStream } from '../seed.js';

/** The first `count` (default all) of the items in random order (Fisher and Yates): a draw without replacement. */
export function shuffle<Item>(items: readonly Item[], stream: RandomStream, count = items.length): Item[] {
  const drawn = [...items];
  for (let index = 0; index < count; index++) {
    const other = index + stream.integer(items.length - index);
    [drawn[index], drawn[other]] = [drawn[other]!, drawn[index]!];
  }
  return drawn.slice(0, count);
}
