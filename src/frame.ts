import { createRequire } from 'node:module';
import type { DataFrame } from 'danfojs-node';

const require = createRequire(import.meta.url);

/** Columns of one length, by name. */
export interface Columns {
  readonly [name: string]: readonly (number | string | boolean)[];
}

/** A danfo data frame with one column per entry. danfo takes about a second to load, so only the first call loads it. */
export function frame(columns: Columns): DataFrame {
  const danfo = require('danfojs-node') as typeof import('danfojs-node');
  return new danfo.DataFrame(columns);
}
