import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { version } from '#src/base/version.js';
import { LIMITED } from './limited.js';

const root = fileURLToPath(new URL('..', import.meta.url));

test('results carry the version of the package', () => {
  expect(version).toBe(createRequire(import.meta.url)('../package.json').version);
});

test('declarations can be read by the TypeScript 5.0 of notebook cells, which has no Float64Array<…>', () => {
  const files = readdirSync(join(root, 'dist/src'), { recursive: true, encoding: 'utf8' });
  const declarations = files.filter((name) => name.endsWith('.d.ts'));
  expect(declarations.length).toBeGreaterThan(40);
  for (const name of declarations) {
    expect(readFileSync(join(root, 'dist/src', name), 'utf8'), name).not.toMatch(/\w+Array<Array/);
  }
});

test.each(['weightspace', 'weightspace/core'])('importing %s loads neither danfo nor Plotly nor tslab', (name) => {
  const script = `await import('${name}'); console.log(Object.keys((await import('node:module')).createRequire('/').cache).join('\\n'));`;
  const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    ...LIMITED,
    cwd: root,
    encoding: 'utf8',
  });
  expect(loaded).not.toMatch(/danfojs|plotly|tslab|tensorflow/);
});

test('the two entries name every export, and the main one gives all that the core does', async () => {
  expect(starExports('src/core.ts')).toEqual([]);
  expect(starExports('src/index.ts')).toEqual(['./core.js']);
  const [core, all] = await Promise.all([import('#src/core.js'), import('#src/index.js')]);
  expect(all).toMatchObject(core);
  // What a newcomer reads at a glance; each new part of the laboratory raises it by its own names.
  const parts = {
    'the density of states': 90,
    'data for solutions': 2,
    solutions: 8,
    inference: 2,
    'theory of solutions': 5,
    'figures of solutions': 2,
    solvers: 11,
    'repeated search': 1,
    'dynamics of recurrent networks': 9,
    'codes, representations and local learning': 12,
    thresholds: 1,
    'solutions in a field': 1,
    'what solutions have learned': 3,
    annealing: 2,
    'two times': 3,
    'recurrent networks': 3,
    'theory of recurrent networks': 9,
    'paths between solutions': 1,
    'aging theory': 6,
    training: 6,
    'noise that codes correct': 1,
    'temperatures, weights and distances shown': 3,
    'measurements and predictions of runs': 4,
    'figures of several panels': 1,
    'numbers of the paper beside ours': 1,
    clusters: 1,
  };
  expect(Object.keys(all).length).toBeLessThanOrEqual(Object.values(parts).reduce((sum, names) => sum + names));
  expect(Object.keys(core)).toContain('wangLandau');
  expect(Object.keys(core)).not.toContain('plotEntropy');
  expect(Object.keys(core)).not.toContain('show');
});

function starExports(path: string): string[] {
  return statementsOf(path)
    .filter(ts.isExportDeclaration)
    .filter(({ exportClause }) => exportClause === undefined)
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text);
}

describe('weightspace/core', () => {
  const modules = reachable('dist/src/core.js');

  test('reaches no figure, notebook or page, in code and in types', () => {
    expect(modules.length).toBeGreaterThan(40);
    const types = reachable('dist/src/core.d.ts');
    expect(types.length).toBeGreaterThan(40);
    for (const path of [...modules, ...types]) {
      expect(path).not.toMatch(/^dist\/src\/(figures|notebook|pages)\//);
      if (path.endsWith('.d.ts')) expect(importsOf(path).filter((name) => !name.startsWith('.'))).toEqual([]);
    }
  });

  test('does nothing at import', () => {
    const { sideEffects } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(modules.filter((path) => sideEffects.includes(`./${path}`))).toEqual([]);
    const script = `
      const state = () => JSON.stringify([process.eventNames(), Object.keys(globalThis), process.cwd(), process.env]);
      const before = state();
      await import('weightspace/core');
      console.log(state() === before);`;
    const env = { ...process.env, WEIGHTSPACE_RESULTS: join(tmpdir(), 'weightspace-results') };
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      ...LIMITED,
      cwd: root,
      encoding: 'utf8',
      env,
    });
    expect(said).toBe('true\n');
  });

  test('keeps no results where `weightspace` keeps them: in the folder that WEIGHTSPACE_RESULTS names', () => {
    const results = mkdtempSync(join(tmpdir(), 'weightspace-'));
    const kept = (name: string) => {
      const script = `
        const { enumerate, perceptron, randomPatterns } = await import('${name}');
        await enumerate(perceptron(9), randomPatterns({ inputs: 9, patterns: 5, seed: 1 }));`;
      const env = { ...process.env, WEIGHTSPACE_RESULTS: results };
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { ...LIMITED, cwd: root, env });
      return readdirSync(results).length;
    };
    try {
      expect(kept('weightspace/core')).toBe(0);
      expect(kept('weightspace')).toBe(1);
    } finally {
      rmSync(results, { recursive: true, force: true });
    }
  });
});

