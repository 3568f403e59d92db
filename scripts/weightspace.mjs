#!/usr/bin/env node
// The command `weightspace`: plain JavaScript, because it is linked before anything is built.
import { existsSync } from 'node:fs';

const compiled = new URL('../dist/scripts/weightspace.js', import.meta.url);
if (existsSync(compiled)) await import(compiled.href);
else {
  console.error('weightspace is not built yet; run `npm run build` in its folder');
  process.exitCode = 1;
}
