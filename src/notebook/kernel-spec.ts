import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeWhole } from '../write-whole.js';

/** What Jupyter needs to start tslab for the project's notebooks. */
export function kernelSpec() {
  const require = createRequire(import.meta.url);
  return {
    argv: [
      process.execPath,
      // Cells reach this package through `require`, of which Node 20 warns.
      '--disable-warning=ExperimentalWarning',
      require.resolve('tslab/bin/tslab'),
      'kernel',
      '--config-path={connection_file}',
    ],
    display_name: 'weightspace (TypeScript)',
    language: 'typescript',
    interrupt_mode: 'signal',
  };
}

/** Writes the kernel specification below `folder`, which JUPYTER_PATH must name for Jupyter to find it. */
export function installKernelSpec(folder: string): void {
  writeWhole(join(folder, 'kernels', 'weightspace', 'kernel.json'), `${JSON.stringify(kernelSpec(), null, 2)}\n`);
}
