import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DataFile, dataFile, dataFiles, mirrors } from '#src/dataset/pictures/data-files.js';
import { download } from '#src/dataset/pictures/download.js';
import { dataFolder, locate, MissingFile } from '#src/dataset/pictures/locate.js';

const content = Buffer.alloc(300_000, 'weights and spaces ');
const file: DataFile = { collection: 'mnist', name: 'some.gz', size: content.length, sha256: sha256(content) };

let folder: string;
let servers: Server[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weightspace-'));
  servers = [];
  vi.stubEnv('WEIGHTSPACE_DATA', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers) server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A mirror on this machine, as an address. */
async function mirror(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/files/`;
}

const good: RequestListener = (_, response) => response.end(content);
const wrong: RequestListener = (_, response) => response.end(Buffer.alloc(content.length));
const forbidden: RequestListener = (_, response) => response.writeHead(403).end('no');
const endless: RequestListener = (_, response) => response.end(Buffer.concat([content, content]));
const short: RequestListener = (_, response) => response.end(content.subarray(0, 1000));
const broken: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-length': content.length });
  response.write(content.subarray(0, 1000), () => response.destroy());
};
const silent: RequestListener = () => {};

function put(root: string, bytes: Uint8Array): string {
  mkdirSync(join(root, 'mnist'), { recursive: true });
  const path = join(root, 'mnist', 'some.gz');
  writeFileSync(path, bytes);
  return path;
}

describe('on this machine', () => {
  test('WEIGHTSPACE_DATA comes before the data folder', async () => {
    const theirs = join(folder, 'theirs');
    vi.stubEnv('WEIGHTSPACE_DATA', theirs);
    const ours = put(join(folder, 'ours'), content);
    const options = { folder: join(folder, 'ours'), mirrors: [] };
    expect((await locate(file, options)).path).toBe(ours);
    const path = put(theirs, content);
    const found = await locate(file, options);
    expect(found).toEqual({ path, bytes: content });
  });

  test('a file with another checksum is an error, even where the next place has a good one', async () => {
    vi.stubEnv('WEIGHTSPACE_DATA', join(folder, 'theirs'));
    put(join(folder, 'ours'), content);
    const bad = put(join(folder, 'theirs'), content.subarray(1));
    const options = { folder: join(folder, 'ours'), mirrors: [await mirror(good)] };
    await expect(locate(file, options)).rejects.toThrow(
      `${bad} has SHA-256 ${sha256(content.subarray(1))}, expected ${file.sha256}; delete it and run \`npm run data\``,
    );
    await expect(locate(file, options)).rejects.not.toBeInstanceOf(MissingFile);
  });

  test('what is not a file is never read: a folder, a pipe, a device', async () => {
    const path = join(folder, 'mnist', 'some.gz');
    const refused = () =>
      expect(locate(file, { folder, mirrors: [] })).rejects.toThrow(
        `${path} is not a file; delete it and run \`npm run data\``,
      );
    mkdirSync(path, { recursive: true });
    await refused();
    rmSync(path, { recursive: true });
    execFileSync('mkfifo', [path]);
    await refused();
    rmSync(path);
    symlinkSync('/dev/zero', path);
    await refused();
  });

  test('what is larger than the file can be is never read', async () => {
    const path = put(folder, content);
    truncateSync(path, 1e12);
    await expect(locate(file, { folder, mirrors: [] })).rejects.toThrow(
      `${path} has 1000000000000 bytes, expected 300000; delete it and run \`npm run data\``,
    );
  });

  test('a WEIGHTSPACE_DATA that is no folder is said on the console, once, and the other places are looked at', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const path = put(join(folder, 'ours'), content);
    const options = { folder: join(folder, 'ours'), mirrors: [] };
    for (const wrong of [join(folder, 'nowhere'), path]) {
      vi.stubEnv('WEIGHTSPACE_DATA', wrong);
      expect((await locate(file, options)).path).toBe(path);
      await locate(file, options);
      expect(warn.mock.lastCall).toEqual([
        `WEIGHTSPACE_DATA is ${wrong}, which is not a folder; searching for data files elsewhere.`,
      ]);
    }
    expect(warn).toHaveBeenCalledTimes(2);
    warn.mockRestore();
  });

  test.each([
    [{ collection: '../..' }, /`collection` is \.\.\/\.\.; choose 'mnist' or 'fashion-mnist'/],
    [{ collection: 'constructor' }, /`collection` is constructor; choose/],
    [{ name: '../../secret' }, /`name` is \.\.\/\.\.\/secret; give the name of a file/],
    [{ name: '..' }, /`name` is \.\.; give/],
    [{ name: 'a\\b' }, /`name` is a\\b; give/],
    [{ name: 'a?b' }, /`name` is a\?b; give/],
    [{ name: undefined }, /`name` is undefined; give/],
    [{ size: -1 }, /`size` is -1; give the number of bytes/],
    [{ size: 1e300 }, /`size` is 1e\+300; give the number of bytes/],
    [{ sha256: 'no' }, /`sha256` is no; give 64 hexadecimal digits/],
  ])('%o does not become a path', async (wrong, sentence) => {
    await expect(locate({ ...file, ...wrong } as DataFile, { folder, mirrors: [] })).rejects.toThrow(sentence);
    await expect(locate(undefined as unknown as DataFile)).rejects.toThrow(/`collection` is undefined/);
  });

  test('an option that does not exist is an error', async () => {
    const wrong = (options: object) => locate(file, options);
    await expect(wrong({ mirror: [] })).rejects.toThrow('locate has no option `mirror`; did you mean `mirrors`?');
    await expect(wrong({ mirrors: 'https://a/' })).rejects.toThrow(/`mirrors` is https:\/\/a\/; give an array/);
  });

  test('the data folder lies beside package.json', () => {
    expect(existsSync(join(dataFolder(), '..', 'package.json'))).toBe(true);
    expect(dataFolder()).toBe(join(process.cwd(), 'data'));
  });
});

