import { describe, expect, test } from 'vitest';
import { checkChoice, checkOptions } from '#src/check.js';

describe('checkOptions', () => {
  const known = ['seed', 'checkpoint', 'moves'] as const;
  const check = (options: unknown) =>
    checkOptions('wangLandau', options as { seed?: 1; checkpoint?: 1; moves?: 1 }, known);

  test('lets known names and no options pass', () => {
    expect(() => check(undefined)).not.toThrow();
    expect(() => check({})).not.toThrow();
    expect(() => check({ seed: 1, moves: 2 })).not.toThrow();
  });

  test('names a misspelt option and the one that was meant', () => {
    expect(() => check({ checkpont: 'run.json' })).toThrow(
      'wangLandau has no option `checkpont`; did you mean `checkpoint`?',
    );
    expect(() => check({ move: 1e6 })).toThrow('did you mean `moves`?');
    expect(() => check({ temperature: 1 })).toThrow('its options are seed, checkpoint, moves');
  });

  test('refuses what is not an options object', () => {
    for (const options of [null, 7, 'seed', [1], () => 1])
      expect(() => check(options)).toThrow('the options of wangLandau are');
  });
});

test('checkChoice quotes the choices', () => {
  expect(() => checkChoice('kind', 'c', ['a', 'b'])).toThrow("`kind` is c; choose 'a' or 'b'");
  expect(() => checkChoice('kind', {}, ['a', 'b', 'c'])).toThrow("`kind` is an object; choose 'a', 'b' or 'c'");
  expect(() => checkChoice('kind', 'b', ['a', 'b'])).not.toThrow();
});
