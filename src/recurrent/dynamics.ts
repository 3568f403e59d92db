import type { Solver } from '../solvers/solver.js';
import { focusingDynamics } from './focusing-dynamics.js';
import { likelihoodDynamics } from './likelihood-dynamics.js';
import { replicatedDynamics } from './replicated-dynamics.js';
import { asynchronousDynamics, parallelDynamics } from './settle.js';

/** All dynamics of recurrent networks that look for fixed points, by name: all are called alike, as the `solvers` are. */
export const dynamics = {
  asynchronousDynamics,
  parallelDynamics,
  focusingDynamics,
  likelihoodDynamics,
  replicatedDynamics,
} satisfies { readonly [name: string]: Solver };
