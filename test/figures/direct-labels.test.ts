import { describe, expect, test } from 'vitest';
import { type Box, withDirectLabels } from '#src/figures/direct-labels.js';
import { type Figure, type PlotlyObject, textWidth } from '#src/figures/figure.js';
import { plotHeatMap } from '#src/figures/heat-map.js';
import type { Frame } from '#src/figures/ink.js';
import { plotPanels } from '#src/figures/panels.js';
import { plotScan, type Scan } from '#src/figures/scans.js';
import { plotScatter } from '#src/figures/scatter.js';

// Axes from 0 to 10 in a frame of 600 × 300 pixels, which begins 70 from the left and 50 from the top.
const frame: Frame = {
  x: { offset: 70, length: 600, range: [0, 10], isLogarithmic: false },
  y: { offset: 50, length: 300, range: [0, 10], isLogarithmic: false },
};
const x = Array.from({ length: 101 }, (_, k) => k / 10);
const axes = { x: 'x', y: 'y' };
const curve = (name: string, of: (x: number) => number, more: Partial<Scan> = {}): Scan => ({
  name,
  x,
  y: x.map(of),
  ...more,
});

interface Note {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly font: { readonly color: string };
}

function notesOf(figure: Figure | undefined): readonly Note[] {
  return (figure?.layout.annotations ?? []) as readonly Note[];
}

function boxOf({ text, x, y }: Note): Box {
  const [middle, centre] = [frame.x.offset + x * frame.x.length, frame.y.offset + (1 - y) * frame.y.length];
  const width = textWidth(text);
  return { left: middle - width / 2, right: middle + width / 2, top: centre - 7.5, bottom: centre + 7.5 };
}

/** The distance in pixels from a box to the nearest point of a function's graph. */
function distanceTo({ left, right, top, bottom }: Box, of: (x: number) => number): number {
  return Math.min(
    ...Array.from({ length: 6001 }, (_, k) => {
      const [across, down] = [70 + k / 10, 350 - 30 * of(k / 600)];
      return Math.hypot(Math.max(left - across, 0, across - right), Math.max(top - down, 0, down - bottom));
    }),
  );
}

describe('the names of curves', () => {
  const functions: readonly [string, (x: number) => number][] = [
    ['a line', (x) => x],
    ['a parabola', (x) => 8 - (x - 5) ** 2 / 4],
    ['a wave', (x) => 2 + Math.sin(x)],
    ['a constant', () => 5],
  ];
  const labelled = withDirectLabels(
    plotScan(
      functions.map(([name, of]) => curve(name, of)),
      axes,
    ),
    frame,
  );
  const notes = notesOf(labelled);

  test('stand within the frame, each beside its own curve and farther from all others', () => {
    expect(notes.map(({ text }) => text).sort()).toEqual(functions.map(([name]) => name).sort());
    for (const note of notes) {
      const box = boxOf(note);
      expect(box.left).toBeGreaterThan(70);
      expect(box.right).toBeLessThan(670);
      expect(box.top).toBeGreaterThan(50);
      expect(box.bottom).toBeLessThan(350);
      for (const [name, of] of functions) {
        const distance = distanceTo(box, of);
        if (name === note.text) {
          expect(distance, name).toBeGreaterThan(2);
          expect(distance, name).toBeLessThan(9);
        } else {
          expect(distance, `${note.text} and ${name}`).toBeGreaterThan(5);
        }
      }
    }
  });

  test('do not touch each other', () => {
    for (const [k, note] of notes.entries()) {
      for (const other of notes.slice(k + 1)) {
        const [a, b] = [boxOf(note), boxOf(other)];
        expect(Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom)).toBeGreaterThanOrEqual(
          6,
        );
      }
    }
  });

  test('have the colours of their curves, dark enough to be read, and no legend', () => {
    expect(notes.find(({ text }) => text === 'a line')!.font.color).toBe('rgb(0, 96, 150)');
    expect(labelled!.layout.showlegend).toBe(false);
    expect(labelled!.data.every(({ showlegend }) => showlegend === false)).toBe(true);
  });

  test('avoid bands and error bars, of their own curve too', () => {
    const error = x.map(() => 2);
    const figure = plotScan([curve('low', () => 2.5, { error }), curve('high', () => 7.5, { error })], axes);
    const [low, high] = ['low', 'high'].map((name) =>
      boxOf(notesOf(withDirectLabels(figure, frame)).find(({ text }) => text === name)!),
    );
    // The bands cover 0.5 to 4.5 and 5.5 to 9.5: 335 to 215 and 185 to 65 pixels from the top.
    for (const { top, bottom } of [low!, high!])
      expect(top > 335 || bottom < 65 || (top > 185 && bottom < 215)).toBe(true);
  });

  test('on a logarithmic axis are measured on it', () => {
    const logarithmic: Frame = { ...frame, y: { ...frame.y, range: [0, 3], isLogarithmic: true } };
    const figure = plotScan(
      [curve('rising', (x) => 10 ** (0.3 * x)), curve('falling', (x) => 10 ** (3 - 0.3 * x))],
      axes,
    );
    const rising = notesOf(withDirectLabels(figure, logarithmic)).find(({ text }) => text === 'rising')!;
    expect(distanceTo(boxOf(rising), (x) => x)).toBeLessThan(9);
  });
});

