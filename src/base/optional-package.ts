import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The path of a module or file of an optional package; `user` is what needs it.
 *
 * @throws Error if the package is not installed.
 */
export function inOptionalPackage(path: string, user: string): string {
  try {
    return require.resolve(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    const name = /^(@[^/]+\/)?[^/]+/.exec(path)![0];
    throw new Error(`${user} needs the package ${name}, which is not installed; run \`npm install ${name}\``);
  }
}
