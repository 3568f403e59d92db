type Listener = (name: NodeJS.Signals) => void;

const listeners = new Map<NodeJS.Signals, Set<Listener>>();

/**
 * Listens for a signal of the operating system; gives the function that ends that. The process has one listener of its own for
 * any number of these: more than ten would make Node warn of a leak.
 *
 * Begins a moment later: the first part of a notebook's cell, up to its first await, has SIGINT to itself, and with its end Node
 * forgets what was registered meanwhile.
 */
export function onSignal(name: NodeJS.Signals, listener: Listener): () => void {
  const later = setImmediate(() => add(name, listener));
  return () => {
    clearImmediate(later);
    remove(name, listener);
  };
}

/** Ends the process as the signal would have done, where nobody listens for it any more. */
export function passOn(name: NodeJS.Signals): void {
  if (process.listenerCount(name) === 0) process.kill(process.pid, name);
}

function add(name: NodeJS.Signals, listener: Listener): void {
  const own = listeners.get(name) ?? new Set();
  if (own.size === 0) process.on(name, tell);
  listeners.set(name, own.add(listener));
}

function remove(name: NodeJS.Signals, listener: Listener): void {
  const own = listeners.get(name);
  if (own?.delete(listener) && own.size === 0) process.off(name, tell);
}

function tell(name: NodeJS.Signals): void {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(name);
}
