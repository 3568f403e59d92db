import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { randomStream } from '#src/base/seed.js';
import { CALLABLE, folder, GOOD_CALLS, type GoodCall } from './hostile-calls.js';

/** What a cell may hand over by mistake, and what nobody would. */
const HOSTILE: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => Infinity,
  () => -Infinity,
  () => -1,
  () => 0,
  () => 0.5,
  () => 1e300,
  () => Number.MAX_SAFE_INTEGER,
  () => '',
  () => '7',
  () => 'nonsense',
  () => true,
  () => 7n,
  () => Symbol('hostile'),
  () => [],
  () => [Number.NaN],
  () => ['7', null],
  () => ({}),
  () => Object.create(null),
  () => new Float64Array(3),
  () => new Date(0),
  () => Promise.resolve(1),
  () => () => 1,
];

/** What an entry of an array may be in its place. */
const BAD_ENTRIES = [undefined, null, Number.NaN, Infinity, 1e300, '7', {}, [], 0.5];

/** Sentences of JavaScript and Node themselves: somebody wrote the wrong thing, and was not told what. */
const RAW =
  /Cannot (read|convert|mix|set|use|destructure|assign|access|create)|is not a function|is not iterable|is not defined|not a constructor|Invalid (typed )?array length|Invalid array buffer|Maximum call stack|reduce of empty|must be an instance of|must be of type|argument must be|before initialization|allocation failed|Invalid time|circular structure|could not be cloned|cannot be converted|toFixed|toPrecision|is out of range\.|\[object |must be called on/i;

interface Mutation {
  readonly what: string;
  readonly args: readonly unknown[];
  /** True where it must not be taken: a value of another type, an unknown name. */
  readonly refuse: boolean;
  /** What the sentence must name. */
  readonly names?: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** A copy of the arguments with another value at a path. */
function replaced(args: readonly unknown[], path: readonly string[], value: unknown): unknown[] {
  const put = (holder: unknown, [key, ...rest]: readonly string[]): unknown => {
    const copy = Array.isArray(holder)
      ? [...holder]
      : Object.assign(Object.create(Object.getPrototypeOf(holder)), holder);
    copy[key!] = rest.length === 0 ? value : put(copy[key!], rest);
    return copy;
  };
  return put(args, path) as unknown[];
}

function at(args: readonly unknown[], path: readonly string[]): unknown {
  return path.reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], args);
}

/** The paths of all arguments and, two steps down, of what they hold. */
function pathsOf(args: readonly unknown[]): string[][] {
  const below = (value: unknown, path: string[]): string[][] => [
    path,
    ...(isRecord(value) && path.length < 3 && !(value instanceof AbortSignal)
      ? Object.keys(value).flatMap((key) => below(value[key], [...path, key]))
      : []),
  ];
  return args.flatMap((value, k) => below(value, [String(k)]));
}

/** True where one type stands in for another: no such value is as good. */
function isOfAnotherType(good: unknown, bad: unknown): boolean {
  if (bad === undefined) return false;
  if (typeof good === 'number') return typeof bad !== 'number';
  if (typeof good === 'string') return typeof bad !== 'string' && typeof bad !== 'number';
  if (typeof good === 'boolean') return typeof bad !== 'boolean';
  if (typeof good === 'function') return typeof bad !== 'function';
  return bad === null || (typeof bad !== 'object' && typeof bad !== 'function');
}

function told(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (isRecord(value)) return Object.prototype.toString.call(value);
  if (Array.isArray(value)) return `[${value.map(told)}]`;
  return ArrayBuffer.isView(value) ? value.constructor.name : String(value);
}

