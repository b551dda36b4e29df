import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reading, type ByteSource } from '../byte-source.js';
import { fuzz } from '../fuzz/fuzz.js';
import { zip } from './zip.js';
import { allFiles, targets } from './zip.fuzz.js';
import { zipOf, type Packed, type ZipFixture } from './zip.fixture.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A text that deflate shortens to less than a tenth. */
const long = text('so long that it is read in several pieces. '.repeat(20_000));

describe('zip(source)', () => {
  it('lists and reads what fflate packs, in the order of paths, without folders and hidden files', async () => {
    const contents = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}(\/[a-zé ]{1,5})?$/), fc.uint8Array({ maxLength: 500 }), { maxKeys: 6, noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(contents, fc.constantFrom<0 | 6>(0, 6), async (files, level) => {
        const found = await allFiles(zipSync({ ...files, '.hidden/x': Uint8Array.of(1), 'folder/': new Uint8Array() }, { level }));
        expect([...found.keys()]).toEqual(Object.keys(files).toSorted());
        for (const [path, bytes] of found) expect([...bytes]).toEqual([...files[path]!]);
      }),
    );
  });

  it.each<[string, readonly Packed[], ZipFixture]>([
    ['stored', [{ path: 'a.txt', bytes: long }], {}],
    ['deflated', [{ path: 'a.txt', bytes: long, deflate: true }], {}],
    ['zip64', [{ path: 'a.txt', bytes: long, deflate: true }], { wide: true }],
    ['with a comment that holds an end record', [{ path: 'a.txt', bytes: long, deflate: true }], { comment: 'PK\x05\x06'.padEnd(30, 'x') }],
  ])('reads an archive that is %s', async (_, files, options) => {
    expect(await allFiles(await zipOf(files, options))).toEqual(new Map([['a.txt', long]]));
  });

  it('reads what Python packs', async () => {
    const found = await zip(readFileSync(new URL('../npy/fixtures/packed.npz', import.meta.url))).list();
    expect(found.map(({ path }) => path)).toEqual(['x_test.npy', 'x_train.npy', 'y_test.npy', 'y_train.npy']);
  });

  it('reads stored entries anywhere, and deflated ones in any order, some bytes at a time', async () => {
    const archive = await zipOf([{ path: 'a', bytes: long }, { path: 'b', bytes: long, deflate: true }]);
    for (const entry of await zip(archive).list())
      await reading(entry, async (bytes) => {
        expect(bytes).toMatchObject({ size: long.length, sequential: entry.path === 'b' });
        for (const start of [0, 10, long.length - 5, 3, 100_000]) {
          const into = new Uint8Array(20);
          const count = await bytes.read(start, into);
          expect(into.subarray(0, count)).toEqual(long.subarray(start, start + 20));
        }
      });
  });

  it('closes the archive as often as it opens it', async () => {
    const archive = await zipOf([{ path: 'a', bytes: long, deflate: true }, { path: 'b', bytes: long, crc: 1 }]);
    let opened = 0;
    const source: ByteSource = {
      name: 'counted.zip',
      open: async () => {
        opened++;
        const read = (start: number, into: Uint8Array) => (into.set(archive.subarray(start, start + into.length)), Promise.resolve(Math.min(into.length, archive.length - start)));
        return { size: archive.length, sequential: false, read, close: async () => { opened--; } };
      },
    };
    const [a, b] = await zip(source).list();
    await reading(a!, (bytes) => bytes.read(0, new Uint8Array(10)));
    await expect(b!.open()).rejects.toThrow('counted.zip/b: Expected bytes of another CRC-32');
    expect(opened).toBe(0);
  });

  it.each<[string, readonly Packed[], RegExp, ZipFixture?]>([
    ['a path that leads out of it', [{ path: 'a/../../b', bytes: long }], /names inside the archive, received "a\/\.\.\/\.\.\/b"/],
    ['an absolute path', [{ path: '/etc/passwd', bytes: long }], /names inside the archive/],
    ['a path of Windows', [{ path: 'C:\\x', bytes: long }], /names inside the archive, received "C:\/x"/],
    ['a path out of it with backslashes', [{ path: '..\\x', bytes: long }], /names inside the archive/],
    ['two entries of one name', [{ path: 'a', bytes: long }, { path: 'a', bytes: long }], /one entry of each name, received "a" again/],
    ['entries that overlap', [{ path: 'a', bytes: long }, { path: 'b', bytes: long, start: 10 }], /before byte 10, received/],
    ['more than deflate can pack', [{ path: 'a', bytes: long, deflate: true, size: 2 ** 32 - 2 }], /size that \d+ bytes can hold, received 4294967294/],
    ['sizes that no file has', [{ path: 'a', bytes: long, deflate: true, size: 2 ** 60 }], /size that \d+ bytes can hold/, { wide: true }],
    ['an encrypted entry', [{ path: 'a', bytes: long, flags: 1 }], /without a password, received a encrypted/],
  ])('refuses %s', async (_, files, message, options) => {
    const list = zip(await zipOf(files, options)).list();
    await expect(list).rejects.toThrow(InvalidDataError);
    await expect(list).rejects.toThrow(message);
  });

  it.each<[string, Packed, RegExp]>([
    ['a changed byte', { path: 'a', bytes: text('abc'), crc: 1 }, /\/a: Expected bytes of another CRC-32/],
    ['a changed byte, deflated', { path: 'a', bytes: long, deflate: true, crc: 1 }, /\/a: Expected bytes of another CRC-32/],
    ['fewer bytes than it says', { path: 'a', bytes: long, deflate: true, size: long.length + 1 }, /Expected 860001 bytes unpacked, received 860000/],
    ['more bytes than it says', { path: 'a', bytes: long, deflate: true, size: 5 }, /Expected 5 bytes unpacked, received more/],
    ['another way of packing', { path: 'a', bytes: long, deflate: true, method: 12 }, /stored or deflated, received method 12/],
    ['what does not unpack', { path: 'a', bytes: text('\xff\xff\xff\xff'), method: 8 }, /do not unpack/],
  ])('refuses an entry with %s, naming it', async (_, file, message) => {
    await expect(allFiles(await zipOf([file]))).rejects.toThrow(message);
  });

  it('leaves the other entries readable', async () => {
    const archive = zip(await zipOf([{ path: 'a', bytes: long, crc: 1 }, { path: 'b', bytes: long }]));
    const [a, b] = await archive.list();
    await expect(a!.open()).rejects.toThrow(InvalidDataError);
    expect(await reading(b!, async ({ size }) => size)).toBe(long.length);
  });

  it('refuses more than the limit before it unpacks anything', async () => {
    const archive = await zipOf([{ path: 'a', bytes: long, deflate: true }, { path: 'b', bytes: long, deflate: true }]);
    await expect(zip(archive, { limit: 2 * long.length - 1 }).list()).rejects.toThrow(`Expected at most ${2 * long.length - 1} bytes unpacked, received ${2 * long.length}`);
    expect(await zip(archive, { limit: 2 * long.length }).list()).toHaveLength(2);
    expect(() => zip(archive, { limit: 0 })).toThrow(InvalidOptionError);
  });
});

it.each(targets)('$name: damaged files are refused or read as they are', async (target) => {
  expect((await fuzz(target, { seed: 1, cases: 3000 })).failures).toEqual([]);
});
