import { findingOf } from '../src/pages/gallery.js';
import { hasTag, joined, type Notebook } from '../src/pages/notebook-file.js';
import { titleOf } from '../src/pages/page.js';

/** A notebook with its outputs, and its name. */
interface Study {
  readonly name: string;
  readonly notebook: Notebook;
}

/** The largest picture, in bytes: a README with sixteen of them still opens at once. */
const MOST_BYTES = 60_000;

/**
 * The still picture of a study: of the cell tagged 'main-figure', or else the first of the notebook that is small.
 *
 * @throws Error if there is none.
 */
export function pictureOf({ name, notebook: { cells } }: Study): string {
  const tagged = cells.filter((cell) => hasTag(cell, 'main-figure'));
  const picture = [...tagged, ...cells]
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap((output) => (output.output_type === 'display_data' ? [output.data['image/svg+xml']] : []))
    .filter((svg) => svg !== undefined)
    .map(joined)
    .find((svg) => Buffer.byteLength(svg) < MOST_BYTES);
  if (picture === undefined) throw new Error(`${name} has no picture below ${MOST_BYTES / 1000} kB; run it again`);
  return picture;
}

/** The studies in two columns of Markdown, each with its picture, title and first finding. */
export function studiesTable(studies: readonly Study[]): string {
  const cells = studies.map(
    (study) =>
      `[![${titleOf(study.notebook)}](docs/figures/${study.name}.svg)](notebooks/${study.name}.ipynb)<br>` +
      `**${/^\d*/.exec(study.name)![0]} · ${titleOf(study.notebook)}**<br>${(findingOf(study.notebook) ?? '').replaceAll('|', '\\|')}`,
  );
  const rows = cells.flatMap((cell, k) => (k % 2 === 0 ? [`| ${cell} | ${cells[k + 1] ?? ''} |`] : []));
  return ['| | |', '| --- | --- |', ...rows].join('\n');
}

/** The text with the part between two comments replaced. */
export function withStudies(readme: string, table: string): string {
  const part = /(<!-- studies -->\n)[\s\S]*?(\n<!-- end of studies -->)/;
  if (!part.test(readme)) throw new Error('README.md has no part between <!-- studies --> and <!-- end of studies -->');
  return readme.replace(part, (_, begin: string, end: string) => `${begin}\n${table}\n${end}`);
}
