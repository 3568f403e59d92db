// The entry of a worker thread: holds walks and does what the main thread asks, one request after another.
import { parentPort } from 'node:worker_threads';
import { countEnergies, Walk } from './kernel.js';
import type { Reply, Request } from './thread.js';

const walks = new Map<number, Walk>();

parentPort?.on('message', ({ id, request }: { id: number; request: Request }) => {
  let reply: Reply;
  try {
    reply = { id, value: answer(request) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});

function answer(request: Request): unknown {
  switch (request.do) {
    case 'count':
      return countEnergies(request.problem, request.prefix);
    case 'time':
      return timed(() => countEnergies(request.problem, 0, request.free)).milliseconds;
    case 'open':
      return void walks.set(request.walk, new Walk(request.problem, request.from));
    case 'advance':
      return timed(() => open(request.walk).advance(request.blocks, request.logF));
    case 'look':
      return open(request.walk).look();
    case 'save':
      return open(request.walk).save();
    case 'exchange':
      return open(request.walk).exchange(open(request.other));
    case 'clearVisits':
      return open(request.walk).clearVisits(request.lowest, request.highest);
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

function open(walk: number): Walk {
  const found = walks.get(walk);
  if (found === undefined) throw new Error(`walk ${walk} is not open in this thread`);
  return found;
}
