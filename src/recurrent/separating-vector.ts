/** Where the next vector stands to those before it. */
export type Separability = 'separable' | 'inseparable' | 'unresolved';

/** The squared distance of the origin from the hull of unit vectors that counts as zero. */
const ZERO = 1e-9;

/** A field above this is not an error of rounding. */
const ROUNDING = 1e-12;

/**
 * A vector v with v·x > 0 for all of a growing list of vectors x of length √n, or the knowledge that there is none.
 *
 * With λ ≥ 0 the least squares |Σ λ x|² + (1 − Σ λ)², x scaled to length 1, have their minimum where v = Σ λ x fulfils
 * v·x ≥ 1 − Σ λ for all x. So either v separates, or the minimum is 0 and the hull of the vectors contains the origin.
 * The minimum is found by active sets (Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23); the search
 * goes on where the vector before left off, and both outcomes are checked on v and λ themselves.
 */
export class SeparatingVector {
  /** How many vectors were separated together. */
  separated = 0;
  readonly #size: number;
  readonly #vectors: Float64Array;
  readonly #v: Float64Array;
  /** The places of the vectors with λ > 0, these λ, and the Cholesky factor of their matrix of 1 + x·y, row after row. */
  #active: number[] = [];
  #lambda: number[] = [];
  #factor: Float64Array[] = [];
  #count = 0;
  #steps: number;

  constructor(size: number, capacity: number, maximumSteps: number) {
    this.#size = size;
    this.#vectors = new Float64Array(capacity * size);
    this.#v = new Float64Array(size);
    this.#steps = maximumSteps;
  }

  /** Adds a vector of n numbers ±1. Not to be called again after a verdict other than 'separable'. */
  add(vector: Float64Array): Separability {
    const start = this.#count * this.#size;
    for (let i = 0; i < vector.length; i++) this.#vectors[start + i] = vector[i]! / Math.sqrt(this.#size);
    this.#count++;
    if (this.#field(this.#count - 1) <= ROUNDING) {
      const verdict = this.#search();
      if (verdict !== 'separable') return verdict;
    }
    this.separated = this.#count;
    return 'separable';
  }

  #search(): Separability {
    for (; this.#steps > 0; this.#steps--) {
      let lowest = Infinity;
      let worst = 0;
      for (let k = 0; k < this.#count; k++) {
        const field = this.#field(k);
        if (field >= lowest) continue;
        lowest = field;
        worst = k;
      }
      if (lowest > ROUNDING) return 'separable';
      const total = this.#lambda.reduce((sum, value) => sum + value, 0);
      if (total > 0 && this.#squareOfV() < ZERO * total ** 2) return 'inseparable';
      // At a minimum the worst vector is an active one, and rounding keeps it from being better.
      if (this.#active.includes(worst)) return 'unresolved';
      this.#activate(worst);
      this.#minimise();
    }
    return 'unresolved';
  }

  /** Moves λ to the minimum over the active vectors; those that would become negative are dropped on the way. */
  #minimise(): void {
    for (;;) {
      const goal = this.#solve();
      let reach = 1;
      let limiting = -1;
      for (const [k, value] of goal.entries()) {
        if (value > 0) continue;
        const share = this.#lambda[k]! / (this.#lambda[k]! - value);
        if (!(share < reach)) continue;
        reach = share;
        limiting = k;
      }
      this.#lambda = this.#lambda.map((value, k) => (k === limiting ? 0 : value + reach * (goal[k]! - value)));
      if (limiting < 0) break;
      this.#dropZeros(goal);
    }
    this.#v.fill(0);
    for (const [k, place] of this.#active.entries()) {
      for (let i = 0; i < this.#size; i++) this.#v[i]! += this.#lambda[k]! * this.#vectors[place * this.#size + i]!;
    }
  }

  #activate(place: number): void {
    this.#active.push(place);
    this.#lambda.push(0);
    this.#factor.push(this.#nextRow(this.#active.length - 1));
  }

  #dropZeros(goal: Float64Array): void {
    for (let k = this.#active.length - 1; k >= 0; k--) {
      if (goal[k]! > 0 || this.#lambda[k]! > ROUNDING) continue;
      this.#active.splice(k, 1);
      this.#lambda.splice(k, 1);
      this.#dropRow(k);
    }
  }

  /** Without its row k the factor has one column too many: rotations of neighbouring columns make it triangular again. */
  #dropRow(k: number): void {
    const factor = this.#factor;
    factor.splice(k, 1);
    for (let column = k; column < factor.length; column++) {
      const [a, b] = [factor[column]![column]!, factor[column]![column + 1]!];
      const length = Math.hypot(a, b);
      const [cosine, sine] = [a / length, b / length];
      for (let i = column; i < factor.length; i++) {
        const row = factor[i]!;
        const [x, y] = [row[column]!, row[column + 1]!];
        row[column] = cosine * x + sine * y;
        row[column + 1] = cosine * y - sine * x;
      }
      factor[column] = factor[column]!.subarray(0, column + 1);
    }
  }

  /** Row k of the Cholesky factor, from the rows before it. */
  #nextRow(k: number): Float64Array {
    const row = new Float64Array(k + 1);
    for (let j = 0; j <= k; j++) {
      let sum = 1 + this.#product(this.#active[k]!, this.#active[j]!);
      const other = j < k ? this.#factor[j]! : row;
      for (let i = 0; i < j; i++) sum -= row[i]! * other[i]!;
      row[j] = j < k ? sum / other[j]! : Math.sqrt(Math.max(sum, ROUNDING));
    }
    return row;
  }

  /** The solution of (1 + x·y) λ = 1 on the active vectors. */
  #solve(): Float64Array {
    const factor = this.#factor;
    const solution = new Float64Array(factor.length).fill(1);
    for (let k = 0; k < factor.length; k++) {
      const row = factor[k]!;
      let sum = solution[k]!;
      for (let j = 0; j < k; j++) sum -= row[j]! * solution[j]!;
      solution[k] = sum / row[k]!;
    }
    for (let k = factor.length - 1; k >= 0; k--) {
      const row = factor[k]!;
      const value = solution[k]! / row[k]!;
      solution[k] = value;
      for (let j = 0; j < k; j++) solution[j]! -= row[j]! * value;
    }
    return solution;
  }

  #field(k: number): number {
    let sum = 0;
    const start = k * this.#size;
    for (let i = 0; i < this.#size; i++) sum += this.#v[i]! * this.#vectors[start + i]!;
    return sum;
  }

  #product(k: number, other: number): number {
    let sum = 0;
    for (let i = 0; i < this.#size; i++) {
      sum += this.#vectors[k * this.#size + i]! * this.#vectors[other * this.#size + i]!;
    }
    return sum;
  }

  #squareOfV(): number {
    return this.#v.reduce((sum, value) => sum + value ** 2, 0);
  }
}
