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

// The walks of a problem share one instance and take turns in it. These places hold the state of a walk: JavaScript stores
// it for one walk and restores it for the next.
@unmanaged
class Place {
  start: usize;
  bytes: usize;
}

const MOST_PLACES: i32 = 24;
const PLACES = memory.data(192, 16);
let places: i32 = 0;

function place(k: i32): Place {
  return changetype<Place>(PLACES + <usize>k * offsetof<Place>());
}

/** Reserves memory whose contents belong to one walk. */
export function reserveState(bytes: usize): usize {
  const start = reserve(bytes);
  keepState(start, bytes);
  return start;
}

/** Declares that these bytes belong to a walk; the first call is for the walker itself. */
export function keepState(start: usize, bytes: usize): void {
  if (places > 1) {
    const last = place(places - 1);
    const end = last.start + last.bytes;
    // Neighbours become one place. Only the walker stays apart: a saved walk consists of it alone.
    if (start >= end && start < end + 64) {
      last.bytes = start + bytes - last.start;
      return;
    }
  }
  if (places === MOST_PLACES) unreachable();
  const next = place(places++);
  next.start = start;
  next.bytes = bytes;
}

export function statePlaces(): i32 {
  return places;
}

export function stateAt(k: i32): usize {
  return place(k).start;
}

export function stateBytes(k: i32): usize {
  return place(k).bytes;
}

/** Zeroes the state of the models: that of the walk but its walker. */
export function clearModels(): void {
  for (let k = 1; k < places; k++) memory.fill(stateAt(k), 0, stateBytes(k));
}
