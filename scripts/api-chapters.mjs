// A plugin of TypeDoc: the API reference has the chapters of src/core.ts and src/index.ts, in their order.
import { readFileSync } from 'node:fs';
import { Application, Comment, CommentTag, Converter } from 'typedoc';

/** The chapter of each exported name: the line comment above its export. */
function chapters() {
  const chapterOf = new Map();
  for (const file of ['core', 'index']) {
    const source = readFileSync(new URL(`../src/${file}.ts`, import.meta.url), 'utf8');
    const [, ...parts] = source.split(/^\/\/ (.+)\n\n/m);
    for (let k = 0; k < parts.length; k += 2) {
      for (const [, names] of parts[k + 1].matchAll(/\{([^}]*)\}/g)) {
        for (const name of names.split(',').filter((part) => part.trim() !== ''))
          chapterOf.set(name.replace(/^\s*type\s/, '').trim(), parts[k]);
      }
    }
  }
  return chapterOf;
}

export function load(app) {
  const chapterOf = chapters();
  // The options are read once more after the plugins are loaded.
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue('groupOrder', [...new Set(chapterOf.values())]);
    // `npm run site` sets it: in output/api the reference stands alone.
    app.options.setValue('navigationLinks', JSON.parse(process.env.WEIGHTSPACE_SITE_LINKS ?? '{}'));
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.children ?? []) {
      const chapter = chapterOf.get(reflection.name);
      if (chapter === undefined) throw new Error(`${reflection.name} is exported, but in no chapter`);
      reflection.comment ??= new Comment();
      reflection.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: chapter }]));
      for (const { comment } of [reflection, ...(reflection.signatures ?? [])]) {
        addSummary(comment);
        listErrors(comment);
      }
    }
  });
}

/** The list of a chapter has the first sentence of each docstring. */
function addSummary(comment) {
  if (comment === undefined || comment.summary.length === 0) return;
  const [paragraph] = comment.summary
    .map(({ text }) => text)
    .join('')
    .split('\n\n');
  // A full stop after an abbreviation or an initial ends no sentence.
  const end = /(?<!\b(?:[A-Z]|al|Phys|Rev|Lett|Syst|eq))\.(?=\s+[^a-z\d(])/.exec(paragraph)?.index;
  const text = end === undefined ? paragraph : paragraph.slice(0, end + 1);
  comment.blockTags.push(new CommentTag('@summary', [{ kind: 'text', text }]));
}

/** One heading for all errors. */
function listErrors(comment) {
  const errors = comment?.getTags('@throws') ?? [];
  if (errors.length < 2) return;
  comment.removeTags('@throws');
  const items = errors.flatMap(({ content }) => [{ kind: 'text', text: '\n- ' }, ...content]);
  comment.blockTags.push(new CommentTag('@throws', items));
}
