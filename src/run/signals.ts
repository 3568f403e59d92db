type Listener = (name: NodeJS.Signals) => void;

const listeners = new Map<NodeJS.Signals, Set<Listener>>();

/**
 * Listens for a signal of the operating system and returns the function that stops listening. The process has one
 * listener for any number of these, because Node warns of a leak at more than ten.
 *
 * Begins a moment later: SIGINT belongs to a notebook's cell up to its first await, after which Node forgets the
 * listeners that were added meanwhile.
 */
export function onSignal(name: NodeJS.Signals, listener: Listener): () => void {
  const later = setImmediate(() => add(name, listener));
  return () => {
    clearImmediate(later);
    remove(name, listener);
  };
}

/** Ends the process as the signal would have done, unless someone still listens for it. */
export function passOn(name: NodeJS.Signals): void {
  if (process.listenerCount(name) === 0) process.kill(process.pid, name);
}

function add(name: NodeJS.Signals, listener: Listener): void {
  const own = listeners.get(name) ?? new Set();
  if (own.size === 0) process.on(name, notify);
  listeners.set(name, own.add(listener));
}

function remove(name: NodeJS.Signals, listener: Listener): void {
  const own = listeners.get(name);
  if (own?.delete(listener) && own.size === 0) process.off(name, notify);
}

function notify(name: NodeJS.Signals): void {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(name);
}
