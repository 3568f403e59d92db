import {
  ERRORS,
  FALLING,
  FALLS,
  flipSlice,
  flipTwo,
  grade,
  gradedAgreements,
  gradedPairChange,
  PAIR_FALLS,
  PAIR_FALLS_BY_2,
  PAIR_RISES,
  PAIR_RISES_BY_2,
  PLANES,
  RISES,
} from './agreements';
import { Architecture } from './architecture';
import { and, isSet, none, or } from './bits';
import { keepState, VECTOR } from './memory';
import { SignPerceptron } from './sign-perceptron';
import { walker } from './walker';

// The graded errors of the walk whose turn it is, and those after the proposal under way (i32).
const PRESENT = memory.data(16, 16);
const PROPOSED = memory.data(16, 16);

/** What a pattern counts that is far from right. */
const MOST: i32 = 3;

/**
 * The perceptron on ±1 data whose walks climb by graded errors: a pattern that is wrong by one, two or more flips counts once,
 * twice or three times. Only below the highest level: from there on all configurations have that level. The errors themselves are
 * counted along, for each level apart. A configuration that is shallowly wrong lies next to better ones more often, and the errors
 * alone do not tell it from others.
 */
@unmanaged
class GradedPerceptron extends SignPerceptron {
  /** Tells the walk to count errors. */
  countsErrors: bool;

  protected keepGrades(): void {
    keepState(RISES, this.span);
    keepState(FALLS, this.span);
    keepState(PAIR_RISES, this.span);
    keepState(PAIR_FALLS, this.span);
    keepState(PAIR_RISES_BY_2, this.span);
    keepState(PAIR_FALLS_BY_2, this.span);
    keepState(FALLING, sizeof<i32>());
    keepState(ERRORS, sizeof<i32>());
    keepState(PRESENT, sizeof<i32>());
  }

  /** Counts the agreements on a slice of the patterns, and grades them. */
  protected countAndGrade<Slice>(word: usize, planes: usize): void {
    this.countAgreements<Slice>(word, planes);
    const end = planes + this.height;
    const right = load<Slice>(planes, sizeof<Slice>());
    let far = none<Slice>();
    let full = right;
    for (let plane = planes + 2 * sizeof<Slice>(); plane < end; plane += sizeof<Slice>()) {
      far = or<Slice>(far, load<Slice>(plane));
      full = and<Slice>(full, load<Slice>(plane));
    }
    const falling = grade<Slice>(word, far, right, load<Slice>(planes), full, load<Slice>(end - sizeof<Slice>()));
    store<i32>(FALLING, load<i32>(FALLING) + falling);
  }

  /** Adds up the graded errors, from the counters of slices of this many bytes, and returns the level. */
  protected stand(patterns: i32, slice: usize): i32 {
    let graded = 0;
    for (let pattern = 0; pattern < patterns; pattern++) graded += max(0, min(MOST, 2 - this.counted(pattern, slice)));
    store<i32>(PRESENT, graded);
    return min(graded, walker.levels - 1);
  }

  /** c − (t − 2) of a pattern. */
  private counted(pattern: i32, slice: usize): i32 {
    const bits = 8 * <i32>slice;
    const counter = PLANES + <usize>(pattern / bits) * this.height;
    let value = 0;
    for (let plane = 0; plane < this.planes; plane++) {
      value |= i32(isSet(counter + <usize>plane * slice, pattern % bits)) << plane;
    }
    // In two's complement.
    return (value << (32 - this.planes)) >> (32 - this.planes);
  }

  // @ts-ignore: decorator
  @inline
  protected propose(change: i32): i32 {
    const proposed = load<i32>(PRESENT) + change;
    store<i32>(PROPOSED, proposed);
    return min(proposed, walker.levels - 1);
  }

  // @ts-ignore: decorator
  @inline
  protected accept(falling: i32): void {
    store<i32>(FALLING, falling);
    store<i32>(PRESENT, load<i32>(PROPOSED));
  }
}

/** Up to 64 patterns (Slice = u64) or 128 (Slice = v128). */
@unmanaged
export class NarrowGradedPerceptron<Slice> extends GradedPerceptron {
  create(shape: Architecture): void {
    this.layOut(shape, sizeof<Slice>(), 1);
    this.keepGrades();
  }

