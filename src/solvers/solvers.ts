import { simulatedAnnealing } from './annealing.js';
import { entropicAnnealing } from './entropic-annealing.js';
import { entropySGD } from './entropy-sgd.js';
import { focusingBP } from './focusing-bp.js';
import { reinforcedBP } from './reinforced-bp.js';
import { replicatedAnnealing } from './replicated-annealing.js';
import { replicatedSGD } from './replicated-sgd.js';
import { clippedPerceptron, sbpi } from './sbpi.js';
import type { Solver } from './solver.js';
import { stochasticWeights } from './stochastic-weights.js';
import { straightThrough } from './straight-through.js';

/** All solvers by name, for studies that compare them: all are called alike, with a seed and no other options. */
export const solvers = {
  sbpi,
  clippedPerceptron,
  straightThrough,
  stochasticWeights,
  reinforcedBP,
  focusingBP,
  simulatedAnnealing,
  replicatedAnnealing,
  replicatedSGD,
  entropySGD,
  entropicAnnealing,
} satisfies { readonly [name: string]: Solver };
