import { describe, expect, test } from 'vitest';
import { python, runInKernel } from './run-in-kernel.js';

describe.skipIf(python === undefined)('a cell in Jupyter', () => {
  test('shows its last value, and says an error in a sentence', { timeout: 180_000 }, () => {
    const cells = [
      `import { enumerate, perceptron, plotDensity, randomPatterns, show } from 'weightspace';
       const data = randomPatterns({ inputs: 9, patterns: 6, seed: 'cell' });
       const dos = await enumerate(perceptron(9), data);`,
      'dos',
      'data',
      '[1, 2]',
      'enumerate(perceptron(9), data)',
      'const few = 3;\n\nrandomPatterns({ inputs: 9, patterns: few - 3, seed: 1 });',
      'await enumerate(perceptron(7), data);',
      "throw new RangeError('mine');",
      'show(plotDensity(enumerate(perceptron(9), data)));',
      'show(enumerate(perceptron(9), data) as any);',
      "void Promise.reject(new Error('nobody waits')); await new Promise((next) => setTimeout(next, 100));",
    ];
    const [, last, summary, plain, promise, own, awaited, mine, typed, shown, forgotten] = runInKernel(
      cells.map((code) => ({ code })),
    );
    expect(last!.shown.map((text) => text.slice(0, 12))).toEqual(['Exact: all 2', '[figure: N =', 'E\tS(E) (nats']);
    expect(summary!.shown).toEqual([expect.stringContaining('P = 6 patterns of N = 9 inputs')]);
    expect(plain!.printed).toBe('[ 1, 2 ]\n');
    expect(promise!.shown.at(-1)).toBe('This is a promise; put await before it.');
    for (const { status } of [own, awaited, mine, typed, shown] as { status: string }[]) expect(status).toBe('error');
    expect(own!.printed).toBe(
      '`patterns` is 0; a data set needs at least 1\n(line 3: randomPatterns({ inputs: 9, patterns: few - 3, seed: 1 });)\n',
    );
    expect(awaited!.printed).toMatch(/^[^\n]*7[^\n]*9[^\n]*\n\(line 1: await enumerate\(perceptron\(7\), data\);\)\n$/);
    expect(mine!.printed).toBe("RangeError: mine\n(line 1: throw new RangeError('mine');)\n");
    // What TypeScript says has no stack either.
    expect(typed!.printed).toMatch(/^1:18 - .*'Promise<DensityOfStates>'.* Did you forget to use 'await'\?\n$/);
    expect(shown!.printed).toMatch(/^the item to show is a promise; put await before it, as in show\(await item\)\n/);
    expect(forgotten!.printed).toBe('Error: nobody waits\n(Nobody awaited this: put await before the call.)\n');
  });

  test('runs right after one that failed, where errors are allowed', { timeout: 120_000 }, () => {
    const cells = ['const a = 1;', "throw new Error('mine');", 'console.log(a);', 'nowhere;', 'console.log(a + 1);'];
    const results = runInKernel(cells.map((code) => ({ code, allow_errors: true })));
    expect(results.map(({ status }) => status)).toEqual(['ok', 'error', 'ok', 'error', 'ok']);
    expect([results[2]!.printed, results[4]!.printed]).toEqual(['1\n', '2\n']);
  });

  test('has the defects of tslab that docs/notebooks.md names, and the ways round them', { timeout: 120_000 }, () => {
    const cells = [
      'const moves = 3;\nlet a = 10;\nconst point = { a: 1 };',
      'console.log({ moves });',
      'console.log({ moves: moves });',
      '({ a } = point);\nconsole.log(a);',
      'a = point.a;\nconsole.log(a);',
      'const { a: b } = point;\nconsole.log(b);',
      'const b = point.a;\nconsole.log(b);',
      'const { a } = point;\nconsole.log(a);',
    ];
    const [, shorthand, ...others] = runInKernel(cells.map((code) => ({ code, allow_errors: true })));
    expect(shorthand!.printed).toContain('ReferenceError: moves is not defined');
    expect(others.map(({ printed }) => printed)).toEqual([
      '{ moves: 3 }\n',
      '10\n',
      '1\n',
      "SyntaxError: Identifier 'exports' has already been declared\n",
      '1\n',
      '1\n',
    ]);
  });
});
