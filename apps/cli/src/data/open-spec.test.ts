import { writeIdx } from '@hourglass/datasets';
import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, writeSquares } from '../hourglass.fixture.js';
import { openSpec } from './open-spec.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

describe('openSpec(text)', () => {
  it('takes options behind a question mark', async () => {
    expect(await openSpec('glyphs?size=16')).toMatchObject({ train: { info: { inputShape: [16, 16, 1] } } });
  });

  it('takes a path with a question mark in it, where one follows', async () => {
    const path = join(folder, 'what?.idx');
    await writeSquares(path);
    expect(await openSpec(`${path}?`)).toMatchObject({ whole: { info: { size: 60 } } });
  });

  it('tells the form by the first bytes where the name does not, also of what is packed', async () => {
    const path = join(folder, 'nameless');
    await writeFile(path, await writeIdx({ data: Uint8Array.of(0, 1, 2, 3), shape: [2, 2] }, { gzip: true }));
    expect(await openSpec(path)).toMatchObject({ whole: { info: { size: 2, inputShape: [2] } } });
  });

  it('tells how far windows share values with those after them', async () => {
    const path = join(folder, 'series.csv');
    await writeFile(path, `value\n${Array.from({ length: 60 }, (_, i) => i % 7).join('\n')}\n`);
    expect(await openSpec(`${path}?window=10`)).toMatchObject({ overlap: 9 });
    expect(await openSpec(`${path}?window=10&step=4`)).toMatchObject({ overlap: 2 });
    expect(await openSpec(`${path}?window=10&step=10`)).toMatchObject({ overlap: 0 });
  });

  it('refuses an option that the source has not, and tells which it has', async () => {
    const opening = openSpec('glyphs?sise=16');
    await expect(opening).rejects.toThrow(InvalidOptionError);
    await expect(opening).rejects.toThrow('glyphs has no option "sise"; it takes seed, size.');
  });

  it('names the spec before what a reader has against a value', async () => {
    await expect(openSpec('glyphs?size=large')).rejects.toThrow('--data glyphs?size=large: glyphs: size: expected number, received "large".');
  });

  it('says what it saw where nothing is known', async () => {
    const path = join(folder, 'program');
    await writeFile(path, Buffer.of(0x7f, 0x45, 0x4c, 0x46));
    await expect(openSpec(path)).rejects.toThrow(InvalidDataError);
    await expect(openSpec(path)).rejects.toThrow(`${path}: expected data in a form that is known, received a file that begins with 7f 45 4c 46`);
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await expect(openSpec(empty)).rejects.toThrow('received a folder with nothing in it');
    await writeFile(join(empty, 'a.doc'), '');
    await rename(empty, `${empty}-no-more`);
    await expect(openSpec(`${empty}-no-more`)).rejects.toThrow('received a folder with a.doc');
  });
});
