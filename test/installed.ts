import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';
import { LIMITED } from './limited.js';

export const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
/** An empty folder, in which the package is installed. */
export const project = join(folder, 'project');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const environment = { ...process.env, WEIGHTSPACE_DATA: '', WEIGHTSPACE_RESULTS: '' };
const npm = (cwd: string, ...args: string[]) =>
  spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    env: environment,
    shell: process.platform === 'win32',
    ...LIMITED,
  });
/** What a program prints that runs in that folder. */
export const run = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8', env: environment, ...LIMITED });
export const write = (name: string, text: string) => writeFileSync(join(project, name), text);

/** Packs this build and installs it in an empty folder; says why where npm reaches no registry and has not kept the packages. */
function install(): string {
  mkdirSync(project);
  write('package.json', '{}');
  const packed = npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  if (packed.status !== 0) throw new Error(packed.stderr);
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz'))!);
  const { status, stderr } = npm(
    project,
    ...[
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--fetch-retries=0',
      '--fetch-timeout=15000',
      tarball,
    ],
  );
  if (status === 0) return '';
  if (!/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET/.test(stderr)) {
    throw new Error(stderr);
  }
  return ' (skipped: npm reaches no registry, and has not kept the packages)';
}

/** Empty where the package is installed. */
export const missing = install();

/** A program in TypeScript that prints a sampled entropy. */
export const program = (name: string) => `
import { type DensityOfStates, type Frame, perceptron, randomPatterns, wangLandau } from '${name}';
async function walk(): Promise<DensityOfStates> {
  const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'data' });
  return wangLandau(perceptron(15), data, { seed: 'walk', moves: 1e5, learningMoves: 1e5 });
}
export const columns = (frame: Frame): string[] => frame.columns;
walk().then(({ entropy }: { readonly entropy: Float64Array }) => console.log(entropy[2]));
`;

/** What a compiler finds wrong in files of the project, declarations of packages included. */
export function problemsOf(compiler: typeof ts, names: readonly string[], options: ts.CompilerOptions): string[] {
  const made = compiler.createProgram(
    names.map((name) => join(project, name)),
    { target: ts.ScriptTarget.ES2022, strict: true, skipLibCheck: false, types: [], noEmit: true, ...options },
  );
  if (options.noEmit === false) made.emit();
  return compiler
    .getPreEmitDiagnostics(made)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
