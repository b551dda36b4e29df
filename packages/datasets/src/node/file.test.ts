import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reading } from '../byte-source.js';
import { file } from './file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('fills arrays of 2 GiB, more than the system reads at once', async () => {
  const path = join(folder, 'short');
  await writeFile(path, Uint8Array.of(1, 2, 3));
  const into = new Uint8Array(2 ** 31); // takes no memory where nothing is written
  expect(await reading(file(path), (bytes) => bytes.read(1, into))).toBe(2);
  expect([...into.subarray(0, 3)]).toEqual([2, 3, 0]);
});
