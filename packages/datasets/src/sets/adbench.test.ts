import { InvalidDataError } from '@hourglass/core';
import { zipSync } from 'fflate';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeNpy } from '../npy/write-npy.js';
import { adbench } from './adbench.js';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hourglass-'));
  await mkdir(join(root, 'Classical'));
  const put = (name: string, labels: number[]): Promise<void> => {
    const samples = { data: Float32Array.from({ length: 2 * labels.length }, (_, i) => i), shape: [labels.length, 2] };
    const files = { 'X.npy': writeNpy(samples), 'y.npy': writeNpy({ data: Int32Array.from(labels), shape: [labels.length] }) };
    return writeFile(join(root, 'Classical', name), zipSync(files));
  };
  await put('7_heart.npz', [0, 1, 0]);
  await put('38_sweetheart.npz', [1, 1, 0, 0]);
});
afterAll(() => rm(root, { recursive: true }));

describe('adbench(name, path)', () => {
  it.each(['heart', '7_heart'])('reads the set %s, labelled', async (name) => {
    const data = await adbench(name, root);
    expect(data.info).toMatchObject({ inputShape: [2], size: 3, range: [0, 5], labelNames: ['normal', 'anomalous'] });
    for await (const { clean, label } of data.batches({ batchSize: 3 })) {
      expect([...clean.data]).toEqual([0, 1, 2, 3, 4, 5]);
      expect([...label!.data]).toEqual([0, 1, 0]);
    }
  });

  it('names the sets that it knows, and the file that is missing', async () => {
    vi.stubEnv('HOURGLASS_DATA', '');
    await expect(adbench('heart', undefined, { cache: join(root, 'cache') })).rejects.toThrow(/expected one of 2_annthyroid, .*, received heart/);
    vi.unstubAllEnvs();
    await expect(adbench('lungs', root)).rejects.toThrow(InvalidDataError);
    await expect(adbench('lungs', root)).rejects.toThrow('expected one file of the set lungs, found none');
  });
});
