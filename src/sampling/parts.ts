import type { RunPart } from '../run/parts.js';
import type { StoredTask } from '../run/stored-task.js';
import { LEARNERS } from './learning.js';
import { PAPER_WALKERS, WALKERS } from './plan.js';

/**
 * The parts of a run that processes of their own can compute (see `runPart`): the two learning walks, then the walkers,
 * each with all its windows; of the paper's protocol, its independent runs. None if the run is one piece of work, as an
 * enumeration is.
 *
 * @throws RangeError if the task has an `accuracy`: its walkers wait for each other to decide whether the count goes on.
 */
export function partsOf({ sampler, options = {} }: StoredTask): RunPart[] {
  if (sampler !== 'wangLandau' && sampler !== 'jointWangLandau') return [];
  const { protocol, walkers, accuracy } = options as { protocol?: string; walkers?: number; accuracy?: unknown };
  if (accuracy !== undefined) {
    throw new RangeError(
      'walkers with an `accuracy` wait for each other to decide whether the count goes on, so the run cannot be ' +
        'divided; give its `moves`, or leave it undivided',
    );
  }
  if (protocol === 'paper') return partsNamed('run', walkers ?? PAPER_WALKERS);
  const learners = partsNamed('learner', LEARNERS);
  return [...learners, ...partsNamed('walker', walkers ?? WALKERS, learners)];
}

function partsNamed(name: string, count: number, after: readonly RunPart[] = []): RunPart[] {
  const names = after.map((part) => part.name);
  return Array.from({ length: count }, (_, index) => ({ name: `${name}/${index}`, after: names }));
}
