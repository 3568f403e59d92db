/**
 * Listens for a signal of the operating system; gives the function that ends that. Begins a moment later: the first part of a
 * notebook's cell, up to its first await, has SIGINT to itself, and with its end Node forgets what was registered meanwhile.
 */
export function onSignal(name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): () => void {
  const later = setImmediate(() => process.on(name, listener));
  return () => {
    clearImmediate(later);
    process.off(name, listener);
  };
}
