import { reserve } from './memory';

// The configurations that an enumeration finds at one energy, each as its number (u32): bit k is set where weight k is +1.
// Those that do not fit are only counted.

let numbers: usize = 0;
let room: u32 = 0;
let count: u32 = 0;

/** Begins an empty list with room for this many numbers. */
export function clearFound(places: u32): void {
  count = 0;
  if (places <= room) return;
  numbers = reserve((<usize>places) << 2);
  room = places;
}

export function foundAt(): usize {
  return numbers;
}

/** How many were found, listed or not. */
export function found(): u32 {
  return count;
}

// @ts-expect-error: decorator
@inline
export function note(number: u32): void {
  if (count < room) store<u32>(numbers + ((<usize>count) << 2), number);
  count++;
}

/** Notes the configurations whose bits are set: bit j is number `first` + j. */
export function noteBits(bits: u64, first: u32): void {
  for (; bits !== 0; bits &= bits - 1) note(first + <u32>ctz(bits));
}
