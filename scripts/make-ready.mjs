// Installs the packages of the lock file and builds, each only if the present state is incomplete or of other sources. It compares
// contents, never times. Plain JavaScript, because nothing is installed when it first runs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claim, withLock } from './lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...names) => join(root, ...names);
const locks = at('output', 'preparing');

try {
  if (missingPackage() !== undefined || !isBuilt()) await withLock(locks, makeReady, { onWait });
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}

/** Checks again, because another process may have done it while this one waited. */
async function makeReady() {
  const missing = missingPackage();
  if (missing !== undefined) {
    const reason = existsSync(at('node_modules')) ? `${missing} differs from package-lock.json` : 'once';
    console.log(`Installing packages (${reason}; about a minute) …`);
    // On Windows `npm` is a script, which only a shell can start.
    await run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--prefer-offline'], {
      shell: process.platform === 'win32',
    });
    const still = missingPackage();
    if (still !== undefined)
      throw new Error(`npm has ended, but ${still} differs from package-lock.json; delete node_modules and try again`);
  }
  if (!isBuilt()) {
    console.log('Building …');
    await build();
  }
}

/** The first package that is not installed as in the lock file; those for other machines are optional. */
function missingPackage() {
  const wanted = packagesOf('package-lock.json');
  if (wanted === undefined)
    throw new Error('package-lock.json is missing or damaged; restore it with `git restore package-lock.json`');
  // npm writes this file last, so an interrupted installation lacks it.
  const found = packagesOf('node_modules/.package-lock.json') ?? {};
  return Object.keys(wanted).find((place) => {
    if (place === '' || (wanted[place].optional && found[place] === undefined)) return false;
    const isSame = ['version', 'integrity', 'link'].every((key) => wanted[place][key] === found[place]?.[key]);
    return !isSame || !existsSync(at(place, 'package.json'));
  });
}

function packagesOf(name) {
  try {
    return JSON.parse(readFileSync(at(name), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** True if `dist` is what the last complete build made, from these sources. */
function isBuilt() {
  try {
    const { sources, output } = JSON.parse(readFileSync(at('dist', '.built'), 'utf8'));
    return sources === sourcesChecksum() && output === checksum(filesIn('dist'));
  } catch {
    return false;
  }
}

/** Builds next to `dist` and renames: an interrupted or failed build leaves the previous one in place. */
async function build() {
  const sources = sourcesChecksum();
  rmSync(at('dist.new'), { recursive: true, force: true });
  const packages = at('node_modules');
  const kernel = ['src/kernel/assembly/index.ts', '-o', 'dist.new/src/kernel/kernel.wasm'];
  const flags = '--runtime stub --optimizeLevel 3 --shrinkLevel 0 --enable simd --noAssert --maximumMemory 16384'.split(
    ' ',
  );
  const compilers = await Promise.allSettled([
    run(process.execPath, [join(packages, 'typescript/bin/tsc'), '--outDir', 'dist.new']),
    run(process.execPath, [join(packages, 'assemblyscript/bin/asc.js'), ...kernel, ...flags]),
  ]);
  for (const { reason } of compilers) if (reason !== undefined) throw reason;
  declareForCommonJS();
  writeFileSync(at('dist.new', '.built'), JSON.stringify({ sources, output: checksum(filesIn('dist.new')) }));
  rmSync(at('dist.old'), { recursive: true, force: true });
  if (existsSync(at('dist'))) renameSync(at('dist'), at('dist.old'));
  renameSync(at('dist.new'), at('dist'));
  rmSync(at('dist.old'), { recursive: true, force: true });
}

/**
 * Copies the declarations for programs in CommonJS: TypeScript before 5.8 does not let these import declarations of ES
 * modules.
 */
function declareForCommonJS() {
  const filter = (path) => statSync(path).isDirectory() || path.endsWith('.d.ts');
  cpSync(at('dist.new', 'src'), at('dist.new', 'commonjs'), { recursive: true, filter });
  writeFileSync(at('dist.new', 'commonjs', 'package.json'), '{ "type": "commonjs" }\n');
}

function sourcesChecksum() {
  return checksum([...filesIn('src'), ...filesIn('scripts'), 'package.json', 'package-lock.json', 'tsconfig.json']);
}

/** The SHA-256 of names and contents; `dist` and `dist.new` count as one name. */
function checksum(names) {
  const hash = createHash('sha256');
  for (const name of names.sort()) {
    const bytes = readFileSync(at(name));
    hash.update(`\0${name.replace(/^dist\.new/, 'dist')}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** The code in a folder; files that editors and file managers leave there do not count. */
function filesIn(folder) {
  return readdirSync(at(folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(name);
    return /\w\.([cm]?[jt]s|json|wasm)$/.test(name) ? [name] : [];
  });
}

/** Runs a program to its end. The program holds a claim of its own, because it continues if this process is killed. */
async function run(program, args, options) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
  const release = child.pid === undefined ? () => {} : claim(locks, child.pid);
  const how = await new Promise((done) => {
    child.once('error', (error) => done(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => done(code === 0 ? '' : `ended with ${signal ?? code}`));
  });
  release();
  if (how === '') return;
  const command = [program === process.execPath ? 'node' : program, ...args].join(' ').replaceAll(`${root}/`, '');
  throw new Error(
    `\`${command}\` ${how}; its messages above say why. If they name a file in node_modules, delete node_modules and try again`,
  );
}

function onWait({ pid, host, since }) {
  const who = `process ${pid}${host === undefined ? '' : ` on ${host}`}`;
  console.log(
    `Waiting for ${who}, which has been installing or building here since ${since.toLocaleTimeString()} (end it if it hangs) …`,
  );
}

/** The error of Node for a file that cannot be written, as a sentence. */
function inWords({ code, message, path }) {
  if (code === undefined || path === undefined) return message;
  return (
    `${path} cannot be written (${code}), and weightspace is not installed and built here yet; ` +
    'run this where the folder can be written, or copy the folder to such a place'
  );
}
