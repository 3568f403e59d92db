import { INT16_REACH } from '../dataset/grid.js';

/** The traits of a problem that its model is chosen by. */
export interface Traits {
  /** True for a recurrent network, whose patterns are the couplings onto its units. */
  readonly recurrent: boolean;
  readonly inputs: number;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** 1, or one for each class. */
  readonly outputs: number;
  readonly patterns: number;
  /** True where all inputs are ±1. */
  readonly signs: boolean;
  /** How far numbers go in a walk: `largestReach`, and the margin's threshold. */
  readonly reach: number;
  /** The largest absolute value of an input. */
  readonly largest: number;
}

/** A way of computing energies in the kernel. */
interface Model {
  /** True for the problems that the model can compute. */
  serves(traits: Traits): boolean;
  /** True where an instance of the kernel can hold two: the second for a second axis, the errors on other patterns. */
  readonly twice?: true;
  /** True where it has tables to enumerate with, several times as fast as the general kernel. */
  readonly table?: true;
}

const isPerceptron = ({ hidden, outputs }: Traits) => hidden.length === 0 && outputs === 1;
const isTwoLayer = ({ hidden, outputs }: Traits) => hidden.length === 1 && outputs === 1;
/**
 * On average a flip turns a unit on 2 / (π √N) of the patterns. Where that is few of each 128, it pays to look at these one by one:
 * measured with 7 to 15 units in a layer.
 */
const turnsFew = ({ inputs, patterns }: Traits) =>
  (2 * patterns) / (Math.PI * Math.sqrt(inputs)) <= 5 * Math.ceil(patterns / 128);
/** A second hidden layer and one output; bytes have room for the fields. */
const isThreeLayer = ({ hidden: [first = 0, second = 0, ...others], outputs }: Traits) =>
  first <= 127 && second > 0 && second <= 16 && others.length === 0 && outputs === 1;
/** One hidden layer below classes; bytes have room for their leads. */
const isTwoLayerClasses = ({ hidden, outputs }: Traits) => hidden.length === 1 && hidden[0]! <= 63 && outputs > 1;
const fits16 = ({ reach }: Traits) => reach <= INT16_REACH;
/**
 * From `patterns` patterns on it pays to propose with numbers of half the width, where all inputs fit in them: measured with 784
 * inputs.
 */
const fitsHalf = (of: Traits, patterns: number, furthest: number) => of.patterns >= patterns && of.largest <= furthest;
const fits8 = (of: Traits) => fits16(of) && fitsHalf(of, 120, 126);
const fits32in16 = (of: Traits) => fitsHalf(of, 50, 32766);

/**
 * All models, by the name under which kernel/assembly/models.ts exports each. The first one that serves is chosen, so the fastest
 * stand first (docs/your-own-model.md).
 */
const models = {
  sign64: { serves: (of) => isPerceptron(of) && of.signs && of.patterns <= 64, table: true },
  sign128: { serves: (of) => isPerceptron(of) && of.signs && of.patterns <= 128, table: true },
  signWide: { serves: (of) => isPerceptron(of) && of.signs, table: true },
  int16as8: { serves: (of) => isPerceptron(of) && fits8(of), twice: true, table: true },
  int16: { serves: (of) => isPerceptron(of) && fits16(of), twice: true, table: true },
  int32as16: { serves: (of) => isPerceptron(of) && fits32in16(of), twice: true, table: true },
  int32: { serves: isPerceptron, twice: true, table: true },
  twoLayer64: { serves: (of) => isTwoLayer(of) && of.signs && of.patterns <= 64 },
  twoLayer128: { serves: (of) => isTwoLayer(of) && of.signs && of.patterns <= 128 },
  threeLayer16: { serves: (of) => isThreeLayer(of) && turnsFew(of) && fits16(of), twice: true },
  threeLayer32: { serves: (of) => isThreeLayer(of) && turnsFew(of), twice: true },
  twoLayerClasses16: { serves: (of) => isTwoLayerClasses(of) && fits16(of), twice: true },
  twoLayerClasses32: { serves: isTwoLayerClasses, twice: true },
  deepSign: { serves: (of) => of.hidden.length > 0 && of.signs, twice: true },
  twoLayer16: { serves: (of) => isTwoLayer(of) && fits16(of), twice: true },
  twoLayer32: { serves: isTwoLayer, twice: true },
  deep16: { serves: (of) => of.hidden.length > 0 && fits16(of), twice: true },
  deep32: { serves: (of) => of.hidden.length > 0, twice: true },
  recurrent16: { serves: (of) => of.recurrent && fits16(of), twice: true },
  recurrent32: { serves: (of) => of.recurrent, twice: true },
  classes16: { serves: (of) => of.hidden.length === 0 && fits16(of), twice: true },
  classes32: { serves: (of) => of.hidden.length === 0, twice: true },
} satisfies Record<string, Model>;

export type ModelName = keyof typeof models;

export const MODELS: Readonly<Record<ModelName, Model>> = models;

/** The first model that serves all of these sets of patterns, each in an instance of its own or, where there are two, in one. */
export function chooseModel(...sets: readonly Traits[]): ModelName {
  const names = Object.keys(MODELS) as ModelName[];
  // There is one: those on 32 bits serve all.
  return names.find((name) => {
    const { serves, twice = false } = MODELS[name];
    return sets.every(serves) && (sets.length === 1 || twice);
  })!;
}

/** The models whose levels are graded errors, for perceptrons on ±1 data; `gradedProblem` chooses one. */
export const GRADED_MODELS = ['graded64', 'graded128', 'gradedWide'] as const;

export type GradedModel = (typeof GRADED_MODELS)[number];

export function chooseGradedModel({ patterns }: Pick<Traits, 'patterns'>): GradedModel {
  return patterns <= 64 ? 'graded64' : patterns <= 128 ? 'graded128' : 'gradedWide';
}
