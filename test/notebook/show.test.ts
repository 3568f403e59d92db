import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { separatedPatterns } from '#src/dataset/gaussian.js';
import { mnistPair } from '#src/dataset/pictures/mnist.js';
import { randomPatterns } from '#src/dataset/random.js';
import { perceptron } from '#src/network/network.js';
import { cellConsole, errorText } from '#src/notebook/cell-console.js';
import { followCells } from '#src/notebook/cell-lines.js';
import { show } from '#src/notebook/show.js';
import { type Bundle, captureOutputs } from '#src/notebook/tslab.js';
import { enumerate } from '#src/sampling/enumerate.js';
import { jointEnumerate } from '#src/sampling/joint.js';
import { verdict } from '#src/sampling/results.js';
import { sampleConfigurations } from '#src/sampling/sample-configurations.js';
import { sbpi } from '#src/solvers/sbpi.js';
import { sweep } from '#src/study/sweep.js';
import { annealed } from '#src/theory/annealed.js';

const network = perceptron(9);
const data = randomPatterns({ inputs: 9, patterns: 6, seed: 'show' });
const dos = await enumerate(network, data);

let outputs: Bundle[] = [];
beforeEach(() => {
  outputs = [];
  captureOutputs(({ data: bundle }) => outputs.push(bundle));
});
afterEach(() => captureOutputs(null as never));

const texts = () => outputs.map((bundle) => String(bundle['text/plain']));
const types = () => outputs.map((bundle) => Object.keys(bundle)[0]);

describe('in a cell, show', () => {
  test('shows a density of states as verdict, figure and table', () => {
    show(dos);
    expect(types()).toEqual(['text/markdown', 'application/vnd.plotly.v1+json', 'text/html']);
    expect(texts()[0]).toBe(verdict(dos));
    const html = String(outputs[2]!['text/html']);
    expect(html).toContain('<th>E</th><th>S(E) (nats)</th><th>g(E)</th>');
    const reached = [...dos.visits].filter((count) => count > 0);
    for (const count of reached) expect(html).toContain(`<td>${count}</td>`);
    expect(texts()[2]!.split('\n')).toHaveLength(reached.length + 1);
  });

  test('shortens the table of many levels', async () => {
    show(await enumerate(network, randomPatterns({ inputs: 9, patterns: 40, seed: 'many' })));
    expect(String(outputs[2]!['text/html']).match(/<tr>/g)!.length).toBeLessThanOrEqual(1 + 12 + 1);
  });

  test('shows what a data set is, and pictures if it has any', async () => {
    show(separatedPatterns({ inputs: 9, patterns: 6, positives: 2, separation: 1, seed: 3 }));
    expect(texts()).toEqual([
      expect.stringMatching(
        /P = 6 patterns of N = 9 inputs, 2 with label \+1 and 4 with label −1\. .*seed 3.*SHA-256 \w{12}…\./,
      ),
    ]);
    show(await mnistPair({ source: 'drawn', classes: [0, 1], patterns: 6, size: [10, 10], seed: 1 }));
    expect(types().slice(1)).toEqual(['text/markdown', 'application/vnd.plotly.v1+json']);
  });

  test('shows other results, curves, networks, solutions and runs', async () => {
    show(
      await jointEnumerate(network, data, { of: 'errors', data: randomPatterns({ inputs: 9, patterns: 4, seed: 1 }) }),
    );
    expect(types()).toEqual(['text/markdown', 'application/vnd.plotly.v1+json', 'text/html']);
    show(await sampleConfigurations(dos, 3, 3, { seed: 1 }));
    expect(texts()[3]).toMatch(/^3 configurations with energy 3.* The mean overlap of two of them is -?[\d.]+\.$/);
    expect(texts()[4]).toMatch(/\n1\t[+−]{9}\n/);
    show(annealed(data));
    expect(texts()[5]).toBe('annealed: a theory’s S(E) for P = 6 and M = 9.');
    show(network);
    expect(texts()[7]).toBe('A network 9-1 of M = 9 weights ±1; ties: error.');
    show(await sbpi(network, randomPatterns({ inputs: 9, patterns: 1, seed: 1 }), { seed: 1 }));
    expect(texts()[8]).toMatch(/found a solution after \d+ epochs\. M = 9: [+−]{9}$/);
    show(await sweep({ draw: [1, 2] }, async () => dos, { seed: 's', onProgress() {} }));
    expect(texts()[9]).toMatch(/^The density ρ is reliable within its error bars in 2 of 2 runs/);
    expect(texts()[10]).toMatch(/^draw\tpeak of ρ\tρ reliable\n1\t[\d.]+\ttrue\n2\t/);
  });

  test('shows the means over draws of a sweep with an accuracy, and whether they are as accurate as asked', async () => {
    const accuracy = { of: (result: number) => result, over: 'draw', error: 0.61 } as const;
    const numbers = { width: [1, 9], draw: [1, 2, 3] };
    const options = { seed: 's', accuracy, onProgress() {} };
    show(await sweep(numbers, async ({ width, draw }) => width * draw, options));
    expect(texts()[0]).toBe(
      '6 runs. As accurate as asked: 1 of 2 means over draws. Draws are missing: width 9 (3 draws of about 218).',
    );
    expect(texts()[1]).toMatch(
      /^width\tmean\tdraws\tas accurate as asked\n1\t2\S* ± .*\t3\ttrue\n9\t18\S* ± .*\t3\tfalse/,
    );
    expect(texts()[2]).toMatch(/^width\tdraw\tresult\n1\t1\t1\n/);
  });

  test('says of a promise that it must be awaited, and of anything else what to give', () => {
    expect(() => show(Promise.resolve(dos) as never)).toThrow('the item to show is a promise; put await before it');
    expect(() => show({} as never)).toThrow(
      'the item to show is an object; give a figure, a frame, a text, a data set',
    );
    expect(() => show({ ...dos, visits: [] } as never)).toThrow('`visits` has 0 numbers');
  });
});