  start(shape: Architecture, _signs: usize): i32 {
    this.owe(shape, sizeof<Slice>());
    this.countAndGrade<Slice>(0, PLANES);
    return this.stand(shape.patterns, sizeof<Slice>());
  }

  // @ts-expect-error: decorator
  @inline
  energyAfter(weight: usize, _level: i32): i32 {
    const column = this.columns + weight * sizeof<Slice>();
    let agreements = gradedAgreements(column, 0);
    if (sizeof<Slice>() > 8) agreements += gradedAgreements(column, 8);
    return this.propose(agreements - load<i32>(FALLING));
  }

  // @ts-expect-error: decorator
  @inline
  flip(weight: usize): void {
    store<i32>(ERRORS, 0);
    this.accept(flipSlice<Slice>(this.columns + weight * sizeof<Slice>(), 0, PLANES, this.height, true));
  }

  // @ts-expect-error: decorator
  @inline
  energyAfterPair(first: usize, second: usize, _level: i32): i32 {
    const a = this.columns + first * sizeof<Slice>();
    const b = this.columns + second * sizeof<Slice>();
    let change = gradedPairChange(a, b, 0);
    if (sizeof<Slice>() > 8) change += gradedPairChange(a, b, 8);
    return this.propose(change);
  }

  // @ts-expect-error: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    const a = this.columns + first * sizeof<Slice>();
    const b = this.columns + second * sizeof<Slice>();
    store<i32>(ERRORS, 0);
    this.accept(flipTwo<Slice>(a, b, 0, PLANES, this.height, true));
  }
}

/** More than 128 patterns. */
@unmanaged
export class WideGradedPerceptron extends GradedPerceptron {
  create(shape: Architecture): void {
    this.layOut(shape, VECTOR, <usize>((shape.patterns + 127) >> 7));
    this.keepGrades();
  }

  start(shape: Architecture, _signs: usize): i32 {
    this.owe(shape, VECTOR);
    let planes = PLANES;
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      this.countAndGrade<v128>(word, planes);
      planes += this.height;
    }
    return this.stand(shape.patterns, VECTOR);
  }

  // @ts-ignore: decorator
  @inline
  energyAfter(weight: usize, _level: i32): i32 {
    const column = this.columns + weight * this.span;
    let agreements = 0;
    for (let word: usize = 0; word < this.span; word += 8) agreements += gradedAgreements(column, word);
    return this.propose(agreements - load<i32>(FALLING));
  }

  // @ts-ignore: decorator
  @inline
  flip(weight: usize): void {
    const column = this.columns + weight * this.span;
    store<i32>(ERRORS, 0);
    let falling = 0;
    let planes = PLANES;
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      falling += flipSlice<v128>(column, word, planes, this.height, true);
      planes += this.height;
    }
    this.accept(falling);
  }

  // @ts-ignore: decorator
  @inline
  energyAfterPair(first: usize, second: usize, _level: i32): i32 {
    const a = this.columns + first * this.span;
    const b = this.columns + second * this.span;
    let change = 0;
    for (let word: usize = 0; word < this.span; word += 8) change += gradedPairChange(a, b, word);
    return this.propose(change);
  }

  // @ts-ignore: decorator
  @inline
  flipPair(first: usize, second: usize): void {
    const a = this.columns + first * this.span;
    const b = this.columns + second * this.span;
    store<i32>(ERRORS, 0);
    let falling = 0;
    let planes = PLANES;
    for (let word: usize = 0; word < this.span; word += VECTOR) {
      falling += flipTwo<v128>(a, b, word, planes, this.height, true);
      planes += this.height;
    }
    this.accept(falling);
  }
}

/** Counts the present errors of a graded model, at the level at which its walk stands. */
// @ts-ignore: decorator
@inline
export function countErrors<Model>(model: Model, level: i32): void {
  if (!isDefined(model.countsErrors)) return;
  const place = <usize>level * <usize>walker.sumsOfALevel + <usize>load<i32>(ERRORS);
  const count = walker.sums + (place << 3);
  store<u64>(count, load<u64>(count) + 1);
}
