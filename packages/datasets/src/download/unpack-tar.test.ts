import { InvalidDataError } from '@hourglass/core';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackTar } from './unpack-tar.js';

const large = Buffer.from(Uint8Array.from({ length: 300_001 }, (_, i) => (i * i) % 251));
let root: string;
let archive: string;
const at = (...names: string[]): string => join(root, ...names);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hourglass-'));
  await mkdir(at('set-1.0', 'recordings'), { recursive: true });
  await writeFile(at('set-1.0', 'README.md'), 'read me');
  await writeFile(at('set-1.0', 'recordings', 'large.wav'), large);
  await writeFile(at('set-1.0', 'recordings', 'empty.wav'), '');
  await writeFile(at('set-1.0', 'recordings', 'small.wav'), 'small');
  archive = at('set.tar.gz');
  execFileSync('tar', ['--format=ustar', '-czf', archive, '-C', root, 'set-1.0']);
});
afterAll(() => rm(root, { recursive: true }));

const parts = async (): Promise<string[]> => (await readdir(root)).filter((name) => name.endsWith('.part'));

async function damage(name: string, change: (tar: Buffer) => Uint8Array): Promise<string> {
  await writeFile(at(name), gzipSync(change(gunzipSync(await readFile(archive)))));
  return at(name);
}

describe('unpackTar(archive, folder, wanted)', () => {
  it('puts the files wanted into one folder', async () => {
    await unpackTar(archive, at('unpacked'), /\.wav$/);
    expect((await readdir(at('unpacked'))).toSorted()).toEqual(['empty.wav', 'large.wav', 'small.wav']);
    expect(await readFile(at('unpacked', 'large.wav'))).toEqual(large);
    expect(await readFile(at('unpacked', 'small.wav'), 'utf8')).toBe('small');
    expect(await parts()).toEqual([]);
  });

  it('leaves one whole folder where several unpack at once', async () => {
    await Promise.all([1, 2, 3].map(() => unpackTar(archive, at('together'), /\.wav$/)));
    expect(await readdir(at('together'))).toHaveLength(3);
    expect(await parts()).toEqual([]);
  });

  it.each<[what: string, make: () => Promise<string>, message: string]>([
    ['cut short', () => damage('short.gz', (tar) => tar.subarray(0, 200_000)), 'it ends too early'],
    ['changed in a header', () => damage('header.gz', (tar) => Buffer.concat([Buffer.from('x'), tar.subarray(1)])), 'a header is damaged'],
    ['no gzip', async () => at('set-1.0', 'README.md'), 'incorrect header check'],
  ])('refuses an archive that is %s, and leaves nothing', async (_, make, message) => {
    const failure = unpackTar(await make(), at('none'), /\.wav$/);
    await expect(failure).rejects.toThrow(InvalidDataError);
    await expect(failure).rejects.toThrow(message);
    expect((await readdir(root)).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('refuses an archive without the files wanted', async () => {
    await expect(unpackTar(archive, at('none'), /\.bin$/)).rejects.toThrow('none of the files in it is of the set');
  });
});