describe('the console of cells', () => {
  const said: unknown[][] = [];
  const plain = { log: (...parts: unknown[]) => said.push(parts), error: (...parts: unknown[]) => said.push(parts) };
  beforeEach(() => void said.splice(0));

  test('shows a last value that can be shown, and prints others', () => {
    const { log } = cellConsole(plain);
    log(data);
    expect(texts()[0]).toContain('P = 6 patterns of N = 9 inputs');
    log(Promise.resolve(1));
    expect(texts()[1]).toBe('This is a promise; put await before it.');
    for (const other of [42, 'text', [1, 2], {}, null, { ...dos, visits: [] }]) log(other);
    expect(outputs).toHaveLength(2);
    expect(said.map(([value]) => value)).toEqual([42, 'text', [1, 2], {}, null, { ...dos, visits: [] }]);
  });

  test('says the sentence of an error without its stack, and what the type checker says unchanged', () => {
    const { error } = cellConsole(plain);
    try {
      randomPatterns({ inputs: 9, patterns: 0, seed: 1 });
    } catch (thrown) {
      error(thrown);
    }
    error(new RangeError('out of range'));
    error('%s%d:%d - %s', '', 1, 2, "Type 'string' is not assignable.");
    error('%s%d:%d - %s', '', 1, 2, "Property 'x' does not exist on type 'Promise<X>'.");
    expect(said).toEqual([
      ['`patterns` is 0; a data set needs at least 1'],
      ['RangeError: out of range'],
      ['%s%d:%d - %s', '', 1, 2, "Type 'string' is not assignable."],
      ['%s%d:%d - %s', '', 1, 2, "Property 'x' does not exist on type 'Promise<X>'. Did you forget to use 'await'?"],
    ]);
    expect(errorText('a text')).toBe('a text');
    expect(errorText(new Error(''))).toBe('Error');
  });

  test('names the line of the cell', () => {
    const source =
      "const a: number = 1;\n\nif (a > 0) throw new Error('no');\nshow(1);\nshow(1);\nawait count(\n  a, { of: 1 },\n);";
    const output =
      "const a = 1;\nif (a > 0)\n    throw new Error('no');\n(0, w_1.show)(1);\n(0, w_1.show)(1);\nexports.tsLastExpr = await exports.count(a, { of: 1 }";
    const converter = { convert: () => ({ output }) };
    const lineOf = followCells(converter);
    (converter.convert as (previous: string, source: string) => unknown)('', source);
    const at = (line: number) =>
      lineOf(`Error: no\n at f (evalmachine.<anonymous>:9:1)\n at evalmachine.<anonymous>:${line}:11`);
    expect(at(3)).toBe("line 3: if (a > 0) throw new Error('no');");
    expect(at(6)).toBe('line 6: await count(');
    // Without its type a line is another one; and which of two equal lines it was, nobody knows.
    expect([1, 4, 99].map(at)).toEqual([undefined, undefined, undefined]);
    expect(lineOf('Error: from elsewhere')).toBeUndefined();
  });
});
