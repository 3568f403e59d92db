import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWhole } from '../base/files.js';

/**
 * What Jupyter needs to start tslab for the project's notebooks. Results of long runs are kept in the folder `results`.
 */
export function kernelSpec(results?: string) {
  return {
    argv: [
      process.execPath,
      // Cells load this package through `require`, about which Node 20 warns.
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('./kernel.js', import.meta.url)),
      'kernel',
      '--config-path={connection_file}',
    ],
    display_name: 'weightspace (TypeScript)',
    language: 'typescript',
    interrupt_mode: 'signal',
    ...(results === undefined ? {} : { env: { WEIGHTSPACE_RESULTS: results } }),
  };
}

/** Writes the kernel specification under `folder`, which JUPYTER_PATH must name for Jupyter to find it. */
export function installKernelSpec(folder: string, results?: string): void {
  writeWhole(
    join(folder, 'kernels', 'weightspace', 'kernel.json'),
    `${JSON.stringify(kernelSpec(results), null, 2)}\n`,
  );
}
