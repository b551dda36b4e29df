import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from './hourglass.fixture.js';
import { writeWhole } from './write-whole.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('writeWhole(path, content)', () => {
  it('takes the place of the file before, in folders made for it, and leaves nothing else', async () => {
    const path = join(folder, 'a', 'b', 'report.json');
    await writeWhole(path, 'first');
    await writeWhole(path, Uint8Array.of(50));
    expect(await readFile(path, 'utf8')).toBe('2');
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['report.json']);
  });

  it('touches no other file of the folder, whatever its name', async () => {
    const path = join(folder, 'report.json');
    await writeFile(`${path}.tmp`, 'mine');
    await writeWhole(path, 'whole');
    expect(await readFile(`${path}.tmp`, 'utf8')).toBe('mine');
  });

  it('gives one whole file to writers at the same time', async () => {
    const path = join(folder, 'codes.npy');
    const contents = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(100_000));
    await Promise.all(contents.map((content) => writeWhole(path, content)));
    expect(contents).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['codes.npy']);
  });

  it('leaves no rubbish where it fails', async () => {
    const path = join(folder, 'taken');
    await mkdir(join(path, 'below'), { recursive: true });
    await expect(writeWhole(path, 'content')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
