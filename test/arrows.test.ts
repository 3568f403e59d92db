import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The rooms of src/, lowest first: each imports from those before it, never from those behind it. */
const ORDER = [
  'kernel/assembly',
  'base',
  'theory/numerics',
  'theory',
  'dataset',
  'dataset/pictures',
  'network',
  'kernel',
  'run',
  'sampling',
  'solution',
  'inference',
  'solvers',
  'recurrent',
  'training',
  'analysis',
  'study',
  'cluster',
  'figures',
  'figures/still',
  'notebook',
  'pages',
  'core',
  'index',
];

/** Rooms that import from fewer than come before them. */
const ONLY: Record<string, readonly string[]> = {
  'kernel/assembly': [],
  'theory/numerics': ['base'],
  theory: ['base', 'theory/numerics'],
  dataset: ['base'],
  'dataset/pictures': ['base', 'dataset'],
  network: ['base', 'dataset'],
  kernel: ['base', 'dataset', 'network'],
};

const source = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.c?ts$/.test(name));
const withoutEnding = (name: string) => name.replace(/\.c?[jt]s$/, '');
const roomOf = (name: string) => name.split('/').slice(0, -1).join('/') || name;

/** For each file those that it imports, types and imports at run time included; names without endings. */
const imports = new Map(
  files.map((name) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(source, name), 'utf8'));
    const inside = importedFiles.map(({ fileName }) => fileName).filter((specifier) => specifier.startsWith('.'));
    return [withoutEnding(name), inside.map((specifier) => posix.join(name, '..', withoutEnding(specifier)))];
  }),
);

/** The files that a file imports, and that these import, and so on. */
function reachedFrom(start: string): Set<string> {
  const reached = new Set<string>();
  const waiting = [...imports.get(start)!];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...(imports.get(name) ?? []));
  }
  return reached;
}

test('every import leads to a file that is there', () => {
  const lost = [...imports].flatMap(([name, others]) =>
    others.filter((other) => !imports.has(other)).map((other) => `${name} → ${other}`),
  );
  expect(lost).toEqual([]);
});

test('no file imports itself by way of others', () => {
  const circular = [...imports.keys()].filter((name) => reachedFrom(name).has(name));
  expect(circular).toEqual([]);
});

test('the core reaches neither figures nor notebooks', () => {
  const rooms = new Set([...reachedFrom('core')].map(roomOf));
  for (const room of ['figures', 'figures/still', 'notebook', 'pages']) expect(rooms).not.toContain(room);
});

test('every room has its place, and its imports come from rooms below', () => {
  expect([...new Set([...imports.keys()].map(roomOf))].sort()).toEqual([...ORDER].sort());
  const wrong = [...imports].flatMap(([name, others]) => {
    const room = roomOf(name);
    const below = ONLY[room] ?? ORDER.slice(0, ORDER.indexOf(room));
    return others
      .filter((other) => roomOf(other) !== room && !below.includes(roomOf(other)))
      .map((other) => `${name} → ${other}`);
  });
  expect(wrong).toEqual([]);
});

test('CONTRIBUTING says of every room what is in it', () => {
  const text = readFileSync(fileURLToPath(new URL('../CONTRIBUTING.md', import.meta.url)), 'utf8');
  for (const room of ORDER) {
    const name = room === 'core' || room === 'index' ? `\`${room}.ts\`` : `\`${room}/\``;
    // An inner room may be described with the one that it lies in.
    const inner = `\`${room.split('/').at(-1)}/\``;
    expect(text.includes(name) || text.includes(`\`${room}\``) || text.includes(inner), room).toBe(true);
  }
});
