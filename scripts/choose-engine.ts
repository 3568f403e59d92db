/**
 * Has the notebooks' long runs computed where `--engine` says: the environment variable says it to the processes that run them.
 *
 * @throws Error if there is no such engine, or if nothing is to be kept, which the jobs of a cluster need.
 */
export function chooseEngine(engine: string | undefined, force: boolean): void {
  if (engine === undefined) return;
  if (engine !== 'slurm')
    throw new Error(`--engine is ${engine}; choose slurm, or leave it out to compute on this machine`);
  if (force) {
    throw new Error(
      '--force keeps no results, and the jobs of a cluster need a folder of them; leave out --force, and delete output/results first',
    );
  }
  process.env.WEIGHTSPACE_ENGINE = engine;
}
