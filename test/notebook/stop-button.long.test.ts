import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, python, runInKernel } from './run-in-kernel.js';

describe.skipIf(python === undefined)('the stop button of Jupyter', () => {
  const begin = {
    code: `import { enumerate, perceptron, randomPatterns, show, sweep, verdict, wangLandau } from 'weightspace';
      const data = randomPatterns({ inputs: 41, patterns: 30, seed: 'stop' });
      const network = perceptron(41);
      const long = { seed: 'walk', moves: 1e7, learningMoves: 2e6, walkers: 64, windows: 1 };
      const tell = (dos) => console.log(verdict(dos), dos.entropy.filter(Number.isFinite).length);`,
  };
  const alive = { code: `console.log('the kernel is alive');` };

  test('stops the runs of a cell at once, keeps what they have, and leaves the kernel alive', {
    timeout: 180_000,
  }, () => {
    const results = runInKernel([
      begin,
      {
        code: `const dos = await wangLandau(network, data, long); show('it goes on'); tell(dos);`,
        stop_when: 'production',
        stop_after: 2,
      },
      // Stopped before it counts: all there is was learned.
      {
        code: `tell(await wangLandau(network, data, { ...long, learningMoves: 1e9 }));`,
        stop_when: 'learning',
        stop_after: 0.3,
      },
      {
        code: `for (const seed of [1, 2, 3]) {
          const each = await wangLandau(network, data, { ...long, seed, learningMoves: 1e9 });
          console.log(seed, verdict(each).includes('cancelled'));
        }`,
        stop_when: 'learning',
        stop_after: 0.3,
      },
      { code: `await enumerate(network, data, { maximumSeconds: 1e6 });`, stop_when: 'enumeration', stop_after: 0.2 },
      {
        code: `const runs = await sweep({ draw: [1, 2, 3] }, ({}, options) => wangLandau(network, data, { ...long, ...options }), { seed: 's' });
          console.log(runs.length);`,
        stop_when: 'draw 1',
        stop_after: 0.5,
      },
      // Said first: on a busy machine the cell may still be compiled when the button is pressed.
      {
        code: `console.log('waiting'); await new Promise((resolve) => setTimeout(resolve, 60_000));`,
        stop_when: 'waiting',
        stop_after: 0.5,
      },
      alive,
    ]);
    expect(results.map((result) => result.alive)).toEqual(results.map(() => true));
    const [, counted, learned, loop, exact, swept, waited, last] = results;
    for (const one of [counted, learned, loop, swept, last]) expect(one!.status).toBe('ok');
    for (const one of [exact, waited]) expect(one!.status).toBe('error');
    for (const { stopSeconds } of results) if (stopSeconds !== null) expect(stopSeconds).toBeLessThan(2);

    expect(counted!.shown[0]).toMatch(/^Wang–Landau: stopped at \d+ % · /);
    expect(counted!.shown[1]).toBe('it goes on');
    expect(counted!.printed).toMatch(
      /^(Not reliable|The density ρ is reliable within its error bars; the ends of S\(E\) are not)\..*The run was cancelled before its end\..* (2|3)\d\n$/,
    );
    expect(learned!.printed).toMatch(/cancelled before its end\. Too little was counted: .* (2|3)\d\n$/);
    expect(loop!.printed).toBe('1 true\n2 true\n3 true\n');
    expect(exact!.printed).toMatch(/the enumeration was stopped/);
    expect(swept!.shown).toEqual([expect.stringMatching(/^sweep: stopped at 0 % · /)]);
    expect(swept!.printed).toBe('0\n');
    expect(last!.printed).toBe('the kernel is alive\n');
  });

  test('lets a cell that is run again go on, and give its result at once when it is run a third time', {
    timeout: 180_000,
  }, () => {
    const walk = { code: `tell(await wangLandau(network, data, long));` };
    const swept = {
      code: `const runs = await sweep({ draw: [1, 2, 3] }, ({}, options) => wangLandau(network, data, { ...long, ...options, walkers: 8 }), { seed: 's' });`,
    };
    const [, , resumed, kept, , sweptAgain] = runInKernel(
      [begin, { ...walk, stop_when: 'production', stop_after: 2 }, walk, walk, swept, swept],
      join(folder, 'results'),
    );
    expect(resumed!.shown).toEqual([
      expect.stringMatching(/^Wang–Landau: 100 % · done in .* s, \d+ % of it in an earlier run$/),
    ]);
    expect(resumed!.printed).not.toContain('cancelled');
    expect(kept!.shown).toEqual(['Wang–Landau: 100 % · kept from an earlier run']);
    expect(kept!.printed).toBe(resumed!.printed);
    expect(sweptAgain!.shown).toEqual(['sweep: 100 % · kept from an earlier run']);
  });
});
