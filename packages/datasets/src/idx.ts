import { checkOptions, InvalidDataError, type Dataset, type Range } from '@hourglass/core';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { fromIdx } from './from-idx.js';
import { naming, readIdxFile, unreadable } from './read-idx-file.js';

export interface IdxOptions {
  /** The IDX file of the labels. Default: in a folder, its one file with `label` in its name; otherwise none. */
  readonly labels?: string;
  /** As for `fromIdx`: what bytes are scaled to (default [0, 1]), or what other values lie in (default: as found). */
  readonly range?: Range;
}

const schema = v.strictObject({
  labels: v.optional(v.string()),
  range: v.optional(v.tuple([v.number(), v.number()])),
});

/**
 * The samples of an IDX file, packed with gzip or not.
 *
 * @param path the file, or a folder that holds one file of samples and at most one of labels
 * @throws InvalidDataError that names the file which is missing, damaged, or does not fit the other
 */
export async function idx(path: string, options: IdxOptions = {}): Promise<Dataset> {
  const { range, ...given } = checkOptions('idx', schema, options);
  const found = await filesAt(path);
  const labelsPath = given.labels ?? found.labels;
  const [samples, labels] = await Promise.all([readIdxFile(found.samples), labelsPath && readIdxFile(labelsPath)]);
  const where = [found.samples, labelsPath].filter(Boolean).join(' with ');
  return naming(where, () => fromIdx(samples, { ...(labels && { labels }), ...(range && { range }) }));
}

interface IdxFiles {
  readonly samples: string;
  readonly labels?: string | undefined;
}

async function filesAt(path: string): Promise<IdxFiles> {
  try {
    if (!(await stat(path)).isDirectory()) return { samples: path };
    return inFolder(path, await readdir(path));
  } catch (cause) {
    throw InvalidDataError.isInstance(cause) ? cause : unreadable(path, cause);
  }
}

function inFolder(folder: string, names: readonly string[]): IdxFiles {
  const files = names.filter((name) => /\.idx$|[.-]idx\d+-\w+$|\.gz$/.test(name)).toSorted();
  const labels = files.filter((name) => name.includes('label'));
  const samples = files.filter((name) => !labels.includes(name));
  if (samples.length !== 1 || labels.length > 1)
    throw new InvalidDataError(
      `${folder}: expected one IDX file of samples (.idx, -idx3-ubyte, or either with .gz) and at most one of labels, ` +
        `found ${files.join(', ') || 'none'}. Give the path of the one file to read.`,
    );
  return { samples: join(folder, samples[0]!), labels: labels[0] && join(folder, labels[0]) };
}
