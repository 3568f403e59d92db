/** A maximum of a row of numbers: one place, or several neighbouring places of the same height. */
export interface Summit {
  readonly first: number;
  readonly last: number;
  /**
   * The lowest place on the way to higher ground, on the side where it is higher. For the highest summit, the lowest
   * place of all.
   */
  readonly saddle: number;
  /** Height above the saddle. */
  readonly rise: number;
}

/** The maxima of a row, ends included, in order. */
export function summits(heights: readonly number[]): Summit[] {
  const found: Summit[] = [];
  for (let first = 0, last = 0; first < heights.length; first = last + 1) {
    last = first;
    while (heights[last + 1] === heights[first]) last++;
    const rises = first === 0 || heights[first - 1] < heights[first];
    const falls = last === heights.length - 1 || heights[last + 1] < heights[first];
    if (rises && falls) found.push(summit(heights, first, last));
  }
  return found;
}

function summit(heights: readonly number[], first: number, last: number): Summit {
  const top = heights[first];
  // Of two equal summits the first counts as higher than the second; otherwise noise could split one into two.
  const descents = [
    descend(heights, first, -1, (height) => height >= top),
    descend(heights, last, 1, (height) => height > top),
  ];
  const passes = descents.filter(({ bounded }) => bounded);
  const saddle =
    passes.length > 0
      ? passes.map(({ lowest }) => lowest).reduce((a, b) => (heights[b] > heights[a] ? b : a))
      : lowest(heights, 0, heights.length - 1);
  return { first, last, saddle, rise: top - heights[saddle] };
}

/** The lowest place on the way from `start` to higher ground (`bounded`) or to the end of the row. */
function descend(heights: readonly number[], start: number, step: 1 | -1, isHigher: (height: number) => boolean) {
  let index = start + step;
  while (index >= 0 && index < heights.length && !isHigher(heights[index])) index += step;
  const bounded = index >= 0 && index < heights.length;
  return { lowest: lowest(heights, Math.min(start, index - step), Math.max(start, index - step)), bounded };
}

/** The place of the lowest point, both ends included. */
export function lowest(heights: readonly number[], from: number, to: number): number {
  let found = from;
  for (let index = from + 1; index <= to; index++) if (heights[index] < heights[found]) found = index;
  return found;
}
