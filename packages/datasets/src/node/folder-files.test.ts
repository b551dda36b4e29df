import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderFiles } from './folder-files.js';

const before = process.cwd();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-folder-'));
  await mkdir(join(folder, 'inside', 'cats'), { recursive: true });
  await writeFile(join(folder, 'inside', 'cats', '1.png'), '');
  await writeFile(join(folder, 'inside', 'a.csv'), '');
  process.chdir(join(folder, 'inside'));
});
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

describe('folderFiles(path)', () => {
  it.each(['.', './', 'cats/..', '../inside', '../inside/'])('gives paths from the folder on where it is called %s', async (path) => {
    expect((await folderFiles(path).list()).map((entry) => entry.path)).toEqual(['a.csv', 'cats/1.png']);
  });

  it('gives paths from the folder on where its path begins at the root', async () => {
    expect((await folderFiles(join(folder, 'inside')).list()).map((entry) => entry.path)).toEqual(['a.csv', 'cats/1.png']);
  });
});