describe('a shared entry', () => {
  test('remains in the legend when the names of the curves leave it', () => {
    const figure = plotScan(
      [
        [curve('one', (x) => x), curve('one, formula', (x) => x + 0.1, { kind: 'theory' })],
        [curve('two', (x) => 10 - x), curve('two, formula', (x) => 9.9 - x, { kind: 'theory' })],
      ],
      axes,
    );
    const labelled = withDirectLabels(figure, frame)!;
    expect(
      notesOf(labelled)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['one', 'two']);
    expect(labelled.layout.showlegend).toBe(true);
    expect(labelled.data.filter(({ showlegend }) => showlegend !== false).map(({ name }) => name)).toEqual(['formula']);
  });
});

describe('the legend stays', () => {
  const legendOf = (figure: Figure) => withDirectLabels(figure, frame);
  const constants = (heights: readonly number[]) =>
    plotScan(
      heights.map((y, k) => curve(`curve ${k}`, () => y)),
      axes,
    );

  test('where curves hide each other, or are so close that a name could mean either', () => {
    expect(legendOf(constants([5, 5]))).toBeUndefined();
    expect(legendOf(constants([4.9, 5, 5.1]))).toBeUndefined();
    expect(legendOf(constants([2, 5, 8]))).toBeDefined();
  });

  test('where a name is wider than the frame, or there are more than four', () => {
    const long = 'a name that no frame of six hundred pixels holds '.repeat(3);
    expect(legendOf(plotScan([curve(long, (x) => x), curve('short', () => 1)], axes))).toBeUndefined();
    expect(legendOf(constants([1, 3, 5, 7]))).toBeDefined();
    expect(legendOf(constants([1, 3, 5, 7, 9]))).toBeUndefined();
  });

  test('beside clouds of points', () => {
    const points = (x: number[]) =>
      plotScatter(
        [
          { name: 'one', x, y: [1, 3, 2] },
          { name: 'two', x, y: [8, 6, 7] },
        ],
        axes,
      );
    expect(legendOf(points([5, 2, 4]))).toBeUndefined();
    expect(legendOf(points([2, 4, 5]))).toBeDefined();
  });

  test('in maps, panels, and figures that have none or were made elsewhere', () => {
    const map = plotHeatMap(
      { values: [[1, 2]] },
      { ...axes, value: 'z', overlays: [{ name: 'peak', x: [0, 1], y: [0, 0] }] },
    );
    for (const figure of [map, plotPanels([constants([2, 5]), constants([2, 5])]), constants([5])]) {
      expect(legendOf(figure)).toBeUndefined();
    }
    const foreign = (trace: PlotlyObject): Figure => ({
      data: [
        { ...trace, y: [1, 2] },
        { type: 'bar', y: [1] },
      ],
      layout: {},
    });
    expect(legendOf(foreign({ type: 'scatter', name: 'a' }))).toBeUndefined();
    const uncoloured = constants([2, 8]).data.map(({ line, marker, ...trace }) => trace);
    expect(legendOf({ data: uncoloured, layout: {} })).toBeUndefined();
  });
});
