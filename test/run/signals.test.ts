import { describe, expect, test } from 'vitest';
import { onSignal } from '#src/run/signals.js';

const moment = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('listening for a signal', () => {
  test('takes one listener of the process, for any number of ours, and none after the last', async () => {
    const told: number[] = [];
    const ends = Array.from({ length: 30 }, (_, k) => onSignal('SIGUSR2', () => told.push(k)));
    await moment();
    expect(process.listenerCount('SIGUSR2')).toBe(1);
    ends[7]!();
    process.kill(process.pid, 'SIGUSR2');
    await moment();
    expect(told).toEqual(Array.from({ length: 30 }, (_, k) => k).filter((k) => k !== 7));
    for (const end of ends) end();
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });

  test('that ends at once never began', async () => {
    onSignal('SIGUSR2', () => {})();
    await moment();
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });
});
