import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromArrays, type Inputs } from '#src/dataset/from-arrays.js';
import { arithmetic, largestReach } from '#src/dataset/grid.js';
import { annealed, annealedVariance } from '#src/theory/annealed.js';
import { meanCorrelations } from '#src/theory/correlations.js';

const cell = fc.double({ min: -1e3, max: 1e3, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-3);

/** Rows of one length with a label each. */
const table = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 12 })).chain(([patterns, inputs]) =>
  fc.record({
    rows: fc.array(fc.array(cell, { minLength: inputs, maxLength: inputs }), {
      minLength: patterns,
      maxLength: patterns,
    }),
    labels: fc.array(fc.constantFrom(-1, 1), { minLength: patterns, maxLength: patterns }),
  }),
);

describe('the fixed-point grid', () => {
  test('gives every number back within half a grid step, but for one of a pattern that keeps ties out', () => {
    fc.assert(
      fc.property(table, ({ rows, labels }) => {
        const scale = 2048;
        const data = fromArrays(rows, labels, { scale });
        const exact = rows.flat().every((x) => Number.isInteger(x * scale));
        for (const [pattern, row] of rows.entries()) {
          const values = data.values.subarray(pattern * data.inputs, (pattern + 1) * data.inputs);
          const errors = row.map((x, i) => Math.abs(values[i] - x * scale));
          expect(errors.filter((error) => error > 0.5).length).toBeLessThanOrEqual(exact ? 0 : 1);
          expect(Math.max(...errors)).toBeLessThanOrEqual(1);
          const onGrid = row.every((x) => Number.isInteger(x * scale));
          if (!onGrid) expect(Math.abs(values.reduce((sum, value) => sum + value, 0) % 2)).toBe(1);
        }
      }),
    );
  });

  test('is by default the finest power of two that 16 bits can hold', () => {
    fc.assert(
      fc.property(table, ({ rows, labels }) => {
        fc.pre(rows.flat().some((x) => !Number.isInteger(x)));
        let data: ReturnType<typeof fromArrays>;
        try {
          data = fromArrays(rows, labels);
        } catch (error) {
          expect(String(error)).toMatch(/rounds to all zeros/);
          return;
        }
        const reach = (scale: number) =>
          largestReach(
            rows.flat().map((x) => Math.round(x * scale)),
            data.inputs,
          );
        expect(Number.isInteger(Math.log2(data.scale))).toBe(true);
        expect(reach(2 * data.scale)).toBeGreaterThanOrEqual(32766);
        expect(arithmetic(data)).not.toBe('int32');
      }),
    );
  });

  test('keeps whole numbers exactly', () => {
    const whole = fc.array(fc.integer({ min: -1e8, max: 1e8 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(whole, { minLength: 1, maxLength: 5 }), (rows) => {
        const data = fromArrays(
          rows,
          rows.map(() => 1),
        );
        expect(data.scale).toBe(1);
        expect([...data.values]).toEqual(rows.flat());
      }),
    );
  });

  test('holds numbers at both ends of the range of doubles', () => {
    expect(fromArrays([[0.5e308, -1e307]], [1]).scale).toBeGreaterThan(0);
    expect(fromArrays([[1e-300, 3e-300]], [1]).values.some((value) => value > 8_000)).toBe(true);
    expect(() => fromArrays([[1.5e308, 1.5e308]], [1])).toThrow(/divide the inputs by a constant/);
  });
});

describe('arithmetic', () => {
  test.each([
    { row: [1, -1, 1], kind: 'sign', recorded: 'int8' },
    { row: [1, 0, 1], kind: 'int16', recorded: 'int16' },
    { row: [16383, 16383], kind: 'int16', recorded: 'int16' },
    { row: [16383, 16384], kind: 'int32', recorded: 'int32' },
    { row: [16384, 0], kind: 'int32', recorded: 'int32' },
    { row: [0.5, 0.25], kind: 'int16', recorded: 'int16' },
  ])('of $row is $kind', ({ row, kind, recorded }) => {
    const data = fromArrays([row], [1]);
    expect(arithmetic(data)).toBe(kind);
    expect(data.provenance.parameters).toMatchObject({
      arithmetic: recorded,
      shape: [1, row.length],
      scale: data.scale,
    });
  });

  test('needs scale 1 to call values ±1 signs', () => {
    expect(arithmetic(fromArrays([[0.5, -0.5]], [1], { scale: 2 }))).toBe('int16');
  });
});

describe('fromArrays', () => {
  test('reads rows, typed rows and flat arrays alike', () => {
    const rows = fromArrays(
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [1, -1],
    );
    const typedRows = fromArrays([Int8Array.of(1, 2, 3), Float32Array.of(4, 5, 6)], [1, -1]);
    const flat = fromArrays(Float64Array.of(1, 2, 3, 4, 5, 6), Int8Array.of(1, -1), { shape: [2, 3] });
    expect(rows).toMatchObject({ patterns: 2, inputs: 3, classCounts: { positive: 1, negative: 1 } });
    expect(typedRows).toEqual(rows);
    expect(flat).toEqual(rows);
  });

  test('copies: later changes of the arrays do not reach the data set', () => {
    const [row, labels] = [Int32Array.of(1, -1), Int8Array.of(1)];
    const data = fromArrays([row], labels);
    row[0] = 7;
    labels[0] = -1;
    expect([...data.values, ...data.labels]).toEqual([1, -1, 1]);
  });

  test('has a checksum of values, scale and labels, and of nothing else', () => {
    const base = fromArrays([[1, 2]], [1]).provenance.checksum;
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(fromArrays([[1, 2]], [1], { source: 'other', notice: 'Look.' }).provenance.checksum).toBe(base);
    const others = [
      fromArrays([[1, 3]], [1]),
      fromArrays([[1, 2]], [-1]),
      fromArrays([[0.5, 1]], [1], { scale: 2 }),
    ].map((data) => data.provenance.checksum);
    expect(new Set([base, ...others]).size).toBe(4);
  });

  test('carries source, parameters and notice', () => {
    const { provenance } = fromArrays([[1]], [1], { source: 'mine', parameters: { day: 3 }, notice: 'Look.' });
    expect(provenance).toMatchObject({ source: 'mine', parameters: { day: 3 }, notice: 'Look.' });
    expect('notice' in fromArrays([[1]], [1]).provenance).toBe(false);
  });
});

describe('wrong input gives a sentence', () => {
  const cases: [string, Inputs, ArrayLike<number>, Parameters<typeof fromArrays>[2], RegExp][] = [
    ['no patterns', [], [], {}, /`patterns` is 0; a data set needs at least 1/],
    ['no inputs', [[]], [1], {}, /`inputs` is 0; a pattern needs at least 1/],
    ['no patterns, flat', new Float64Array(0), [], { shape: [0, 3] }, /`patterns` is 0/],
    ['label 0', [[1], [1]], [1, 0], {}, /label 1 .* is 0; labels must be/],
    ['label NaN', [[1]], [Number.NaN], {}, /label 0 .* is NaN/],
    ['too few labels', [[1], [1]], [1], {}, /1 labels for 2 patterns/],
    ['no labels', [[1]], undefined as unknown as number[], {}, /no labels for 1 patterns/],
    [
      'NaN',
      [
        [1, 2],
        [3, Number.NaN],
      ],
      [1, 1],
      {},
      /input 1 of pattern 1 is not a number/,
    ],
    ['infinity', [[-Infinity]], [1], {}, /input 0 of pattern 0 is -Infinity/],
    ['a hole', [[1, null as unknown as number]], [1], {}, /input 1 of pattern 0 is not a number/],
    ['ragged rows', [[1, 2], [1]], [1, 1], {}, /pattern 1 has 1 inputs and pattern 0 has 2/],
    ['no array', 7 as unknown as number[][], [1], {}, /`inputs` is not an array/],
    ['flat, no shape', Int8Array.of(1), [1], {}, /say how to cut it/],
    ['flat, wrong shape', Int8Array.of(1, 1, 1), [1], { shape: [1, 2] }, /has 3 numbers, .* needs 2/],
    ['rows, wrong shape', [[1, 2]], [1], { shape: [2, 1] }, /leave `shape` out/],
    ['scale 0', [[0.5]], [1], { scale: 0 }, /`scale` is 0; give a positive number/],
    ['scale NaN', [[0.5]], [1], { scale: Number.NaN }, /`scale` is NaN/],
    ['scale too fine', [[0.5, 1]], [1], { scale: 1e9 }, /more than 2\^30; give a smaller scale/],
    ['scale too coarse', [[100.5], [0.01]], [1, 1], { scale: 4 }, /pattern 1 rounds to all zeros/],
    ['unlike sizes', [[1e6 + 0.5], [1e-6]], [1, 1], {}, /pattern 1 rounds to all zeros/],
  ];
  test.each(cases)('%s', (_, inputs, labels, options, sentence) => {
    expect(() => fromArrays(inputs, labels, options)).toThrow(sentence);
  });

  test('wherever the wrong number lies', () => {
    const wrong = fc.constantFrom(Number.NaN, Infinity, -Infinity, '1', null, undefined, {});
    fc.assert(
      fc.property(table, wrong, fc.nat(), fc.nat(), ({ rows, labels }, value, p, i) => {
        const [pattern, input] = [p % rows.length, i % rows[0]!.length];
        const spoilt = rows.with(pattern, rows[pattern]!.with(input, value as number));
        expect(() => fromArrays(spoilt, labels)).toThrow(`input ${input} of pattern ${pattern} is`);
      }),
    );
  });

  test('for any label but ±1', () => {
    fc.assert(
      fc.property(table, fc.oneof(fc.double(), fc.constant('1')), fc.nat(), ({ rows, labels }, value, at) => {
        fc.pre(value !== 1 && value !== -1);
        const spoilt = (labels as number[]).with(at % labels.length, value as number);
        expect(() => fromArrays(rows, spoilt)).toThrow(`label ${at % labels.length} (counted from 0) is`);
      }),
    );
  });
});

describe('classes', () => {
  const rows = [[1], [2], [3], [4]];

  test('are labels 0 … K − 1, counted one by one and recorded', () => {
    const data = fromArrays(rows, [0, 2, 2, 1], { classes: 4 });
    expect([...data.labels]).toEqual([0, 2, 2, 1]);
    expect(data).toMatchObject({ classes: 4, classCounts: [1, 1, 2, 0] });
    expect(data.provenance.parameters).toMatchObject({ classes: 4 });
    expect('classes' in fromArrays(rows, [1, 1, -1, 1])).toBe(false);
  });

  test('are part of the checksum', () => {
    const checksums = [undefined, 2, 3].map(
      (classes) => fromArrays(rows, [1, 1, 1, 1], { classes }).provenance.checksum,
    );
    expect(new Set(checksums).size).toBe(3);
  });

  test('that do not exist give a sentence', () => {
    expect(() => fromArrays(rows, [0, 1, 2, 3], { classes: 3 })).toThrow(
      'label 3 (counted from 0) is 3; labels must be whole numbers from 0 to 2',
    );
    expect(() => fromArrays(rows, [0, 1, -1, 0.5], { classes: 3 })).toThrow(/label 2 .* is -1/);
    expect(() => fromArrays(rows, [0, 0, 0, 0], { classes: 1 })).toThrow(/`classes` is 1; give a whole number from 2/);
  });

  test('have no annealed prediction', () => {
    const data = fromArrays(rows, [1, 1, 1, 1], { classes: 2 });
    expect(() => annealed(data)).toThrow(/has 2 classes; the annealed prediction needs labels ±1/);
    expect(() => annealedVariance(data)).toThrow(/has 2 classes/);
    expect(() => meanCorrelations(data)).toThrow(/has 2 classes/);
  });
});
