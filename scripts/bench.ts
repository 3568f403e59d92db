// `npm run bench`: how fast this machine walks and enumerates; `npm run bench -- accuracy`: what accuracy that reaches;
// `npm run bench -- solvers`: how long it looks for solutions, lists them and counts those around one.
const BENCHMARKS: { readonly [name: string]: () => Promise<unknown> } = {
  speed: () => import('./bench-speed.js'),
  accuracy: () => import('./bench-accuracy.js'),
  solvers: () => import('./bench-solvers.js'),
};

const [what = 'speed'] = process.argv.slice(2);
const usage = `npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}   (default: speed)`;
if (what === '--help') console.log(usage);
else if (Object.hasOwn(BENCHMARKS, what)) await BENCHMARKS[what]!();
else {
  console.error(`"${what}" is not a benchmark; use ${usage}`);
  process.exitCode = 1;
}
