// `npm run fork -- 03-class-separation my-question`: copies a notebook for a question of your own.
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../src/base/files.js';
import { projectFolder } from '../src/base/project.js';
import { version } from '../src/base/version.js';
import { type Cell, type Notebook, readNotebook } from '../src/pages/notebook-file.js';
import { titleOf } from '../src/pages/page.js';
import { chooseNotebook } from './choose-notebook.js';
import { runScript } from './run-script.js';

const HELP = `npm run fork -- NOTEBOOK NAME [options]

Copies a notebook, without its outputs, to notebooks/NAME.ipynb, with a first cell that names its origin and has room for your
question. The copy is ready to run: \`npm start -- NAME\`, or in the lab.

  NOTEBOOK            its number or a part of its name
  NAME                letters, digits and dashes: my-question
  --notebooks FOLDER  the folder of the notebooks (default: notebooks)
  --help              shows this text`;

const root = projectFolder();

await runScript(HELP, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { notebooks: { type: 'string', default: join(root, 'notebooks') } },
  });
  const [wanted, name, ...others] = positionals;
  if (wanted === undefined || name === undefined || others.length > 0) {
    throw new Error('Give a notebook and a name for its copy: npm run fork -- 03-class-separation my-question');
  }
  if (!/^[A-Za-z0-9][\w-]*$/.test(name)) {
    throw new Error(`"${name}" is not a name for a notebook; use letters, digits and dashes: my-question`);
  }
  const origin = chooseNotebook(values.notebooks, wanted);
  const path = join(values.notebooks, `${name}.ipynb`);
  if (existsSync(path)) throw new Error(`${relative('', path)} exists already; choose another name`);
  writeWhole(path, `${JSON.stringify(forkOf(readNotebook(origin), basename(origin), name), null, 1)}\n`);
  console.log(
    `${relative('', path)} is a copy of ${basename(origin)}. Run it with\n  npm start -- ${name}\nor open it with\n  npm run lab`,
  );
});

function forkOf(notebook: Notebook, origin: string, name: string): Notebook {
  const title = name.replaceAll(/[-_]/g, ' ').replace(/^./, (letter) => letter.toUpperCase());
  const source = [
    `# ${title}\n`,
    '\n',
    '**Question.** Write here what you want to know, and what you expect.\n',
    '\n',
    `A fork of [${titleOf(notebook) ?? origin}](${origin}), weightspace ${version}. Its cells follow unchanged.`,
  ];
  const first: Cell = { id: 'fork', cell_type: 'markdown', metadata: {}, source };
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return { ...notebook, cells: [first, ...cells] };
}