test('package.json names every module that does something at import', () => {
  const { sideEffects } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const isNamed = (path: string) =>
    sideEffects.some((pattern: string) => new RegExp(`^${pattern.replaceAll('*', '[^/]*')}$`).test(`./${path}`));
  const all = readdirSync(join(root, 'dist/src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => toSlashes(join('dist/src', name)));
  const doing = all.filter((path) => statementsOf(path).some(isDeed));
  expect(doing).toContain('dist/src/notebook/setup.js');
  expect(doing.filter((path) => !isNamed(path))).toEqual([]);
});

/** A statement that is neither a declaration, nor an import or export. */
function isDeed(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement)) return statement.importClause === undefined;
  return !(
    ts.isVariableStatement(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isExportAssignment(statement)
  );
}

function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function statementsOf(path: string): ts.Statement[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...ts.createSourceFile(path, text, ts.ScriptTarget.ES2022).statements];
}

/** What a module imports or exports from others, in types too. */
function importsOf(path: string): string[] {
  return ts.preProcessFile(readFileSync(join(root, path), 'utf8')).importedFiles.map(({ fileName }) => fileName);
}

/** A module, and all of this package that is loaded with it. */
function reachable(entry: string, found: string[] = []): string[] {
  if (found.includes(entry)) return found;
  found.push(entry);
  for (const name of importsOf(entry)) {
    if (!name.startsWith('.')) continue;
    const path = posix.join(posix.dirname(entry), name);
    reachable(entry.endsWith('.d.ts') ? path.replace(/\.js$/, '.d.ts') : path, found);
  }
  return found;
}

test('the core counts, samples and predicts where only its own libraries are installed', () => {
  const project = mkdtempSync(join(tmpdir(), 'weightspace-'));
  try {
    cpSync(join(root, 'dist/src'), join(project, 'dist/src'), { recursive: true });
    cpSync(join(root, 'package.json'), join(project, 'package.json'));
    mkdirSync(join(project, 'node_modules'));
    for (const name of [
      'seedrandom',
      'ml-matrix',
      'is-any-array',
      'ml-array-rescale',
      'ml-array-max',
      'ml-array-min',
    ]) {
      const path = join(root, 'node_modules', name);
      if (existsSync(path)) cpSync(path, join(project, 'node_modules', name), { recursive: true });
    }
    const script = `
      import { annealed, enumerate, gaussianClone, perceptron, separatedPatterns, wangLandau } from './dist/src/index.js';
      const data = gaussianClone(separatedPatterns({ inputs: 9, patterns: 20, seed: 1 }), { seed: 2 });
      const exact = await enumerate(perceptron(9), data);
      const sampled = await wangLandau(perceptron(9), data, { seed: 3, moves: 1e5, learningMoves: 1e5 });
      console.log(JSON.stringify([exact, sampled, annealed(data)].map(({ entropy }) => entropy.length)));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      ...LIMITED,
      cwd: project,
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual([21, 21, 21]);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test('notebooks are kept without outputs, for the project’s kernel', () => {
  const folder = join(root, 'notebooks');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const notebook = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(notebook.metadata.kernelspec.name).toBe('weightspace');
    for (const cell of notebook.cells) {
      if (cell.cell_type === 'code') expect([name, cell.outputs, cell.execution_count]).toEqual([name, [], null]);
    }
  }
});
