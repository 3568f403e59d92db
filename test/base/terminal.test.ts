import { afterEach, describe, expect, test, vi } from 'vitest';
import { duration, filledBar, statusLine } from '#src/base/terminal.js';

test.each([
  [0.04, '0.0 s'],
  [3.14, '3.1 s'],
  [61.7, '62 s'],
  [720, '12 min'],
  [12_240, '3.4 h'],
  [216_000, '2.5 days'],
  [1e9, '32 years'],
])('%d seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words));

test('a bar is filled up to its share', () => {
  expect([0, 0.5, 1].map(filledBar)).toEqual(['░'.repeat(20), '█'.repeat(10) + '░'.repeat(10), '█'.repeat(20)]);
});

describe('a status line', () => {
  const { isTTY } = process.stderr;
  afterEach(() => {
    process.stderr.isTTY = isTTY;
    vi.restoreAllMocks();
  });

  test.each([
    [true, ['\r\x1b[2Khalf', '\r\x1b[2K']],
    [false, []],
  ])('with a terminal: %s', (hasTerminal, expected) => {
    process.stderr.isTTY = hasTerminal;
    const written: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    expect([statusLine('half'), statusLine('')]).toEqual([hasTerminal, hasTerminal]);
    expect(written).toEqual(expected);
  });
});
