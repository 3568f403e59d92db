import { largest, listOf, type PlotlyObject, smallest, textOf } from './figure.js';

/** A part of the width or height of the frame, from 0 to 1. */
export type Span = readonly [from: number, to: number];

/** Where a panel is in the frame. */
export interface Place {
  readonly x: Span;
  readonly y: Span;
}

/** Plotly's reference to an axis: x, x2, x3, … */
export function axisName(letter: string, number: number): string {
  return number === 1 ? letter : `${letter}${number}`;
}

/** A reference to an axis of a figure that stands after `offset` other axes. */
export function renamed(name: string, offset: number): string {
  const [, letter = name, number = ''] = /^([xy])(\d*)$/.exec(name) ?? [];
  return letter === 'x' || letter === 'y' ? axisName(letter, Number(number || 1) + offset) : name;
}

/** The axes of a figure at its place, under their new names in the layout. */
export function moved(layout: PlotlyObject, offset: number, place: Place): { [name: string]: PlotlyObject } {
  const own = Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name)) as [string, PlotlyObject][];
  // A figure made elsewhere may leave its axes to Plotly.
  const axes =
    own.length > 0
      ? own
      : ([
          ['xaxis', {}],
          ['yaxis', {}],
        ] as [string, PlotlyObject][]);
  return Object.fromEntries(
    axes.map(([name, axis]) => {
      const reference = name.replace('axis', '');
      const letter = reference[0] as 'x' | 'y';
      const other = reference.replace(letter, letter === 'x' ? 'y' : 'x');
      const [from, to] = place[letter];
      const [low, high] = (axis.domain ?? [0, 1]) as Span;
      const anchored = {
        domain: [from + low * (to - from), from + high * (to - from)],
        anchor: renamed(textOf(axis.anchor) || other, offset),
        ...(axis.scaleanchor === undefined ? {} : { scaleanchor: renamed(textOf(axis.scaleanchor), offset) }),
      };
      return [renamed(reference, offset).replace(letter, `${letter}axis`), { ...axis, ...anchored }];
    }),
  );
}

/** Which panels show the labels of an axis that all share; `undefined` if it is not shared. */
interface Labelled {
  readonly x: ((panel: number) => boolean) | undefined;
  readonly y: ((panel: number) => boolean) | undefined;
}

/**
 * The axes of all panels, with one range where they are shared.
 *
 * @throws RangeError if axes to be shared are linear in one panel and logarithmic in another.
 */
export function withSharedAxes(
  panels: readonly { readonly [name: string]: PlotlyObject }[],
  labelled: Labelled,
): { [name: string]: PlotlyObject } {
  const all = panels.flatMap((axes, panel) => Object.entries(axes).map(([name, axis]) => ({ panel, name, axis })));
  const shared = (letter: 'x' | 'y', isLabelled: (panel: number) => boolean) => {
    const members = all.filter(({ name }) => name.startsWith(letter));
    if (new Set(members.map(({ axis }) => axis.type ?? 'linear')).size > 1) {
      throw new RangeError(
        `the ${letter} axis is linear in one figure and logarithmic in another; share none, or make them alike`,
      );
    }
    const common = commonTicks(members.map(({ axis }) => axis));
    return members.map(({ panel, name, axis }) => {
      const labels = isLabelled(panel) ? {} : { showticklabels: false, title: { text: '' } };
      const first = members[0]!.name.replace('axis', '');
      return [name, { ...axis, ...common, ...labels, ...(name === members[0]!.name ? {} : { matches: first }) }];
    });
  };
  const plain = (letter: string) =>
    all.filter(({ name }) => name.startsWith(letter)).map(({ name, axis }) => [name, axis]);
  return Object.fromEntries([
    ...(labelled.x === undefined ? plain('x') : shared('x', labelled.x)),
    ...(labelled.y === undefined ? plain('y') : shared('y', labelled.y)),
  ]) as { [name: string]: PlotlyObject };
}

/** One range and one list of ticks, for axes that have them. */
function commonTicks(axes: readonly PlotlyObject[]): PlotlyObject {
  const ranges = axes.map(({ range }) => listOf(range).map(Number)).filter(({ length }) => length === 2);
  const ends = ranges.flat();
  const labels = new Map(
    axes.flatMap(({ tickvals, ticktext }) =>
      listOf(tickvals).map((value, k) => [Number(value), textOf(listOf(ticktext)[k] ?? value)] as const),
    ),
  );
  const values = [...labels.keys()].sort((a, b) => a - b);
  const [first] = ranges;
  const range =
    first !== undefined && first[0]! > first[1]! ? [largest(ends), smallest(ends)] : [smallest(ends), largest(ends)];
  return {
    ...(ranges.length === axes.length ? { range } : {}),
    ...(values.length === 0 ? {} : { tickvals: values, ticktext: values.map((value) => labels.get(value)) }),
  };
}
