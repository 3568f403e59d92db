#!/usr/bin/env node
// The command `weightspace`: plain JavaScript, because it is linked before anything is built.
import './check-node.mjs';

import('../dist/scripts/weightspace.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error(
    `weightspace is not completely installed and built; run \`npm run build\` in its folder (${error.message})`,
  );
  process.exitCode = 1;
});
