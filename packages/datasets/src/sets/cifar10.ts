import { checkOptions, InvalidDataError, type Dataset } from '@hourglass/core';
import { basename } from 'node:path';
import * as v from 'valibot';
import { records } from '../binary/records.js';
import { naming } from '../byte-source.js';
import type { FileEntry } from '../file-set.js';
import { folderFiles } from '../node/folder-files.js';
import { unpacked } from '../zip/unpacked.js';
import { joined } from './joined.js';
import { setEntries, setFolder, type PublicSet, type SetOptions } from './set-folder.js';

export interface Cifar10Options extends SetOptions {
  /** 50,000 images to train on or 10,000 to test on. Default `train`. */
  readonly split?: 'train' | 'test';
}

const schema = v.strictObject({ ...setEntries, split: v.optional(v.picklist(['train', 'test']), 'train') });

const set: PublicSet = {
  name: 'cifar10',
  mirrors: ['https://www.cs.toronto.edu/~kriz/'],
  unpack: /^(data_batch_\d|test_batch)\.bin$/,
  files: () => [
    {
      name: 'cifar-10-binary.tar.gz',
      size: 170052171,
      sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
    },
  ],
};

const labelNames = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
/** Of the set itself and of smaller ones of the same form. */
const fileNames = { train: /^data_batch_\w+\.bin$/, test: /^test_batch\w*\.bin$/ };
const trainNames = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

/** A label and an image. */
const recordBytes = 1 + 3 * 32 * 32;

/**
 * CIFAR-10 (Krizhevsky, 2009): small photographs of ten kinds of things, in its binary form.
 *
 * @param path of the folder that holds `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`, packed with gzip or not, each
 *   once; a smaller set has names of its own, such as `data_batch_small.bin`.
 *   Default: the folder `cifar10` in the one that `HOURGLASS_DATA` names, where there is one; otherwise the cache, filled by a
 *   download of 170 MB
 * @returns samples `[32, 32, 3]` in [0, 1], labelled 0 to 9 with their names
 * @throws InvalidDataError where a file is missing, there twice, damaged or cannot be downloaded
 */
export async function cifar10(path?: string, options: Cifar10Options = {}): Promise<Dataset> {
  const { split, ...download } = checkOptions('cifar10', schema, options);
  const folder = folderFiles(await setFolder(path, set, download));
  const files = (await folder.list()).filter(({ path: found }) => fileNames[split].test(nameOf(found)));
  if (files.length === 0) throw new InvalidDataError(`${folder.name}: expected ${split === 'train' ? 'data_batch_1.bin and the like' : 'test_batch.bin'}, found none. Choose another folder.`);
  await naming(folder.name, () => { checkBatches(files); });
  const source = await joined(folder.name, files.map(unpacked), checkRecords);
  return records(source, { shape: [32, 32, 3], labelBytes: 1, order: 'planar', labelNames });
}

/** The name of a file without its folder, nor the suffix of what packed it. */
const nameOf = (path: string): string => basename(path, '.gz');

/** None there twice, and of those to train on all or none. */
function checkBatches(files: readonly FileEntry[]): void {
  const names = files.map(({ path }) => nameOf(path));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    const paths = files.flatMap(({ path }) => (nameOf(path) === twice ? [path] : []));
    throw new InvalidDataError(`expected ${twice} once, found ${paths.join(' and ')}. Leave one of them in the folder.`);
  }
  const missing = trainNames.filter((name) => !names.includes(name));
  if (missing.length > 0 && missing.length < trainNames.length)
    throw new InvalidDataError(
      `expected data_batch_1.bin to data_batch_5.bin, found no ${missing.join(' and no ')}. Get it too, or name a smaller set otherwise, such as data_batch_small.bin.`,
    );
}

function checkRecords(size: number): void {
  if (size === 0 || size % recordBytes !== 0)
    throw new InvalidDataError(`Expected records of ${recordBytes} bytes, received ${size} bytes. The file is no batch of CIFAR-10, or damaged; get it again.`);
}
