// `npm run site`: the gallery, the pages of the notebooks and the API reference as one folder that a web server can publish.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeWhole } from '../src/base/files.js';
import { projectFolder } from '../src/base/project.js';
import { type Exhibit, galleryHtml } from '../src/pages/gallery.js';
import { readNotebook, sourceOf } from '../src/pages/notebook-file.js';
import { linkPages } from '../src/pages/run-page.js';
import { chooseNotebook, notebooksIn } from './choose-notebook.js';
import { pictureOf, studiesTable, withStudies } from './readme-studies.js';
import { runScript } from './run-script.js';
import { readLinks } from './site-links.js';

const HELP = `npm run site -- [NOTEBOOK …] [options]

Makes the site: the gallery, the pages of the notebooks and the API reference, in one folder with links between them, and checks
that every link inside leads somewhere.

  NOTEBOOK            the notebooks of the site, by number or a part of the name (default: all)
  --pages FOLDER      where \`npm start\` has made pages (default: output). A notebook whose page is not there, or is one of
                      other cells, is run
  --force             runs all these notebooks again; do this after an edit of the code
  --readme            also writes the figure of each study into docs/figures, and the table of studies into README.md
  --output FOLDER     the folder of the site (default: output/site)
  --notebooks FOLDER  the folder of the notebooks (default: notebooks)
  --help              shows this text`;

const root = projectFolder();
const ABOUT = `<p>How many of the 2<sup>M</sup> ways to set the weights ±1 of a neural network make 0, 1, 2, … errors: the density
of states, counted or sampled with weightspace. Each figure leads to a study with its equations, code and numbers.
Every function is in the <a href="api/index.html">API reference</a>.</p>`;

await runScript(HELP, async (signal) => {
  const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pages: { type: 'string', default: join(root, 'output') },
      force: { type: 'boolean', default: false },
      readme: { type: 'boolean', default: false },
      output: { type: 'string', default: join(root, 'output', 'site') },
      notebooks: { type: 'string', default: join(root, 'notebooks') },
    },
  });
  const { notebooks } = options;
  const pages = resolve(options.pages);
  const site = resolve(options.output);
  const wanted = positionals.length > 0 ? positionals : notebooksIn(notebooks);
  const paths = wanted.map((name) => chooseNotebook(notebooks, name));
  for (const path of paths) {
    if (signal.aborted) return;
    if (options.force || !isCurrent(path, pages)) {
      await run(join(root, 'dist', 'scripts', 'start.js'), [basename(path, '.ipynb'), '--output', pages]);
    }
  }
  if (signal.aborted) return;

  mkdirSync(site, { recursive: true });
  const names = paths.map((path) => basename(path, '.ipynb'));
  for (const name of names) copyFileSync(join(pages, `${name}.html`), join(site, `${name}.html`));
  const exhibits = names.map((name) => ({ name, notebook: readNotebook(join(pages, `${name}.ipynb`)) }));
  if (options.readme) writeReadme(exhibits);
  writeWhole(join(site, 'index.html'), galleryHtml(exhibits, { about: ABOUT }));
  linkPages(site, paths);
  await makeReference(join(site, 'api'));

  const { inside, outside, broken } = readLinks(site);
  console.log(
    `${inside} links inside the site; it names ${outside.length} addresses outside:\n  ${outside.join('\n  ')}`,
  );
  if (broken.length > 0) throw new Error(`These links lead nowhere:\n  ${broken.join('\n  ')}`);
  console.log(
    `The site is complete, and every link inside leads somewhere:\n  ${pathToFileURL(join(site, 'index.html'))}`,
  );
});

function writeReadme(exhibits: readonly Exhibit[]): void {
  for (const exhibit of exhibits) {
    writeWhole(join(root, 'docs', 'figures', `${exhibit.name}.svg`), `${pictureOf(exhibit)}\n`);
  }
  const path = join(root, 'README.md');
  writeWhole(path, withStudies(readFileSync(path, 'utf8'), studiesTable(exhibits)));
}

/** True if all cells of the notebook have been run, as they are, for the page in this folder. */
function isCurrent(path: string, pages: string): boolean {
  const [page, run] = ['html', 'ipynb'].map((type) => join(pages, `${basename(path, '.ipynb')}.${type}`));
  if (!existsSync(page!) || !existsSync(run!)) return false;
  const code = (cells: ReturnType<typeof readNotebook>['cells']) =>
    cells.map((cell) => [cell.cell_type, sourceOf(cell)]);
  const { cells } = readNotebook(run!);
  const isWhole = cells.every((cell) => (cell.outputs ?? []).every(({ output_type }) => output_type !== 'error'));
  return isWhole && JSON.stringify(code(cells)) === JSON.stringify(code(readNotebook(path).cells));
}

/** The API reference, with a link back to the gallery. */
async function makeReference(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const links = JSON.stringify({ Studies: '../index.html' });
  const options = ['--out', folder, '--logLevel', 'Warn'];
  await run(join(root, 'node_modules', 'typedoc', 'bin', 'typedoc'), options, { WEIGHTSPACE_SITE_LINKS: links });
}

/** Runs a program of Node in the project; its messages are shown. */
async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const code = await new Promise((done) => child.once('exit', (status, killer) => done(killer ?? status)));
  if (code !== 0) throw new Error(`${basename(program)} ended with ${code}; its messages above say why`);
}
