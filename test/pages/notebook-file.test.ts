import { expect, test } from 'vitest';
import { sourceOf, withParameters } from '#src/pages/notebook-file.js';

const source = ["const size = 'quick' as 'quick' | 'paper'; // or 'paper'\n", 'const draws = 3;\n', 'run(size);'];
const cell = { cell_type: 'code' as const, source, metadata: { tags: ['parameters'] } };
const notebook = { cells: [{ ...cell, metadata: {} }, cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };

test('parameters replace the values of the tagged cell and leave types and comments', () => {
  const [first, second] = withParameters(notebook, { size: 'paper', draws: 20 }).cells.map(sourceOf);
  expect(first).toBe(source.join(''));
  expect(second).toBe("const size = \"paper\" as 'quick' | 'paper'; // or 'paper'\nconst draws = 20;\nrun(size);");
  expect(withParameters(notebook, {}).cells.map(sourceOf)).toEqual(notebook.cells.map(sourceOf));
});

test('a parameter over several lines may be replaced by any plain data', () => {
  const lines = {
    ...cell,
    source: 'const plan = {\n  quick: { draws: 2 },\n  paper: { draws: 9 },\n}[size];\nrun(plan);',
  };
  const [only] = withParameters({ ...notebook, cells: [lines] }, { plan: { draws: 1, sizes: [9, 13] } }).cells;
  expect(sourceOf(only!)).toBe('const plan = {"draws":1,"sizes":[9,13]};\nrun(plan);');
});

test('a parameter that the notebook does not have gives a sentence', () => {
  expect(() => withParameters(notebook, { moves: 3 })).toThrow('no parameter `moves`; it has size, draws');
  expect(() => withParameters({ ...notebook, cells: [] }, { moves: 3 })).toThrow('no parameter `moves`; it has none');
});
