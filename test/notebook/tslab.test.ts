import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { publishAtOnce } from '#src/notebook/tslab.js';

test('a cell may publish any number of outputs without a pause, as tslab does', async () => {
  // The copy that tslab uses.
  const require = createRequire(createRequire(import.meta.url).resolve('tslab'));
  const { Publisher } = require('zeromq') as {
    Publisher: new () => { bind(to: string): Promise<void>; send(message: string): Promise<void>; close(): void };
  };
  const socket = new Publisher();
  await socket.bind('tcp://127.0.0.1:*');
  const sends: Promise<void>[] = [];
  const publishMany = () => {
    for (let n = 0; n < 2000; n++) sends.push(socket.send(String(n)));
  };
  try {
    expect(publishMany).toThrow('busy writing');
    publishAtOnce();
    await Promise.all(sends);
    expect(publishMany).not.toThrow();
    await Promise.all(sends);
  } finally {
    socket.close();
  }
});
