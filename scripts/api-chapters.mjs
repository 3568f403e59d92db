// A plugin of TypeDoc: the API reference has the chapters of src/core.ts and src/index.ts, in their order.
import { readFileSync } from 'node:fs';
import { Application, Comment, CommentTag, Converter, ReferenceType, ReflectionKind } from 'typedoc';

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
    nameOptions(project);
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
    linkNames(project);
    checkFields(project);
  });
}

/** Options without a docstring say whose they are. */
function nameOptions({ children = [] }) {
  for (const options of children.filter(
    ({ name, comment }) => name.endsWith('Options') && !comment?.hasVisibleComponent(),
  )) {
    const takers = children.filter(({ signatures = [] }) =>
      signatures.some(({ parameters = [] }) => parameters.some(({ type }) => isReferenceTo(type, options))),
    );
    if (takers.length === 0) continue;
    const links = takers.flatMap((target, index) => [
      { kind: 'text', text: ['What ', ', '][Math.min(index, 1)] },
      { kind: 'inline-tag', tag: '@link', text: target.name, target },
    ]);
    options.comment = new Comment([...links, { kind: 'text', text: ` ${takers.length > 1 ? 'take' : 'takes'}.` }]);
  }
}

function isReferenceTo(type, reflection) {
  return type instanceof ReferenceType && type.reflection === reflection;
}

/** Each field of an options object or a result says what it is. */
function checkFields(project) {
  const fields = project
    .getReflectionsByKind(ReflectionKind.Property)
    .filter(({ parent, comment }) => parent.kindOf(ReflectionKind.Interface) && !comment?.hasVisibleComponent());
  if (fields.length > 0) throw new Error(`no docstring: ${fields.map((field) => field.getFullName()).join(', ')}`);
}

/** Exported names in docstrings are links, unless an option or a parameter has the same name. */
function linkNames(project) {
  const members = project.getReflectionsByKind(ReflectionKind.Property | ReflectionKind.Parameter);
  const ambiguous = new Set(members.map(({ name }) => name));
  const targets = new Map(project.children.map((reflection) => [reflection.name, reflection]));
  const linked = (own) => (part) => {
    const name = part.kind === 'code' ? part.text.slice(1, -1) : '';
    const target = ambiguous.has(name) || name === own ? undefined : targets.get(name);
    return target === undefined ? part : { kind: 'inline-tag', tag: '@linkcode', text: name, target };
  };
  for (const { name, comment } of Object.values(project.reflections)) {
    if (comment === undefined) continue;
    comment.summary = comment.summary.map(linked(name));
    for (const tag of comment.blockTags) tag.content = tag.content.map(linked(name));
  }
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