describe('from mirrors', () => {
  test('a good file is saved, reported as it grows, and found the next time', async () => {
    const events: { task: string; done: number; total: number }[] = [];
    let requested: string | undefined;
    const address = await mirror((request, response) => {
      requested = request.url;
      response.end(content);
    });
    const fetched = await locate(file, { folder, mirrors: [address], onProgress: (event) => events.push(event) });
    expect(fetched).toMatchObject({ path: join(folder, 'mnist', 'some.gz'), fetchedFrom: `${address}some.gz` });
    expect(requested).toBe('/files/some.gz');
    expect(readFileSync(fetched.path)).toEqual(content);
    expect(events.at(-1)).toEqual({ task: 'some.gz', done: content.length, total: content.length });
    expect(events.map(({ done }) => done)).toEqual(events.map(({ done }) => done).sort((a, b) => a - b));
    const { path, fetchedFrom } = await locate(file, { folder, mirrors: [] });
    expect({ path, fetchedFrom }).toEqual({ path: fetched.path, fetchedFrom: undefined });
    expect(readdirSync(join(folder, 'mnist'))).toEqual(['some.gz']);
  });

  test.each([
    ['a wrong checksum', wrong],
    ['403', forbidden],
    ['too many bytes', endless],
    ['too few bytes', short],
    ['a connection that breaks', broken],
  ])('%s: the next mirror is asked', async (_, bad) => {
    const addresses = [await mirror(bad), await mirror(good)];
    const { fetchedFrom, path } = await locate(file, { folder, mirrors: addresses });
    expect(fetchedFrom).toBe(`${addresses[1]}some.gz`);
    expect(sha256(readFileSync(path))).toBe(file.sha256);
  });

  test('all fail: one sentence says what each did, and nothing is left behind', async () => {
    const closed = await mirror(good);
    servers.pop()!.close();
    const addresses = [closed, ...(await Promise.all([wrong, forbidden, endless, short, broken].map(mirror)))];
    const failure = await locate(file, { folder, mirrors: addresses }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MissingFile);
    const { message } = failure as Error;
    for (const part of [
      'mnist/some.gz is not on this machine and could not be downloaded',
      `${addresses[0]} could not be reached (ECONNREFUSED)`,
      `${addresses[1]} sent a file with SHA-256`,
      `${addresses[2]} answered 403`,
      `${addresses[3]} sent more than the 300000 bytes`,
      `${addresses[4]} sent only 1000 of 300000 bytes`,
      `${addresses[5]} broke off`,
      'run `npm run data`',
    ]) {
      expect(message).toContain(part);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a mirror that does not answer is given up after 5 s', async () => {
    const start = Date.now();
    await expect(locate(file, { folder, mirrors: [await mirror(silent)] })).rejects.toThrow(/did not answer for 5 s/);
    expect(Date.now() - start).toBeLessThan(7_000);
  });

  test('a mirror that drips is given up, one that is only slow is not', async () => {
    const dripping =
      (bytes: number, every: number): RequestListener =>
      (_, response) => {
        response.writeHead(200, { 'content-length': content.length });
        let sent = 0;
        const timer = setInterval(() => {
          response.write(content.subarray(sent, sent + bytes));
          sent += bytes;
          if (sent >= content.length) response.end();
        }, every);
        response.once('close', () => clearInterval(timer));
      };
    const options = { size: content.length, leastPace: { bytes: 1000, milliseconds: 200 } };
    await expect(download(await mirror(dripping(1, 10)), options)).rejects.toThrow(/^sent only \d+ bytes in 0\.2 s$/);
    await expect(download(await mirror(dripping(20_000, 50)), options)).resolves.toHaveLength(content.length);
  });

  test('aborting stops at once, asks no other mirror and leaves nothing behind', async () => {
    const stop = new AbortController();
    let others = 0;
    const half = await mirror((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
    });
    const other = await mirror((_, response) => {
      others++;
      response.end(content);
    });
    const options = { folder, mirrors: [half, other], signal: stop.signal, onProgress: () => stop.abort() };
    await expect(locate(file, options)).rejects.toThrow(/aborted/);
    expect(others).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a folder that cannot be written gives a sentence', async () => {
    writeFileSync(join(folder, 'plain'), '');
    const options = { folder: join(folder, 'plain'), mirrors: [await mirror(good)] };
    await expect(locate(file, options)).rejects.toThrow(/some\.gz cannot be written \(.*\); .* choose another folder/);
  });

  test('no mirrors: a sentence', async () => {
    await expect(locate(file, { folder, mirrors: [] })).rejects.toThrow(/no mirror was given/);
  });
});

describe('the table of files', () => {
  test('has eight files, each with a checksum, and three homes for each collection', () => {
    expect(new Set(dataFiles.map(({ sha256 }) => sha256)).size).toBe(8);
    for (const { sha256, size } of dataFiles) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(size).toBeGreaterThan(4000);
    }
    for (const homes of Object.values(mirrors)) {
      expect(homes).toHaveLength(3);
      for (const home of homes) expect(home).toMatch(/^https?:\/\/.*\/$/);
    }
  });

  test('agrees with data/README.md', () => {
    const readme = readFileSync(join(dataFolder(), 'README.md'), 'utf8');
    for (const { sha256 } of dataFiles) expect(readme).toContain(sha256);
    for (const home of Object.values(mirrors).flat()) expect(readme).toContain(home);
  });

  test('a name that is not in it gives a sentence', () => {
    expect(() => dataFile('mnist', 'other.gz')).toThrow(/there is no file other\.gz in mnist/);
  });
});
