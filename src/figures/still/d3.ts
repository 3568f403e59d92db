import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// Asked for when a picture is drawn, not at import: who only samples need not have them.

/** d3's scales (M. Bostock): ticks at round values, and colours between stops. */
export function d3Scale(): typeof import('d3-scale') {
  return require('d3-scale');
}

/** d3's colour maps. */
export function d3Chromatic(): typeof import('d3-scale-chromatic') {
  return require('d3-scale-chromatic');
}
