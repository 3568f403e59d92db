// Makes a fresh clone ready: installs the packages of the lock file and builds, each only when it is missing or stale.
// Plain JavaScript, because nothing is installed when it runs first.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installed = join(root, 'node_modules', '.package-lock.json');
const built = join(root, 'dist', '.built');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old; install Node 20.19 or newer from https://nodejs.org`);
}

if (modified(installed) < modified(join(root, 'package-lock.json'))) {
  run('Installing packages (once, about a minute)', ['ci', '--no-fund', '--no-audit']);
}
if (
  modified(built) <
  Math.max(...['src', 'scripts', 'package.json', 'tsconfig.json'].map((name) => newest(join(root, name))))
) {
  run('Building', ['run', '--silent', 'build']);
}

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(path) {
  if (!statSync(path).isDirectory()) return modified(path);
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(title, npmArguments) {
  console.log(`${title} …`);
  const npm = spawnSync('npm', npmArguments, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (npm.status !== 0) fail(`\`npm ${npmArguments.join(' ')}\` failed; its messages above say why`);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
