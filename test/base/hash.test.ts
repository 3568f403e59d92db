import { expect, test } from 'vitest';
import { sha256 } from '#src/base/hash.js';

// FIPS 180-2, appendix B.1.
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('the SHA-256 is that of all contents in a row', () => {
  expect(sha256('abc')).toBe(ABC);
  expect(sha256('a', new Uint8Array([0x62, 0x63]))).toBe(ABC);
});
