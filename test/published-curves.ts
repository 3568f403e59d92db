import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EntropyCurve, normalise } from '#src/base/curve.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = process.env.WEIGHTSPACE_PUBLISHED ?? join(root, '../shared/reference/published-curves.json');

/** Whether the curves that the authors of the paper published are on this machine, in one JSON file. */
export const publishedAbsent = !existsSync(path);

/** To end the title of a test that needs them. */
export const publishedNote = publishedAbsent
  ? ' (skipped: WEIGHTSPACE_PUBLISHED does not name the published curves)'
  : '';

interface Published {
  readonly single: { readonly [name: string]: readonly (number | null)[] };
  readonly mean: { readonly [name: string]: { readonly n: number; readonly lnp: readonly (number | null)[] } };
}

let known: Published | undefined;

/** A published curve by its name in the file, such as 'MNIST/01_a1u_P1_392'; a mean over runs where there are several. */
export function publishedCurve(name: string, weights: number): EntropyCurve {
  known ??= JSON.parse(readFileSync(path, 'utf8')) as Published;
  const logProbability = known.single[name] ?? known.mean[name]?.lnp;
  if (logProbability === undefined) throw new Error(`there is no published curve '${name}'`);
  return {
    name: `published ${name}`,
    kind: 'sampled',
    patterns: logProbability.length - 1,
    weights,
    levels: [...logProbability.keys()],
    entropy: normalise(
      logProbability.map((value) => value ?? -Infinity),
      weights,
    ),
  };
}
