import { cpSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const build = fileURLToPath(new URL('..', import.meta.url));
const root = join(build, '../..');
let latest: { readonly time: number; readonly folder: string } | undefined;

/**
 * An entry of the package from the latest build. After an edit in `src`, `npm run build` and running the cell with the
 * import again bring it into a notebook, while the kernel keeps its variables. Node loads a module only once per path,
 * so a build made since the first import is loaded from a copy, which is removed when the process ends.
 */
export function latestBuild(entry: 'index.js' | 'core.js'): unknown {
  const built = statSync(join(build, '..', '.built'), { throwIfNoEntry: false });
  // An installed package was built before it was packed.
  if (built === undefined) return require(join(build, entry));
  const time = built.mtimeMs;
  if (latest?.time !== time) {
    if (latest !== undefined) console.log('weightspace has been rebuilt; the new build is loaded.');
    latest = { time, folder: latest === undefined ? build : copyOf(time) };
  }
  return require(join(latest.folder, entry));
}

/** A copy as deep in the project's folder as the build itself, so that it finds packages and data. */
function copyOf(time: number): string {
  const copy = join(root, 'output', `build-${process.pid}-${time}`);
  cpSync(build, copy, { recursive: true });
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  return copy;
}
