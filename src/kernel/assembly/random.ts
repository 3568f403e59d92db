import { VECTOR } from './memory';

/** Proposals drawn at a time: a multiple of 4 lanes that divides the round numbers of a schedule. */
export const BLOCK: i32 = 500;

export const BLOCK_BYTES: usize = 4 * <usize>BLOCK;

// The block's proposals: the weight to flip (u32), and −ln u (f32), the tolerance: the rise of entropy that is accepted.
export const INDICES = memory.data(<i32>BLOCK_BYTES, 16);
export const TOLERANCES = memory.data(<i32>BLOCK_BYTES, 16);

/** Bytes of the generator's state: xoshiro128** (Blackman and Vigna, 2021), four words of four lanes each. */
export const GENERATOR_BYTES: usize = 64;

/**
 * Draws the next block of proposals among `weights`, or as many as fit in `bytes` of it. The logarithm is a polynomial in single
 * precision (error 3·10⁻⁷), so the same seed gives the same bits on every machine.
 */
export function drawProposals(generator: usize, weights: i32, bytes: usize): void {
    let a = v128.load(generator);
    let b = v128.load(generator, 16);
    let c = v128.load(generator, 32);
    let d = v128.load(generator, 48);
    const bound = i32x4.splat(weights);
    // Constants in locals: loading them inside the loop costs a third of the time.
    const one = i32x4.splat(1);
    const mantissa = i32x4.splat(0x7fffff);
    const exponentOfOne = i32x4.splat(0x3f800000);
    const middle = f32x4.splat(1.5);
    const bias = f32x4.splat(158);
    const ln2 = f32x4.splat(0.6931471805599453);
    const c7 = f32x4.splat(LOG7);
    const c6 = f32x4.splat(LOG6);
    const c5 = f32x4.splat(LOG5);
    const c4 = f32x4.splat(LOG4);
    const c3 = f32x4.splat(LOG3);
    const c2 = f32x4.splat(LOG2);
    const c1 = f32x4.splat(LOG1);
    const c0 = f32x4.splat(LOG0);
    for (let offset: usize = 0; offset < bytes; offset += VECTOR) {
      const forIndex = scramble(b);
      let t = i32x4.shl(b, 9);
      c = v128.xor(c, a);
      d = v128.xor(d, b);
      b = v128.xor(b, c);
      a = v128.xor(a, d);
      c = v128.xor(c, t);
      d = rotate(d, 11);
      const forTolerance = scramble(b);
      t = i32x4.shl(b, 9);
      c = v128.xor(c, a);
      d = v128.xor(d, b);
      b = v128.xor(b, c);
      a = v128.xor(a, d);
      c = v128.xor(c, t);
      d = rotate(d, 11);

      // The high half of r · weights is uniform in 0 … weights − 1 (Lemire, 2019; the bias is below weights / 2³²).
      const low = i64x2.extmul_low_i32x4_u(forIndex, bound);
      const high = i64x2.extmul_high_i32x4_u(forIndex, bound);
      v128.store(INDICES + offset, v128.shuffle<i32>(low, high, 1, 3, 5, 7));

      // −ln(r / 2³¹) for a 31-bit r ≥ 1, from the exponent and a polynomial in the mantissa.
      const r = f32x4.convert_i32x4_s(v128.or(i32x4.shr_u(forTolerance, 1), one));
      const exponent = f32x4.convert_i32x4_s(i32x4.shr_u(r, 23));
      const y = f32x4.sub(v128.or(v128.and(r, mantissa), exponentOfOne), middle);
      let log = f32x4.add(f32x4.mul(y, c7), c6);
      log = f32x4.add(f32x4.mul(log, y), c5);
      log = f32x4.add(f32x4.mul(log, y), c4);
      log = f32x4.add(f32x4.mul(log, y), c3);
      log = f32x4.add(f32x4.mul(log, y), c2);
      log = f32x4.add(f32x4.mul(log, y), c1);
      log = f32x4.add(f32x4.mul(log, y), c0);
      v128.store(TOLERANCES + offset, f32x4.sub(f32x4.mul(f32x4.sub(bias, exponent), ln2), log));
    }
    v128.store(generator, a);
    v128.store(generator, b, 16);
    v128.store(generator, c, 32);
    v128.store(generator, d, 48);
}

// ln(1.5 + y) for |y| ≤ ½, least-maximum polynomial of degree 7: error 3·10⁻⁷, that of a single-precision logarithm.
const LOG0: f32 = 0.4054652750492096;
const LOG1: f32 = 0.666666567325592;
const LOG2: f32 = -0.22224508225917816;
const LOG3: f32 = 0.09877903759479523;
const LOG4: f32 = -0.04893241450190544;
const LOG5: f32 = 0.026069587096571922;
const LOG6: f32 = -0.01740502379834652;
const LOG7: f32 = 0.010009289719164371;

// @ts-expect-error: decorator
@inline
function rotate(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/** The output function of xoshiro128**: rotate(5x, 7) · 9. */
// @ts-expect-error: decorator
@inline
function scramble(x: v128): v128 {
  const rotated = rotate(i32x4.add(i32x4.shl(x, 2), x), 7);
  return i32x4.add(i32x4.shl(rotated, 3), rotated);
}
