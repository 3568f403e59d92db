import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pictureOf, studiesTable, withStudies } from '#scripts/readme-studies.js';
import type { Notebook } from '#src/pages/notebook-file.js';

const display = (svg: string) => ({
  output_type: 'display_data' as const,
  data: { 'image/svg+xml': svg },
  metadata: {},
});
const study = (name: string, finding: string, ...pictures: string[]) => ({
  name,
  notebook: {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: `# A title\n\n## What we see\n\n- ${finding}\n- More.` },
      { cell_type: 'code', metadata: {}, source: 'f()', outputs: [display('<svg>first</svg>')] },
      { cell_type: 'code', metadata: { tags: ['main-figure'] }, source: 'g()', outputs: pictures.map(display) },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  } as unknown as Notebook,
});

test('the table of studies has the main figure, the title and the first finding of each, in two columns', () => {
  const studies = [
    study('01-one', 'It is $|x| = 1.5$ here. And so on.', '<svg>main</svg>'),
    study('02-two', '**Bold is enough.** And so on.', `<svg>${'x'.repeat(70_000)}</svg>`),
    study('03-three', 'Short.', '<svg/>'),
  ];
  expect(studies.map(pictureOf)).toEqual(['<svg>main</svg>', '<svg>first</svg>', '<svg/>']);
  const table = studiesTable(studies);
  expect(table.split('\n')).toHaveLength(4);
  expect(table).toContain(
    '| [![A title](docs/figures/01-one.svg)](notebooks/01-one.ipynb)<br>**01 · A title**<br>It is $\\|x\\| = 1.5$ here. | ' +
      '[![A title](docs/figures/02-two.svg)](notebooks/02-two.ipynb)<br>**02 · A title**<br>Bold is enough. |',
  );
  const readme = 'a\n<!-- studies -->\n\nold\n\n<!-- end of studies -->\nb';
  expect(withStudies(readme, table)).toBe(`a\n<!-- studies -->\n\n${table}\n\n<!-- end of studies -->\nb`);
  expect(() => withStudies('a', table)).toThrow(/no part between/);
});

test('the README shows one small figure of each study', () => {
  const root = new URL('../../', import.meta.url);
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  const names = readdirSync(new URL('notebooks', root)).filter((name) => name.endsWith('.ipynb'));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const figure = `docs/figures/${name.replace('.ipynb', '.svg')}`;
    expect(readme).toContain(`(${figure})](notebooks/${name})`);
    expect(statSync(new URL(figure, root)).size, figure).toBeLessThan(61_000);
  }
});
