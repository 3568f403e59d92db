import { createRequire } from 'node:module';
import { inOptionalPackage } from '../../base/optional-package.js';

const require = createRequire(import.meta.url);

// Loaded when a picture is drawn, not at import: sampling does not need it.

/**
 * d3's scales (M. Bostock): ticks at round values, and colours between stops.
 *
 * @throws Error if d3-scale is not installed.
 */
export function d3Scale(): typeof import('d3-scale') {
  return require(inOptionalPackage('d3-scale', 'a still picture'));
}