function* mutations(name: string, good: GoodCall): Generator<Mutation> {
  const { options, loose = [], fixed = [] } = good;
  const count = good.args().length;
  for (const path of pathsOf(good.args())) {
    const place = path.join('.');
    if (fixed.includes(place)) continue;
    const isOption = path.length === 2 && path[0] === String(options);
    const isSeed = path.at(-1) === 'seed';
    for (const make of HOSTILE) {
      const value = make();
      const typed = (path.length === 1 || isOption) && !loose.includes(place);
      const refuse = typed && isOfAnotherType(at(good.args(), path), value) && !(isSeed && typeof value === 'string');
      yield { what: `${place} = ${told(value)}`, args: replaced(good.args(), path, value), refuse };
    }
    yield* listMutations(good, path);
  }
  for (let length = 0; length < count; length++) {
    yield { what: `${length} arguments`, args: good.args().slice(0, length), refuse: false };
  }
  for (const make of HOSTILE.slice(0, 12)) {
    yield { what: `then ${told(make())}`, args: [...good.args(), make()], refuse: false };
  }
  if (options !== undefined) yield* misspellings(name, good, options);
}

/** Lists that are too long, too short, or hold what they should not. */
function* listMutations(good: GoodCall, path: readonly string[]): Generator<Mutation> {
  const place = path.join('.');
  const list = at(good.args(), path);
  const isTyped = ArrayBuffer.isView(list) && 'length' in list;
  if (!Array.isArray(list) && !isTyped) return;
  const entries = Array.from(list as ArrayLike<unknown>);
  const remake = (values: unknown[]): unknown =>
    isTyped ? new (list.constructor as Float64ArrayConstructor)(values as number[]) : values;
  for (const values of [entries.slice(1), [...entries, ...entries.slice(0, 1)]]) {
    yield { what: `${place} of ${values.length}`, args: replaced(good.args(), path, remake(values)), refuse: false };
  }
  if (isTyped || entries.length === 0) return;
  for (const entry of BAD_ENTRIES) {
    const values = entries.with(entries.length - 1, entry);
    yield { what: `${place} ends in ${told(entry)}`, args: replaced(good.args(), path, values), refuse: false };
  }
}

/** Each option under names that are slips of the pen, and one that nobody knows. */
function* misspellings(name: string, good: GoodCall, place: number): Generator<Mutation> {
  const stream = randomStream('hostile', name);
  const known = Object.keys(good.args()[place] as object);
  for (const option of [...known, ...known, ...known]) {
    const slip = misspelt(option, stream);
    if (slip === option || slip === '' || known.includes(slip)) continue;
    const { [option]: value, ...rest } = good.args()[place] as Record<string, unknown>;
    const args = replaced(good.args(), [String(place)], { ...rest, [slip]: value });
    yield { what: `${option} as ${slip}`, args, refuse: true, names: slip };
  }
  const args = replaced(good.args(), [String(place), 'temprature'], 1);
  yield { what: 'an unknown option', args, refuse: true, names: 'temprature' };
}

function misspelt(word: string, stream: ReturnType<typeof randomStream>): string {
  const k = stream.integer(word.length);
  const letter = 'abcdefghijklmnopqrstuvwxyz'[stream.integer(26)]!;
  const [before, here, after] = [word.slice(0, k), word[k]!, word.slice(k + 1)];
  const edits = [
    before + after,
    before + here + here + after,
    before + letter + after,
    before + letter + here + after,
    before + (after[0] ?? '') + here + after.slice(1),
    word[0]!.toUpperCase() + word.slice(1),
  ];
  return edits[stream.integer(edits.length)]!;
}

