import { checkOptions, InvalidDataError, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, type Source } from '../byte-source.js';
import type { FileEntry } from '../file-set.js';
import { zip } from '../zip/zip.js';
import { npy, npyEntries, type NpyOptions } from './npy.js';

export interface NpzOptions extends Omit<NpyOptions, 'labels'> {
  /** The name of the array of samples. Default: the only one, or the first there is of those that files commonly have. */
  readonly samples?: string;
  /** The name of the array of labels. Default: where `samples` is not given, the one that goes with it, such as `y` with `X`. */
  readonly labels?: string;
}

const schema = v.strictObject({ ...npyEntries, samples: v.optional(v.string()), labels: v.optional(v.string()) });

/** What samples and their labels are commonly called. */
const commonNames = [
  ['X', 'y'],
  ['x', 'y'],
  ['x_train', 'y_train'],
  ['X_train', 'y_train'],
  ['train_images', 'train_labels'],
  ['images', 'labels'],
  ['data', 'labels'],
  ['data', 'target'],
  ['arr_0', 'arr_1'],
] as const;

/**
 * The samples of one array of an NPZ file, as `npy` reads them: packed or not, zip64 or not.
 *
 * @throws InvalidDataError where there is no such array, the archive is damaged, and as `npy`
 */
export async function npz(source: Source, options: NpzOptions = {}): Promise<Dataset> {
  const { samples, labels, labelNames, range, missing } = checkOptions('npz', schema, options);
  const { name } = byteSource(source);
  const arrays = new Map((await zip(source).list()).map((entry) => [entry.path.replace(/\.npy$/, ''), entry]));
  const found = samples === undefined ? guess(arrays) : { samples, labels: undefined };
  const pick = (array: string): FileEntry => {
    const entry = arrays.get(array);
    if (entry) return entry;
    throw new InvalidDataError(`${name}: Expected an array ${array}, found ${[...arrays.keys()].join(', ') || 'none'}. Give the name of one of them.`);
  };
  const labelled = labels ?? found.labels;
  return npy(pick(found.samples), {
    ...(labelled !== undefined && { labels: pick(labelled) }),
    ...(labelNames && { labelNames }),
    ...(range && { range }),
    ...(missing && { missing }),
  });
}

function guess(arrays: ReadonlyMap<string, unknown>): { samples: string; labels?: string | undefined } {
  const [only] = arrays.keys();
  if (arrays.size === 1) return { samples: only! };
  const [samples = 'samples'] = commonNames.find(([name]) => arrays.has(name)) ?? [];
  return { samples, labels: commonNames.find(([name, beside]) => name === samples && arrays.has(beside))?.[1] };
}
