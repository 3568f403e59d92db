import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import cellTypeScript from '@tslab/typescript-for-tslab';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { missing, problemsOf, program, project, root, run, write } from './installed.js';

const wrong = (name: string) => `
import { type DensityOfStates, perceptron, toFrame } from '${name}';
declare const dos: DensityOfStates;
export const network: string = perceptron(15);
export const entropy: string = dos.entropy;
export const groups = toFrame(dos).groupby(['energy']);
`;

// The oldest TypeScript that is promised is the one of notebook cells; it is a fork that keeps the names of the original.
const compilers = { [ts.version]: ts, [cellTypeScript.version]: cellTypeScript as unknown as typeof ts };
const { CommonJS, ESNext, Node16, NodeNext } = ts.ModuleKind;
const { Bundler, Node10 } = ts.ModuleResolutionKind;
const ways: [string, ts.CompilerOptions, string[]][] = [
  ['node16', { module: Node16 }, ['mts', 'cts']],
  ['nodenext', { module: NodeNext }, ['mts', 'cts']],
  ['bundler', { module: ESNext, moduleResolution: Bundler }, ['ts']],
  ['node10', { module: CommonJS, moduleResolution: Node10 }, ['ts']],
];
const cases = Object.keys(compilers).flatMap((version) => ways.map((way) => [version, ...way] as const));

describe.skipIf(missing !== '')(`the types of the packed package${missing}`, () => {
  test('the oldest TypeScript is 5.0', () => {
    expect(cellTypeScript.version).toMatch(/^5\.0\./);
  });

  test.each(cases)('TypeScript %s finds them whole by %s, without danfo', (version, _, options, endings) => {
    const names = endings.flatMap((ending) => [`main.${ending}`, `core.${ending}`]);
    for (const name of names) {
      const path = name.startsWith('main') ? 'weightspace' : 'weightspace/core';
      write(name, program(path));
      write(`wrong-${name}`, wrong(path));
    }
    const found = problemsOf(compilers[version]!, [...names, ...names.map((name) => `wrong-${name}`)], options);
    expect(found.filter((text) => !text.includes('wrong-'))).toEqual([]);
    // Each of the three mistakes is one from both entries.
    expect(found).toHaveLength(6 * endings.length);
  });

  test('where danfo is installed, a frame is one of danfo’s, in values and in types', () => {
    symlinkSync(join(root, 'node_modules/danfojs-node'), join(project, 'node_modules/danfojs-node'), 'junction');
    write(
      'danfo.mts',
      `import { enumerate, perceptron, randomPatterns, toFrame } from 'weightspace';
       const dos = await enumerate(perceptron(5), randomPatterns({ inputs: 5, patterns: 3, seed: 1 }));
       const frame = toFrame(dos);
       const name: string = frame.groupby(['energy']) === undefined ? '' : frame.constructor.name;
       console.log(name, frame.shape[1]);`,
    );
    const options = { module: NodeNext, skipLibCheck: true, noEmit: false };
    expect(problemsOf(ts, ['danfo.mts'], options)).toEqual([]);
    write(
      'wrong-danfo.mts',
      `import { toFrame } from 'weightspace'; toFrame({ energy: [0] }).groupby(['energy'], 0, 0, 0);`,
    );
    expect(problemsOf(ts, ['wrong-danfo.mts'], options)).toHaveLength(1);
    expect(run('danfo.mjs')).toBe('DataFrame 4\n');
  });
});
