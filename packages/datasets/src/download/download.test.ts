import { InvalidDataError } from '@hourglass/core';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, type Download, type DownloadProgress, type RemoteFile } from './download.js';

const content = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256);
const file: RemoteFile = {
  name: 'digits.gz',
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};

let server: Server;
let base: string;
let cache: string;
/** What was asked for, the range behind the path. */
let asked: string[];

const changed = content.with(500, 0);
const firstByte = ({ headers }: IncomingMessage): number => Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);

/** Sends the bytes from the first asked for up to another. */
function part(request: IncomingMessage, response: ServerResponse, { end = content.length, bytes = content } = {}): void {
  const start = firstByte(request);
  const head = { 'content-length': content.length - start };
  if (start === 0) response.writeHead(200, head);
  else response.writeHead(206, { ...head, 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` });
  if (end === content.length) response.end(bytes.subarray(start));
  else response.write(bytes.subarray(start, end), () => setTimeout(() => response.destroy(), 20));
}

const answers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  good: (response, request) => { part(request, response); },
  plain: (response) => response.end(content), // knows no ranges
  missing: (response) => response.writeHead(404).end('no such file'),
  changed: (response, request) => { part(request, response, { bytes: changed }); },
  short: (response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' }).end(content.subarray(0, 70_000));
  },
  told: (response) => response.writeHead(200, { 'content-length': 70_000 }).end(content.subarray(0, 70_000)),
  broken: (response, request) => { part(request, response, { end: Math.max(firstByte(request), 70_000) }); },
  lame: (response, request) => { part(request, response, { end: Math.min(firstByte(request) + 30_000, content.length) }); },
  crumbs: (response, request) => { part(request, response, { end: firstByte(request) + 10 }); },
  stalled: (response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 40_000));
  },
  silent: () => undefined,
  page: (response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Sign in</h1>'),
  packed: (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(content),
  elsewhere: (response, request) => {
    const start = firstByte(request);
    if (start === 0) response.end(content);
    else response.writeHead(206, { 'content-range': `bytes 0-99/${content.length}` }).end(content.subarray(0, 100));
  },
  shrunk: (response, request) => {
    if (firstByte(request) === 0) response.end(content);
    else response.writeHead(416).end();
  },
  moved: (response) => response.writeHead(302, { location: '/good/digits.gz' }).end(),
  circle: (response) => response.writeHead(302, { location: '/circle/digits.gz' }).end(),
  leaving: (response) => response.writeHead(302, { location: 'https://127.0.0.1:1/digits.gz' }).end(),
  local: (response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
  endless: (response) => {
    const send = (): void => {
      if (!response.destroyed) response.write(content, () => setImmediate(send));
    };
    send();
  },
};

beforeEach(async () => {
  asked = [];
  cache = join(await mkdtemp(join(tmpdir(), 'hourglass-')), 'kept', 'here');
  server = createServer((request, response) => {
    asked.push(`${request.url!}${request.headers.range ? ` ${request.headers.range}` : ''}`);
    answers[request.url!.split('/')[1]!]!(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(join(cache, '..', '..'), { recursive: true, force: true });
});

/** Servers that send nothing are given up soon where a test waits for that, and there alone. */
const at = (...mirrors: string[]): Download => ({
  cache,
  ...(mirrors.some((mirror) => ['silent', 'stalled'].includes(mirror)) && { stall: 300 }),
  mirrors: mirrors.map((mirror) => `${base}/${mirror}`),
});
const from = (...mirrors: string[]): Promise<string> => download(file, at(...mirrors));
const kept = (): Promise<string[]> => readdir(cache).catch(() => []);

/** The mirrors that were asked, and the first byte where it was not that of the file. */
const requests = (): string[] => asked.map((line) => line.slice(1).replace('/digits.gz', '').replace('bytes=', ''));

async function leave(bytes: Uint8Array, name = `${file.name}.part`): Promise<void> {
  await mkdir(cache, { recursive: true });
  await writeFile(join(cache, name), bytes);
}

async function expectWhole(path: Promise<string>): Promise<void> {
  expect(Buffer.compare(await readFile(await path), content)).toBe(0);
  expect(await path).toBe(join(cache, file.name));
  expect(await kept()).toEqual([file.name]);
}

describe('download(file, { cache, mirrors })', () => {
  it('puts the file into the cache, and asks no mirror the next time', async () => {
    await expectWhole(from('good'));
    await expectWhole(from('good'));
    expect(requests()).toEqual(['good']);
  });

  it('takes a mirror with a slash at its end, and another path at the mirror than in the cache', async () => {
    await from('good/');
    await download({ ...file, name: 'below/other.gz', at: 'files/17' }, at('good'));
    expect(asked).toEqual(['/good/digits.gz', '/good/files/17']);
    expect(Buffer.compare(await readFile(join(cache, 'below', 'other.gz')), content)).toBe(0);
  });

  it('goes on to the next mirror until one has the file', async () => {
    await expectWhole(from('missing', 'changed', 'good', 'short'));
    expect(requests()).toEqual(['missing', 'changed', 'good']);
  });

  it('says how far it is', async () => {
    const told: DownloadProgress[] = [];
    await download(file, { ...at('good'), onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ name: file.name, received: content.length, size: content.length });
    expect(told.map(({ received }) => received)).toEqual(told.map(({ received }) => received).toSorted((a, b) => a - b));
  });

  it.each([
    ['missing', 'expected the file, received status 404'],
    ['changed', `expected SHA-256 ${file.sha256}, received`],
    ['told', 'expected 100000 bytes, received content-length 70000'],
    ['endless', 'expected 100000 bytes, received more'],
    ['page', 'expected the file, received a page (text/html)'],
    ['packed', 'expected the file as it is, received it packed (gzip)'],
    ['circle', 'was sent elsewhere more than 5 times'],
    ['leaving', 'expected to stay with http://, was sent to https://127.0.0.1:1/digits.gz'],
    ['local', 'expected to stay with http://, was sent to file:///etc/hostname'],
    ['silent', 'expected bytes, received none for 0.3 s'],
  ])('refuses a mirror that is %s, names its address, and keeps nothing', async (mirror, reason) => {
    const failure = from(mirror);
    await expect(failure).rejects.toThrow(InvalidDataError);
    await expect(failure).rejects.toThrow(`${base}/${mirror}/digits.gz: `);
    await expect(failure).rejects.toThrow(reason);
    expect(await kept()).toEqual([]);
  });

  it.each([
    ['short', 70_000, 'expected 100000 bytes, received 70000'],
    ['broken', 70_000, 'UND_ERR_SOCKET'],
    ['stalled', 40_000, 'expected bytes, received none for 0.3 s'],
  ])('keeps what came of a mirror that is %s, and goes on there later', async (mirror, bytes, reason) => {
    await expect(from(mirror)).rejects.toThrow(reason);
    expect(await kept()).toEqual([`${file.name}.part`]);
    asked = [];
    await expectWhole(from('good'));
    expect(requests()).toEqual([`good ${bytes}-`]);
  });

  it('goes on at the same mirror as long as more comes, and then at the next', async () => {
    await expectWhole(from('lame'));
    expect(requests()).toEqual(['lame', 'lame 30000-', 'lame 60000-', 'lame 90000-']);
    await rm(cache, { recursive: true });
    asked = [];
    await expectWhole(from('crumbs', 'good'));
    expect(requests()).toEqual(['crumbs', 'crumbs 10-', 'crumbs 20-', 'crumbs 30-', 'crumbs 40-', 'good 50-']);
  });

  it('follows a redirect with the range', async () => {
    await leave(content.subarray(0, 600));
    await expectWhole(from('moved'));
    expect(requests()).toEqual(['moved 600-', 'good 600-']);
  });

  it.each(['plain', 'elsewhere', 'shrunk'])('begins again where a mirror is %s', async (mirror) => {
    await leave(content.subarray(0, 600));
    await expectWhole(from(mirror));
  });

  it('begins again where what was left is of another file', async () => {
    await leave(changed.subarray(0, 600));
    await expectWhole(from('good'));
    expect(requests()).toEqual(['good 600-', 'good']);
  });

  it('checks what was left whole before it asks', async () => {
    await leave(content);
    await expectWhole(from('good'));
    expect(requests()).toEqual([]);
  });

  it('goes on with what a process left that is gone, not with what another one writes', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    await leave(content.subarray(0, 500), `${file.name}.${hostname()}-${process.pid}-01234567.part`);
    await leave(content.subarray(0, 600), `${file.name}.${hostname()}-${gone}-01234567.part`);
    await from('good');
    expect(requests()).toEqual(['good 600-']);
    expect(await kept()).toEqual([file.name, `${file.name}.${hostname()}-${process.pid}-01234567.part`]);
  });

  it('names every address and what to do where no mirror answers', async () => {
    const failure = download(file, { cache, mirrors: ['http://127.0.0.1:1/a', 'http://127.0.0.1:1/b'] });
    await expect(failure).rejects.toThrow(InvalidDataError);
    for (const said of ['/a/digits.gz: ', '/b/digits.gz: ', cache, 'give that folder']) await expect(failure).rejects.toThrow(said);
  });

  it('names the folder that HOURGLASS_DATA points to where it is not there either', async () => {
    const failure = download(file, { cache, mirrors: ['http://127.0.0.1:1/a'], absent: '/nowhere/mnist' });
    await expect(failure).rejects.toThrow('/nowhere/mnist not found (by HOURGLASS_DATA)');
  });

  it('downloads a damaged file of the cache again', async () => {
    await leave(changed, file.name);
    await expectWhole(from('good'));
  });

  it('keeps one whole file where several ask at once', async () => {
    await Promise.all([from('good'), from('lame'), from('good')]);
    expect(await kept()).toEqual([file.name]);
  });

  it('says so where the cache cannot be written', async () => {
    await mkdir(join(cache, '..'), { recursive: true });
    await writeFile(cache, 'a file where the folder should be');
    await expect(from('good')).rejects.toThrow(/cannot be written .* Choose another cache folder/);
  });
});
