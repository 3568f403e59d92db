import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { environment, missing, problemsOf, program, project, run, write } from './installed.js';
import { LIMITED } from './limited.js';

const installed = () => readdirSync(join(project, 'node_modules'), { recursive: true, encoding: 'utf8' }).sort();

/** The same Wang–Landau run in each kind of program; prints the entropy of two errors. */
const walk = `
  const data = randomPatterns({ inputs: 15, patterns: 10, seed: 'data' });
  wangLandau(perceptron(15), data, { seed: 'walk', moves: 1e5, learningMoves: 1e5 })
    .then(({ entropy }) => console.log(entropy[2]));`;

describe.skipIf(missing !== '')(`the packed package in an empty folder${missing}`, () => {
  test('brings two libraries and their own, and nothing to build', () => {
    const packages = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
    const libraries = ['is-any-array', 'ml-array-max', 'ml-array-min', 'ml-array-rescale', 'ml-matrix', 'seedrandom'];
    expect(packages).toEqual([...libraries, 'weightspace']);
    const { private: isPrivate, dependencies } = JSON.parse(
      readFileSync(join(project, 'node_modules/weightspace/package.json'), 'utf8'),
    );
    expect([isPrivate, Object.keys(dependencies)]).toEqual([undefined, ['ml-matrix', 'seedrandom']]);
  });

  test('samples by import and by require, from `weightspace` and `weightspace/core`, and writes nothing where it lies', () => {
    const before = installed();
    const said = ['weightspace', 'weightspace/core'].flatMap((name) => {
      write('module.mjs', `import { perceptron, randomPatterns, wangLandau } from '${name}';${walk}`);
      write('script.cjs', `const { perceptron, randomPatterns, wangLandau } = require('${name}');${walk}`);
      return [run('module.mjs'), run('script.cjs')];
    });
    expect(Number(said[0])).toBeGreaterThan(0);
    expect(new Set(said).size).toBe(1);
    expect(installed()).toEqual(before);
  });

  test('one module is the same by import and by require', () => {
    write(
      'both.mjs',
      `import { createRequire } from 'node:module';
       const require = createRequire(import.meta.url);
       const same = async (name) => require(name).wangLandau === (await import(name)).wangLandau;
       console.log(await same('weightspace'), await same('weightspace/core'));`,
    );
    expect(run('both.mjs')).toBe('true true\n');
  });

  test('data and results belong to the current folder', () => {
    mkdirSync(join(project, 'data/mnist'), { recursive: true });
    write('data/mnist/train-images-idx3-ubyte.gz', 'not this');
    write(
      'places.mjs',
      `import { mnistPair, ResultStore, keepResults, enumerate, perceptron, randomPatterns } from 'weightspace';
       await mnistPair({ classes: [0, 1], patterns: 2, seed: 1, mirrors: [] }).catch(({ message }) => console.log(message));
       keepResults(new ResultStore());
       await enumerate(perceptron(5), randomPatterns({ inputs: 5, patterns: 3, seed: 1 }));`,
    );
    expect(run('places.mjs')).toContain(join('data', 'mnist', 'train-images-idx3-ubyte.gz'));
    expect(readdirSync(join(project, 'output/results'))).toEqual([expect.stringMatching(/\.json$/)]);
  });

  test('what needs an absent package says which, and how to get it', () => {
    write(
      'peers.mjs',
      `import { enumerate, exportFigure, perceptron, plotEntropy, randomPatterns, toFrame } from 'weightspace';
       const dos = await enumerate(perceptron(5), randomPatterns({ inputs: 5, patterns: 3, seed: 1 }));
       const messages = [];
       try { toFrame(dos); } catch ({ message }) { messages.push(message); }
       process.env.CHROMIUM = process.execPath;
       await exportFigure(plotEntropy([[dos]]), 'figure', { formats: ['svg'] }).catch(({ message }) => messages.push(message));
       console.log(JSON.stringify(messages));`,
    );
    const [frame, figure] = JSON.parse(run('peers.mjs'));
    expect(frame).toBe(
      'a frame needs the package danfojs-node, which is not installed; run `npm install danfojs-node`',
    );
    expect(figure).toContain('run `npm install playwright-core`');
  });

  test('the command counts, and makes no page without Plotly', () => {
    const command = join(project, 'node_modules/weightspace/scripts/weightspace.mjs');
    expect(existsSync(join(project, 'node_modules/.bin/weightspace'))).toBe(true);
    expect(run(command, '--help')).toContain('weightspace PATTERNS [LABELS]');
    write('patterns.csv', '1,-1,1,1\n-1,1,1,-1\n1,1,1,-1\n');
    const { stdout, stderr } = spawnSync(process.execPath, [command, 'patterns.csv', '--exact'], {
      ...LIMITED,
      cwd: project,
      encoding: 'utf8',
      env: environment,
    });
    expect(stderr).toContain('No page will be made:');
    expect(stderr).toContain('run `npm install plotly.js-cartesian-dist-min`');
    expect(stdout).toMatch(
      /^Read 3 patterns of 3 inputs .*\npatterns-density\.csv\npatterns-density\.json\npatterns-density\.npy\nExact: all 2\^3/,
    );
  });

  test('compiled by TypeScript against its types, as a module and as a script, it runs', () => {
    write('main.mts', program('weightspace'));
    write('core.cts', program('weightspace/core'));
    expect(problemsOf(ts, ['main.mts', 'core.cts'], { module: ts.ModuleKind.NodeNext, noEmit: false })).toEqual([]);
    expect(Number(run('main.mjs'))).toBeGreaterThan(0);
    expect(run('core.cjs')).toBe(run('main.mjs'));
  });
});
