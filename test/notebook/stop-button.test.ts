import { expect, test } from 'vitest';
import { stopButton } from '#src/notebook/stop-button.js';

test('outside a kernel nothing listens to SIGINT: there it ends the process', async () => {
  const before = process.listenerCount('SIGINT');
  const { signal, release } = stopButton();
  await new Promise((resolve) => setImmediate(resolve));
  expect(signal.aborted).toBe(false);
  expect(process.listenerCount('SIGINT')).toBe(before);
  release();
});
