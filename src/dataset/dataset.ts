/** A value that JSON keeps as it is. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Where a data set came from: enough to name it in a figure, to trace it and to build it again. */
export interface DatasetProvenance {
  /** What it is, in a few words for a caption: 'MNIST digits 0 and 1', 'random patterns, random labels'. */
  readonly source: string;
  /** The parameters it was made with, seed included. */
  readonly parameters: { readonly [name: string]: Json };
  /**
   * SHA-256 of values, scale and labels, and of the number of classes where there is one, in hexadecimal. A run makes it again
   * when it begins: of data that were changed since it gives the checksum of what was run, and its `source` says so.
   */
  readonly checksum: string;
  /** A sentence that a reader must see, where there is one: 'drawn digits stand in for MNIST', say. */
  readonly notice?: string;
}

/** P labelled patterns of N inputs each, on a fixed-point grid: plain data, never changed once made. */
export interface Dataset {
  /** N, the inputs of each pattern. */
  readonly inputs: number;
  /** P, the number of patterns. */
  readonly patterns: number;
  /**
   * P × N integers, pattern after pattern: input i of pattern μ is `values[μ * inputs + i] / scale`. All sums of
   * inputs are then exact integers, and the same on every machine.
   */
  readonly values: Int32Array;
  /** Grid points per unit. 1 for ±1 data. */
  readonly scale: number;
  /** P labels: σ, −1 or +1; in data with `classes` the class of each pattern, 0 … classes − 1. */
  readonly labels: Int8Array;
  /** K, the number of classes that the labels name by their index. Absent where the labels are ±1. */
  readonly classes?: number;
  /**
   * How many patterns have the label +1 (`positive`, P1) and −1 (`negative`, P0); in data with `classes` how many each class
   * has.
   */
  readonly classCounts: { readonly positive: number; readonly negative: number } | readonly number[];
  readonly provenance: DatasetProvenance;
}
