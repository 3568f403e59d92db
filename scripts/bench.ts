// `npm run bench`: how fast this machine walks and enumerates; `npm run bench -- accuracy`: what accuracy that reaches.
const [what = 'speed'] = process.argv.slice(2);
if (what === 'speed') await import('./bench-speed.js');
else if (what === 'accuracy') await import('./bench-accuracy.js');
else {
  console.error(`"${what}" is not a benchmark; use \`npm run bench\` or \`npm run bench -- accuracy\``);
  process.exitCode = 1;
}
