import { InvalidDataError } from '@hourglass/core';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, type RemoteFile } from './download.js';

const content = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256);
const file: RemoteFile = {
  name: 'digits.gz',
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};

let server: Server;
let base: string;
let cache: string;
let asked: string[];

const changed = (): Uint8Array => content.with(500, 0);
const answers: Record<string, (response: ServerResponse) => void> = {
  good: (response) => response.end(content),
  missing: (response) => response.writeHead(404).end('no such file'),
  changed: (response) => response.end(changed()),
  short: (response) => response.end(content.subarray(0, 70_000)),
  broken: (response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 70_000), () => response.destroy());
  },
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
    asked.push(request.url!);
    answers[request.url!.split('/')[1]!]!(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(join(cache, '..', '..'), { recursive: true, force: true });
});

const from = (...mirrors: string[]): Promise<Uint8Array> =>
  download(file, { cache, mirrors: mirrors.map((mirror) => `${base}/${mirror}`) });

const kept = (): Promise<string[]> => readdir(cache).catch(() => []);

describe('download(file, { cache, mirrors })', () => {
  it('gives the bytes, keeps them, and asks no mirror the next time', async () => {
    expect(Buffer.compare(await from('good'), content)).toBe(0);
    expect(Buffer.compare(await from('good'), content)).toBe(0);
    expect(asked).toEqual(['/good/digits.gz']);
    expect(await kept()).toEqual(['digits.gz']);
  });

  it('takes a mirror with a slash at its end', async () => {
    await from('good/');
    expect(asked).toEqual(['/good/digits.gz']);
  });

  it('goes on to the next mirror until one has the file', async () => {
    expect(Buffer.compare(await from('missing', 'changed', 'good', 'short'), content)).toBe(0);
    expect(asked).toEqual(['/missing/digits.gz', '/changed/digits.gz', '/good/digits.gz']);
  });

  it.each([
    ['missing', 'expected the file, received status 404'],
    ['changed', `expected SHA-256 ${file.sha256}, received`],
    ['short', 'expected 100000 bytes, received 70000'],
    ['broken', 'UND_ERR_SOCKET'],
    ['endless', 'expected 100000 bytes, received more'],
  ])('refuses a file that is %s, names its address, and keeps nothing', async (mirror, reason) => {
    const failure = from(mirror);
    await expect(failure).rejects.toThrow(InvalidDataError);
    await expect(failure).rejects.toThrow(`${base}/${mirror}/digits.gz: ${reason}`);
    expect(await kept()).toEqual([]);
  });

  it('names every address and what to do where no mirror answers', async () => {
    const mirrors = ['http://127.0.0.1:1/a', 'http://127.0.0.1:1/b'];
    const failure = download(file, { cache, mirrors });
    await expect(failure).rejects.toThrow(InvalidDataError);
    for (const part of ['/a/digits.gz: ', '/b/digits.gz: ', cache, 'give that folder'])
      await expect(failure).rejects.toThrow(part);
  });

  it('names the folder that HOURGLASS_DATA points to where it is not there either', async () => {
    const failure = download(file, { cache, mirrors: ['http://127.0.0.1:1/a'], absent: '/nowhere/mnist' });
    await expect(failure).rejects.toThrow('/nowhere/mnist not found (by HOURGLASS_DATA)');
  });

  it('downloads a damaged file of the cache again', async () => {
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, file.name), content.subarray(0, 10));
    expect(Buffer.compare(await from('good'), content)).toBe(0);
    expect(Buffer.compare(await readFile(join(cache, file.name)), content)).toBe(0);
  });

  it('keeps one whole file where several ask at once', async () => {
    await Promise.all([from('good'), from('good'), from('good')]);
    expect(await kept()).toEqual(['digits.gz']);
  });

  it('says so where the cache cannot be written', async () => {
    await mkdir(join(cache, '..'), { recursive: true });
    await writeFile(cache, 'a file where the folder should be');
    await expect(from('good')).rejects.toThrow(/cannot be written .* Choose another cache folder/);
  });
});
