/** Bytes of one SIMD vector. */
export const VECTOR: usize = 16;

// Memory below `__heap_base` holds what is declared with `memory.data`: its addresses are constants, which saves a load
// for each use in the walk. What grows with the problem lies above, in the order in which it was reserved.
let top: usize = __heap_base;

/** Reserves `bytes` of zeroed memory that starts on a cache line. */
export function reserve(bytes: usize): usize {
  const start = (top + 63) & ~63;
  top = start + bytes;
  const pages = <i32>((top + 0xffff) >>> 16);
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unreachable();
  return start;
}

/** The first byte that is not reserved. */
export function reserved(): usize {
  return top;
}
