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
  if (request.do === 'count') return countEnergies(request.problem, request.prefix);
  if (request.do === 'open') return void walks.set(request.walk, new Walk(request.problem, request.seed));
  if (request.do === 'close') return void walks.delete(request.walk);
  const walk = walks.get(request.walk);
  if (walk === undefined) throw new Error(`walk ${request.walk} is not open in this thread`);
  if (request.do === 'run') return walk.run(request.blocks, request.logF);
  if (request.do === 'clearVisits') return walk.clearVisits(request.lowest, request.highest);
  return walk.setEntropy(request.entropy);
}
