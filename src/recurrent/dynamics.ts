import type { Solver } from '../solvers/solver.js';
import { asynchronousDynamics, parallelDynamics } from './settle.js';

/** All dynamics of recurrent networks that look for fixed points, by name: all are called alike, as the `solvers` are. */
export const dynamics = {
  asynchronousDynamics,
  parallelDynamics,
} satisfies { readonly [name: string]: Solver };
