import { checkOptions, InvalidDataError, InvalidOptionError, sameShape, type Dataset } from '@hourglass/core';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import type { RemoteFile } from '../download/download.js';
import { fromIdx } from '../idx/from-idx.js';
import type { IdxArray } from '../idx/idx-array.js';
import { naming } from '../byte-source.js';
import { readIdx } from '../idx/read-idx.js';
import { file } from '../node/file.js';
import { unreadable } from '../node/unreadable.js';
import { setEntries, setFolder, type SetOptions } from './set-folder.js';

export interface IdxSetOptions extends SetOptions {
  /** 60,000 images to train on or 10,000 to test on; not for a path that is one file. Default `train`. */
  readonly split?: 'train' | 'test';
}

const schema = v.strictObject({ ...setEntries, split: v.optional(v.picklist(['train', 'test']), 'train') });

/** A set in MNIST's four files. */
export interface IdxSet {
  /** The function that reads it, for errors. */
  readonly reader: string;
  /** Its folder in HOURGLASS_DATA and in the cache. */
  readonly name: string;
  readonly labelNames: readonly string[];
  readonly files: Readonly<Record<'train' | 'test', { readonly images: RemoteFile; readonly labels: RemoteFile }>>;
  readonly mirrors: readonly string[];
}

/** Reads one part of a set, from a folder, or from one file of images with its labels beside it. */
export async function idxSet(set: IdxSet, path: string | undefined, options: IdxSetOptions): Promise<Dataset> {
  const { split, ...download } = checkOptions(set.reader, schema, options);
  if (path !== undefined && (await isFile(path))) {
    if (options.split !== undefined)
      throw new InvalidOptionError('split', `${set.reader}: ${path} is one file: leave split out, or give the folder.`);
    return open(path, { images: path, labels: await labelsBeside(path) }, set.labelNames);
  }
  const { images, labels } = set.files[split];
  const folder = await setFolder(path, { ...set, files: () => [images, labels] }, download);
  const files = { images: await find(folder, namesOf(images)), labels: await find(folder, namesOf(labels)) };
  return open(`${folder}, ${split}`, files, set.labelNames);
}

async function open(name: string, files: { readonly images: string; readonly labels: string }, labelNames: readonly string[]): Promise<Dataset> {
  const [samples, labels] = await Promise.all([readIdx(file(files.images)), readIdx(file(files.labels))]);
  return naming(name, () => toDataset(samples, labels, labelNames));
}

function toDataset(samples: IdxArray, labels: IdxArray, labelNames: readonly string[]): Dataset {
  if (!(samples.data instanceof Uint8Array) || !sameShape(samples.shape.slice(1), [28, 28]))
    throw new InvalidDataError(
      `Expected images of 28 × 28 bytes, received shape [${samples.shape.join(', ')}]. Other sets are read from the IDX file itself.`,
    );
  const large = labels.data.find((label) => label > 9);
  if (large !== undefined)
    throw new InvalidDataError(`Expected labels from 0 to 9, received ${large}. Other sets are read from the IDX file itself.`);
  return fromIdx(samples, { labels, labelNames });
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  return found.isFile();
}

/** What a file is called when it lies in a folder: unpacked or packed, with a dash or with a dot. */
function namesOf({ name }: RemoteFile): string[] {
  const plain = name.replace('.gz', '');
  return [plain, plain.replace('-idx', '.idx')].flatMap((known) => [known, `${known}.gz`]);
}

async function find(folder: string, names: readonly string[]): Promise<string> {
  const there = await readdir(folder).catch((cause: unknown) => {
    throw unreadable(folder, cause);
  });
  const found = names.find((name) => there.includes(name));
  if (found) return join(folder, found);
  throw new InvalidDataError(
    `${folder}: expected ${names.join(' or ')}, found neither. Put the file there, or choose another folder.`,
  );
}

/** The file of the labels: `images` is `labels` in its name, and `idx3` is `idx1`; packed or not. */
async function labelsBeside(images: string): Promise<string> {
  const name = basename(images);
  if (!name.includes('images'))
    throw new InvalidDataError(
      `${images}: expected a file of images such as train-images-idx3-ubyte, which tells the name of its labels. ` +
        'Rename it so.',
    );
  const labels = name.replace('images', 'labels').replace('idx3', 'idx1').replace(/\.gz$/, '');
  return find(dirname(images), name.endsWith('.gz') ? [`${labels}.gz`, labels] : [labels, `${labels}.gz`]);
}
