import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { executeNotebook } from '#src/notebook/execute.js';
import { annealedRandomLabels } from '#src/theory/annealed-random-labels.js';

const path = fileURLToPath(new URL('../../notebooks/01-random-vs-mnist.ipynb', import.meta.url));

describe('notebook 01', async () => {
  const { notebook, failure } = await executeNotebook(path);
  const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
  const displayed = outputs.flatMap((output) => (output.output_type === 'display_data' ? [output.data] : []));
  const tables = displayed.map((data) => String(data['text/html'] ?? '')).filter((html) => html.includes('dataframe'));
  const rows = (html: string) =>
    [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
      [...row!.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell!),
    );
  const number = (text: string) => {
    const [value, error] = text.split(' ± ').map(Number);
    return { value: value!, error: error! };
  };

  test('runs to its end, with four figures and four verdicts', () => {
    expect(failure).toBeUndefined();
    expect(displayed.filter((data) => 'application/vnd.plotly.v1+json' in data)).toHaveLength(4);
    const verdicts = displayed.map((data) => String(data['text/markdown'] ?? '')).filter((text) => text !== '');
    expect(verdicts).toHaveLength(4);
    for (const verdict of verdicts) expect(verdict).toMatch(/^Trust it at its error bars\./);
  });

  test('samples the small network within its error bars of the exact count', () => {
    const levels = rows(tables[0]!)
      .slice(1)
      .map((row) => row.map(Number));
    expect(levels.length).toBeGreaterThan(15);
    const pulls = levels.map(([, entropy, error, , exact]) => (entropy! - exact!) / error!);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(5);
    expect(Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length)).toBeLessThan(2);
  });

  test('finds the cusp of digits at one half, low and broad beside the bell of random labels', () => {
    const [mnist, random, teacher] = rows(tables[1]!).slice(1);
    // The published height is 2.54; draws of the images scatter by some per cent.
    expect(number(mnist![1]!).value).toBeGreaterThan(2.1);
    expect(number(mnist![1]!).value).toBeLessThan(3);
    expect(Number(mnist![2])).toBeCloseTo(0.5, 1);
    const binomial = annealedRandomLabels({ weights: 785, patterns: 78 });
    const height = 78 * Math.exp(binomial.entropy[39]! - 785 * Math.LN2);
    for (const data of [random!, teacher!]) {
      expect(number(data[1]!).value / height).toBeGreaterThan(0.93);
      expect(number(data[1]!).value / height).toBeLessThan(1.07);
      expect(Number(data[2])).toBeCloseTo(0.5, 1);
    }
  });

  test('finds many more solutions for digits than for random labels, each with its error', () => {
    const [mnist, random] = rows(tables[1]!).slice(1);
    expect(number(mnist![3]!).error).toBeLessThan(0.1);
    expect(number(random![3]!).error).toBeLessThan(0.3);
    expect(number(mnist![3]!).value - number(random![3]!).value).toBeGreaterThan(30);
    expect(number(random![3]!).value).toBeLessThan((785 - 78) * Math.LN2 + 2);
  });
});
