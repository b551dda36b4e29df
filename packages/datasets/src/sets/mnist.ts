import { checkOptions, InvalidDataError, InvalidOptionError, sameShape, type Dataset } from '@hourglass/core';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import { digitNames } from '../made/digit-names.js';
import { download, type RemoteFile } from '../download/download.js';
import { fromIdx } from '../from-idx.js';
import type { IdxArray } from '../idx-array.js';
import { naming, readIdxFile, unreadable } from '../read-idx-file.js';

export interface MnistOptions {
  /** 60,000 digits to train on or 10,000 to test on; not for a path that is one file. Default `train`. */
  readonly split?: 'train' | 'test';
  /** The folder that downloads are kept in. Default `$XDG_CACHE_HOME/hourglass/mnist`, or `~/.cache/hourglass/mnist`. */
  readonly cache?: string;
  /** Addresses of folders that hold the four files, tried in this order. Default: two public ones. */
  readonly mirrors?: readonly string[];
}

const address = v.pipe(v.string(), v.url('Expected addresses'));

const schema = v.strictObject({
  split: v.optional(v.picklist(['train', 'test']), 'train'),
  cache: v.optional(v.string()),
  mirrors: v.optional(v.pipe(v.array(address), v.minLength(1, 'Expected at least one')), [
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
  ]),
});

const files: Readonly<Record<'train' | 'test', { readonly images: RemoteFile; readonly labels: RemoteFile }>> = {
  train: {
    images: {
      name: 'train-images-idx3-ubyte.gz',
      size: 9912422,
      sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    },
    labels: {
      name: 'train-labels-idx1-ubyte.gz',
      size: 28881,
      sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    },
  },
  test: {
    images: {
      name: 't10k-images-idx3-ubyte.gz',
      size: 1648877,
      sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte.gz',
      size: 4542,
      sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    },
  },
};

/**
 * MNIST (LeCun, Cortes and Burges): handwritten digits, or any set in its four files, such as Fashion-MNIST.
 *
 * @param path of the folder that holds the files, packed with gzip or not, or of one file of images, such as
 *   `train-images-idx3-ubyte.gz`, with its labels beside it. Default: the folder `mnist` in the one that the environment
 *   variable `HOURGLASS_DATA` names, where there is one; otherwise the cache, filled by a download of 11.6 MB
 * @returns samples `[28, 28, 1]` in [0, 1], labelled 0 to 9, held as bytes
 * @throws InvalidDataError where a file is missing, damaged or cannot be downloaded
 */
export async function mnist(path?: string, options: MnistOptions = {}): Promise<Dataset> {
  const { split, mirrors, cache = defaultCache() } = checkOptions('mnist', schema, options);
  const { images, labels } = files[split];
  const at = path ?? providedFolder();
  if (at === undefined)
    return open(
      `MNIST in ${cache}, ${split}`,
      [images, labels].map((file) => download(file, { cache, mirrors, absent: namedFolder() }).then(readIdxFile)),
    );
  if (!(await isFile(at)))
    return open(
      `MNIST in ${at}, ${split}`,
      [images, labels].map((file) => find(at, namesOf(file)).then(readIdxFile)),
    );
  if (options.split !== undefined)
    throw new InvalidOptionError('split', `mnist: ${at} is one file: leave split out, or give the folder.`);
  return open(`MNIST in ${at}`, [readIdxFile(at), labelsBeside(at).then(readIdxFile)]);
}

async function open(name: string, arrays: readonly Promise<IdxArray>[]): Promise<Dataset> {
  const [samples, labels] = await Promise.all(arrays);
  return naming(name, () => toDataset(samples!, labels!));
}

function toDataset(samples: IdxArray, labels: IdxArray): Dataset {
  if (!(samples.data instanceof Uint8Array) || !sameShape(samples.shape.slice(1), [28, 28]))
    throw new InvalidDataError(
      `Expected images of 28 × 28 bytes, received shape [${samples.shape.join(', ')}]. Other sets are read from the IDX file itself.`,
    );
  const large = labels.data.find((label) => label > 9);
  if (large !== undefined)
    throw new InvalidDataError(`Expected labels from 0 to 9, received ${large}. Other sets are read from the IDX file itself.`);
  return fromIdx(samples, { labels, labelNames: digitNames });
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

function providedFolder(): string | undefined {
  const folder = namedFolder();
  return folder && existsSync(folder) ? folder : undefined;
}

/** The folder that HOURGLASS_DATA points to, whether it is there or not. */
function namedFolder(): string | undefined {
  const provided = process.env['HOURGLASS_DATA'];
  return provided ? join(provided, 'mnist') : undefined;
}

function defaultCache(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'hourglass', 'mnist');
}
