import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The path of a module or a file of a package that is installed only where it is needed; `user` is what needs it.
 * @throws Error if the package is not installed, with the command that installs it.
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
