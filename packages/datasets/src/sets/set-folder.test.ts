import { InvalidDataError, InvalidOptionError, type Dataset } from '@hourglass/core';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DownloadProgress } from '../download/download.js';
import { adbench } from './adbench.js';
import { cifar10 } from './cifar10.js';
import { creditCardFraud } from './credit-card-fraud.js';
import { fashionMnist } from './fashion-mnist.js';
import { freeSpokenDigits } from './free-spoken-digits.js';
import { nab } from './nab.js';
import { setFolder, type PublicSet, type SetOptions } from './set-folder.js';

const bytes = Buffer.from('what the file holds');
const remote = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };

let root: string;
let server: Server;
let set: PublicSet;
const at = (...names: string[]): string => join(root, ...names);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hourglass-'));
  await mkdir(at('data', 'tiny'), { recursive: true });
  server = createServer((request, response) => {
    if (request.url!.startsWith('/good/')) response.end(bytes);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  set = { name: 'tiny', mirrors: [`${base}/good`], files: () => [{ name: 'a.bin', ...remote }, { name: 'b/c.bin', ...remote }] };
});
afterAll(async () => {
  await rm(root, { recursive: true });
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});
beforeEach(() => {
  vi.stubEnv('HOURGLASS_DATA', '');
  vi.stubEnv('XDG_CACHE_HOME', at('cache'));
});
afterEach(() => vi.unstubAllEnvs());

describe('setFolder(path, set, options)', () => {
  it('is the folder given, else that of the name in HOURGLASS_DATA', async () => {
    vi.stubEnv('HOURGLASS_DATA', at('data'));
    expect(await setFolder('mine', set, {})).toBe('mine');
    expect(await setFolder(undefined, set, {})).toBe(at('data', 'tiny'));
  });

  it('is else the cache, filled from the mirrors', async () => {
    const told: DownloadProgress[] = [];
    const folder = await setFolder(undefined, set, { onProgress: (progress) => told.push(progress) });
    expect(folder).toBe(at('cache', 'hourglass', 'tiny'));
    for (const name of ['a.bin', 'b/c.bin']) {
      expect(await readFile(join(folder, name))).toEqual(bytes);
      expect(told).toContainEqual({ name, received: bytes.length, size: bytes.length });
    }
    expect(await setFolder(undefined, { ...set, mirrors: ['http://127.0.0.1:1'] }, {})).toBe(folder);
  });

  it('takes another cache and other mirrors', async () => {
    expect(await setFolder(undefined, set, { cache: at('own') })).toBe(at('own'));
    await expect(setFolder(undefined, set, { cache: at('bad'), mirrors: [set.mirrors[0]!.replace('good', 'bad')] })).rejects.toThrow('received status 404');
  });

  it('holds what was unpacked of an archive, once', async () => {
    await mkdir(at('packing'));
    await writeFile(at('packing', 'one.wav'), 'one');
    await writeFile(at('packing', 'notes.txt'), 'two');
    execFileSync('tar', ['--format=ustar', '-czf', at('set.tar.gz'), '-C', at('packing'), '.']);
    const archive = await readFile(at('set.tar.gz'));
    const file = { name: 'set.tar.gz', size: archive.length, sha256: createHash('sha256').update(archive).digest('hex') };
    const packed: PublicSet = { ...set, files: () => [file], unpack: /\.wav$/ };
    await mkdir(at('packed'));
    await writeFile(at('packed', file.name), archive); // as if downloaded
    const folder = await setFolder(undefined, packed, { cache: at('packed') });
    expect(await readdir(folder)).toEqual(['one.wav']);
    await rm(at('packed', file.name));
    expect(await setFolder(undefined, packed, { cache: at('packed') })).toBe(folder);
  });

  it('names the folder of HOURGLASS_DATA that is not there', async () => {
    vi.stubEnv('HOURGLASS_DATA', at('elsewhere'));
    const failure = setFolder(undefined, { ...set, mirrors: ['http://127.0.0.1:1'] }, { cache: at('none') });
    await expect(failure).rejects.toThrow(InvalidDataError);
    await expect(failure).rejects.toThrow(`${at('elsewhere', 'tiny')} not found (by HOURGLASS_DATA)`);
  });
});

/** No server and an empty cache. */
const unreachable = (): SetOptions => ({ mirrors: ['http://127.0.0.1:1/set'], cache: at('empty') });

describe('the public sets', () => {
  const sets: readonly (readonly [string, (options?: SetOptions) => Promise<Dataset>, string])[] = [
    ['fashionMnist', (options) => fashionMnist(undefined, options), 'http://127.0.0.1:1/set/train-images-idx3-ubyte.gz'],
    ['cifar10', (options) => cifar10(undefined, options), 'http://127.0.0.1:1/set/cifar-10-binary.tar.gz'],
    ['freeSpokenDigits', (options) => freeSpokenDigits(undefined, options), 'http://127.0.0.1:1/set/v1.0.9.tar.gz'],
    ['nab', (options) => nab('nyc_taxi', undefined, options), 'http://127.0.0.1:1/set/data/realKnownCause/nyc_taxi.csv'],
    ['adbench', (options) => adbench('Ionosphere', undefined, options), 'http://127.0.0.1:1/set/Classical/18_Ionosphere.npz'],
    ['creditCardFraud', (options) => creditCardFraud(undefined, options), 'http://127.0.0.1:1/set/phpKo8OWT'],
  ];

  it.each(sets)('%s asks its mirrors where it is nowhere else', async (_, open, address) => {
    await expect(open(unreachable())).rejects.toThrow(address);
  });

  it.each(sets)('%s refuses options that it does not know', async (name, open) => {
    const failure = open({ folder: '.' } as SetOptions);
    await expect(failure).rejects.toThrow(InvalidOptionError);
    await expect(failure).rejects.toThrow(`${name} has no option "folder"`);
  });
});

describe('creditCardFraud(path)', () => {
  it('takes the class as the label and the rest as it is', async () => {
    const columns = ['Time', ...Array.from({ length: 28 }, (_, i) => `V${i + 1}`), 'Amount'];
    const row = (label: number): string => [...columns.map((_, i) => i - 3.5 * label), `"${label}"`].join(',');
    await mkdir(at('fraud'), { recursive: true });
    await writeFile(at('fraud', 'creditcard.csv'), [[...columns, 'Class'].map((name) => `"${name}"`).join(), row(0), row(1), row(0)].join('\n'));
    const data = await creditCardFraud(at('fraud'));
    expect(data.info).toMatchObject({ inputShape: [30], size: 3, range: [-3.5, 29], labelNames: ['genuine', 'fraud'] });
    for await (const { clean, label } of data.batches({ batchSize: 3 })) {
      expect([...label!.data]).toEqual([0, 1, 0]);
      expect([...clean.data.subarray(0, 30)]).toEqual(columns.map((_, i) => i));
    }
  });
});
