// `npm run lab`: opens Jupyter on the notebooks, with the project's own kernel. Nothing is installed outside the project.
// `npm run lab -- --kernel-only` only writes the kernel and says how to use it with a Jupyter started elsewhere.
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { projectFolder } from '../src/base/project.js';
import { installKernelSpec } from '../src/notebook/kernel-spec.js';
import { onSignal } from '../src/run/signals.js';

const root = projectFolder();
const folder = join(root, 'output', 'jupyter');
const paths = [folder, process.env.JUPYTER_PATH ?? ''].filter((path) => path !== '').join(delimiter);
try {
  // A cell that is run again reads its result from here, or resumes where it stopped.
  installKernelSpec(folder, process.env.WEIGHTSPACE_RESULTS ?? join(root, 'output', 'results'));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

const known = ['lab', 'notebook'].find((program) => {
  return spawnSync('jupyter', [program, '--version'], { stdio: 'ignore' }).status === 0;
});
if (process.argv.includes('--kernel-only')) {
  console.log(`The kernel "weightspace" has been written. Start Jupyter with\n  JUPYTER_PATH=${paths}`);
} else if (known === undefined) {
  console.error(
    'This machine has no Jupyter. Install it with one of\n' +
      '  pip install jupyterlab\n' +
      '  sudo apt-get install jupyter-notebook\n' +
      'and run `npm run lab` again; or run the notebooks without it, with `npm start`.',
  );
  process.exitCode = 1;
} else {
  const jupyter = spawn('jupyter', [known, ...process.argv.slice(2)], {
    cwd: join(root, 'notebooks'),
    env: { ...process.env, JUPYTER_PATH: paths },
    stdio: 'inherit',
  });
  // Jupyter asks for confirmation on the first Ctrl-C; it decides when to end.
  onSignal('SIGINT', () => {});
  onSignal('SIGTERM', () => jupyter.kill());
  jupyter.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