/** Where a result holds NaN. */
function* nanIn(value: unknown, path = '', seen = new Set<unknown>()): Generator<string> {
  if (typeof value === 'number' && Number.isNaN(value)) yield path;
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value.constructor?.name === 'DataFrame') return;
  if (ArrayBuffer.isView(value)) {
    if ('some' in value && (value as Float64Array).some(Number.isNaN)) yield path;
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* nanIn(inner, `${path}.${key}`, seen);
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Milliseconds of computing that an answer may take: another process may have the core meanwhile. */
const SYNCHRONOUS = 1000;
const ASYNCHRONOUS = 6000;

async function outcomeOf(call: (...args: never[]) => unknown, args: readonly unknown[]): Promise<[Outcome, boolean]> {
  const before = process.cpuUsage();
  let promised: unknown;
  try {
    promised = call(...(args as never[]));
  } catch (error) {
    return [{ error }, isSlow(before)];
  }
  if (!(promised instanceof Promise)) return [{ value: promised }, isSlow(before)];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<[Outcome, boolean]>((resolve) => {
    timer = setTimeout(() => resolve([{ value: undefined }, true]), ASYNCHRONOUS);
  });
  const settled = promised.then(
    (value): [Outcome, boolean] => [{ value }, false],
    (error): [Outcome, boolean] => [{ error }, false],
  );
  const outcome = await Promise.race([settled, late]);
  clearTimeout(timer);
  return outcome;
}

function isSlow(before: NodeJS.CpuUsage): boolean {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 > SYNCHRONOUS;
}

/**
 * What is wrong with the answer to a hostile call; `undefined` for nothing. What the caller wrote into a provenance, or into
 * data that a result carries along, stays there.
 */
function fault(outcome: Outcome, slow: boolean, mutation: Mutation, nan: RegExp | undefined): string | undefined {
  if (slow) return 'took too long';
  if ('value' in outcome) {
    if (mutation.refuse) return 'was taken silently';
    const [place] = [...nanIn(outcome.value)].filter((path) => !nan?.test(path) && !/\.(provenance|data)\./.test(path));
    return place === undefined ? undefined : `gave NaN at '${place}'`;
  }
  const { error } = outcome;
  if (!(error instanceof Error)) return `threw ${told(error)}`;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return undefined;
  if (RAW.test(error.message) || error.message.length < 20) return `said: ${error.message}`;
  if (mutation.names !== undefined && !error.message.includes(mutation.names)) {
    return `did not name ${mutation.names}: ${error.message}`;
  }
  return undefined;
}

let calls = 0;
const faults: Record<string, number> = {};
const home = process.cwd();
let elsewhere: string;

beforeAll(() => {
  // Hostile paths are relative ones: what is written under them goes with the folder.
  elsewhere = mkdtempSync(join(tmpdir(), 'weightspace-hostile-'));
  process.chdir(elsewhere);
  vi.stubEnv('WEIGHTSPACE_DATA', undefined);
  vi.stubEnv('WEIGHTSPACE_WORKERS', '1');
  vi.stubEnv('CHROMIUM', join(elsewhere, 'chromium'));
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('there is no network here')));
  for (const method of ['log', 'warn', 'error', 'table'] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
});

afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  process.chdir(home);
  rmSync(elsewhere, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  console.log(`${calls} hostile calls`, faults);
});

type Call = (...args: never[]) => unknown;

const FUNCTIONS = new Map(
  Object.entries(CALLABLE).filter((entry): entry is [string, Call] => typeof entry[1] === 'function'),
);

test('every exported function has a good call', () => {
  expect([...FUNCTIONS.keys()].filter((name) => !(name in GOOD_CALLS))).toEqual([]);
});

describe('a sentence or a right answer, within a second, never NaN', () => {
  test.each(Object.entries(GOOD_CALLS))('%s', async (name, good) => {
    const call = good.call ?? FUNCTIONS.get(name)!;
    const [first] = await outcomeOf(call, good.args());
    expect('error' in first ? String(first.error) : '').toEqual(good.refused ? expect.stringMatching(/./) : '');
    const found: string[] = [];
    for (const mutation of mutations(name, good)) {
      calls++;
      const [outcome, slow] = await outcomeOf(call, mutation.args);
      const wrong = fault(outcome, slow, mutation, good.nan);
      if (wrong === undefined) continue;
      const kind = wrong.replace(/ at .*|:.*/s, '').replace(/^(did not name|threw).*/, '$1');
      faults[kind] = (faults[kind] ?? 0) + 1;
      found.push(`${mutation.what} ${wrong}`);
    }
    expect(found.join('\n')).toBe('');
  });
});
