import { parentPort } from 'node:worker_threads';
import { countEnergies, listEnergy } from './count.js';
import { instanceOf } from './instance.js';
import type { Problem } from './problem.js';
import type { Reply, Request } from './thread.js';
import { Walk } from './walk.js';

// The entry point of a worker thread: it holds problems and walks, and answers requests one after another.

const problems = new Map<number, Problem>();
const walks = new Map<number, Walk>();

/** Where threads have no room, a child process does the same work (launch.ts). */
const port = parentPort ?? process;

port.on('message', ({ id, request }: { id: number; request: Request }) => {
  let reply: Reply;
  try {
    reply = { id, value: answer(request) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  if (parentPort !== null) parentPort.postMessage(reply);
  else process.send?.(reply);
});

if (parentPort === null) {
  // A signal to the whole process group is meant for the parent, which ends this process.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
}

function answer(request: Request): unknown {
  switch (request.do) {
    case 'hold':
      // Laid out now, so that errors come before the first walk.
      instanceOf(request.parts);
      return void problems.set(request.problem, request.parts);
    case 'release':
      return void problems.delete(request.problem);
    case 'count':
      return countEnergies(held(request.problem), request.prefix);
    case 'list':
      return listEnergy(held(request.problem), request.prefix, request.energy, request.most);
    case 'time':
      return timed(() => countEnergies(held(request.problem), 0, request.free)).milliseconds;
    case 'open':
      return void walks.set(request.walk, new Walk(held(request.problem), request.from));
    case 'advance':
      return timed(() => open(request.walk).advance(request.blocks, request.logF));
    case 'view':
      return open(request.walk).view(request.sums);
    case 'save':
      return open(request.walk).save();
    case 'exchange':
      return open(request.walk).exchange(open(request.other));
    case 'clearVisits':
      return open(request.walk).clearVisits(request.ends);
    case 'setEntropy':
      return open(request.walk).setEntropy(request.entropy);
    case 'setPairs':
      return open(request.walk).setPairs(request.pairs);
    case 'close':
      return void walks.delete(request.walk);
  }
}

function timed<Value extends object>(work: () => Value): Value & { readonly milliseconds: number } {
  const start = performance.now();
  const value = work();
  return { ...value, milliseconds: performance.now() - start };
}

function held(problem: number): Problem {
  const found = problems.get(problem);
  if (found === undefined) throw new Error(`problem ${problem} is not held in this thread`);
  return found;
}

function open(walk: number): Walk {
  const found = walks.get(walk);
  if (found === undefined) throw new Error(`walk ${walk} is not open in this thread`);
  return found;
}
