import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitCount } from '#src/solution/bits.js';

test('bitCount counts the ones of any word', () => {
  fc.assert(
    fc.property(fc.integer(), (word) => {
      expect(bitCount(word)).toBe((word >>> 0).toString(2).replaceAll('0', '').length);
    }),
  );
});
