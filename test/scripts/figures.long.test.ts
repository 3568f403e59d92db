import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { figures, filesOf, folder, hasChromium, place, start } from './figures-command.js';

describe('npm run figures', () => {
  beforeAll(() => expect(figures('whole').status).toBe(0), 240_000);

  test('makes a spoilt file anew without computing, and the whole where the notebook’s outputs are spoilt', {
    timeout: 240_000,
  }, () => {
    const before = filesOf('whole');
    writeFileSync(join(place('whole'), 'figure-2.csv'), 'spoilt');
    expect(figures('whole', ['--dry-run']).stdout).toContain('computed; 2 figures to write');
    writeFileSync(join(place('whole'), '..', 'a-study.ipynb'), 'spoilt');
    expect(figures('whole', ['--dry-run']).stdout).toContain('to compute, about');
    // Its long runs are kept all the same.
    expect(figures('whole', ['--workers', '1']).status).toBe(0);
    expect(filesOf('whole')).toEqual(before);
  });

  test('killed at random moments and started again, gives the same figures, bit for bit', {
    timeout: 240_000,
  }, async () => {
    const random = randomStream('figures', 'kills');
    let killed = 0;
    for (let attempt = 0; attempt < 3; attempt++) {
      if (!(await start('killed', 1000 + 2500 * random.uniform()))) killed++;
    }
    expect(killed).toBeGreaterThan(0);
    expect(await start('killed')).toBe(true);
    expect(filesOf('killed')).toEqual(filesOf('whole'));
  });

  test('of two processes at once gives the same figures', { timeout: 240_000 }, async () => {
    expect(await Promise.all([start('twice'), start('twice')])).toEqual([true, true]);
    expect(filesOf('twice')).toEqual(filesOf('whole'));
    expect(figures('twice').stdout).toBe('a-study (quick): complete, 2 figures\n');
  });

  test('without Chromium writes the numbers and says how to get the pictures, which then need no computing', {
    timeout: 240_000,
  }, () => {
    const shared = { WEIGHTSPACE_RESULTS: join(folder, 'whole-results') };
    const without = figures('numbers', [], { ...shared, PATH: '', CHROMIUM: '' });
    expect(without.status).toBe(0);
    expect(without.stderr).toMatch(
      /^This machine has no Chromium or Chrome: only CSV and JSON are written\. Install one/,
    );
    expect([...filesOf('numbers').keys()]).toEqual(['figure-1.csv', 'figure-1.json', 'figure-2.csv', 'figure-2.json']);
    if (!hasChromium) return;
    expect(figures('numbers', ['--dry-run'], shared).stdout).toContain('computed; 2 figures to write');
    expect(figures('numbers', [], shared).status).toBe(0);
    expect(filesOf('numbers')).toEqual(filesOf('whole'));
  });
});
