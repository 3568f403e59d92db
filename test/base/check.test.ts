import { describe, expect, test } from 'vitest';
import { checkChoice, checkEach, checkNumbers, checkOptions, inWords, requireOptions } from '#src/base/check.js';

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
    for (const options of [null, 7, 'seed', [1], () => 1, new Date(), Promise.resolve({}), new Map()])
      expect(() => check(options)).toThrow('the options of wangLandau are');
  });
});

test('requireOptions requires an object', () => {
  expect(() => requireOptions('sweep', undefined as never, ['seed'] as never[])).toThrow(
    'the options of sweep are undefined; give an object, as in { seed: … }',
  );
});

test('the error names what is not a list of numbers', () => {
  expect(() => checkNumbers('values', '123' as never)).toThrow('`values` is 123; give an array of numbers');
  expect(() => checkNumbers('values', [1, '2'] as never)).toThrow('`values[1]` is 2; give finite numbers');
  expect(() => checkNumbers('values', new Float64Array([0, Number.NaN]))).toThrow('`values[1]` is NaN');
  expect(() => checkNumbers('values', new Array(2))).toThrow('`values[0]` is undefined');
  expect(() => checkEach('weights', [1, 0], (weight) => weight === 1, 'a weight is 1')).toThrow(
    '`weights[1]` is 0; a weight is 1',
  );
});

test('any value has words', () => {
  const values = [Symbol('s'), 1n, Object.create(null), [1, 'a'], [[1]], Promise.resolve(), new Int8Array(2), [], ''];
  expect(values.map(inWords)).toEqual([
    'Symbol(s)',
    '1',
    'an object',
    '[1, a]',
    'an array of length 1',
    'a promise (put await before the call that returned it)',
    'an Int8Array',
    '[]',
    'empty',
  ]);
});

test('checkChoice quotes the choices', () => {
  expect(() => checkChoice('kind', 'c', ['a', 'b'])).toThrow("`kind` is c; choose 'a' or 'b'");
  expect(() => checkChoice('kind', {}, ['a', 'b', 'c'])).toThrow("`kind` is an object; choose 'a', 'b' or 'c'");
  expect(() => checkChoice('kind', 'b', ['a', 'b'])).not.toThrow();
});
