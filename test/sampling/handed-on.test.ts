import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const room = fileURLToPath(new URL('../../src/sampling', import.meta.url));

/** The files that a run of `wangLandau` goes through, from its options to its count. */
const STAGES =
  /^(wang-landau|plan|one-over-t|learning|discovery|weights|windows|replicas|production|paper-protocol)\.ts$/;

/** The options of `wangLandau`, and what the problem knows. */
const HANDED_ON = new Set([
  ...['seed', 'protocol', 'walkers', 'moves', 'learningMoves', 'windows', 'symmetry', 'mostMoves', 'until', 'burnIn'],
  ...['workers', 'signal', 'onProgress', 'checkpoint', 'checkpointSeconds', 'onCheckpointFailure'],
  ...['levels', 'stride', 'rows', 'mirrored'],
]);

/** What the calls in a file hand on, by name: an argument, or a field of an object that is one. */
function handedOn(path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) for (const argument of node.arguments) found.push(...namesOf(argument));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  return found.filter((name) => HANDED_ON.has(name));
}

function namesOf(argument: ts.Expression): string[] {
  if (ts.isIdentifier(argument)) return [argument.text];
  if (ts.isPropertyAccessExpression(argument)) return [argument.name.text];
  if (!ts.isObjectLiteralExpression(argument)) return [];
  return argument.properties.map((property) => property.name?.getText() ?? '');
}

test('what the options and the problem say is asked of them, and seldom handed on from stage to stage', () => {
  const files = readdirSync(room).filter((name) => STAGES.test(name));
  expect(files).toHaveLength(10);
  const count = files.reduce((sum, name) => sum + handedOn(join(room, name)).length, 0);
  // Counted in the same way, the stages handed on 65 before a task knew its run, its problem and its seed.
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(32);
});
