import { InvalidDataError, type Dataset } from '@hourglass/core';
import { idx, type FileSet, type IdxOptions } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { numbers, path } from '../../readers.js';
import type { DataSource } from '../data-source.js';

const isIdxName = (name: string): boolean => /\.idx(\.gz)?$|[.-]idx\d+-\w+(\.gz)?$/.test(name);

/** Two zeros, and the code of a type. */
const hasIdxType = ([first, second, type = 0]: Uint8Array): boolean => first === 0 && second === 0 && type >= 8 && type <= 14;

export const idxSource: DataSource = {
  name: 'idx',
  options: { labels: path, range: numbers },
  matches: (place) => {
    if (place.kind === 'files') return place.paths.some(isIdxName);
    return place.kind === 'file' && (isIdxName(place.address) || hasIdxType(place.head));
  },
  open: async (place, options, range) => {
    const given = { ...(range && { range }), ...options };
    return { whole: await (place.kind === 'files' ? oneIdx(place.files, given) : idx(file(place.address), given)) };
  },
};

/** The one file of samples of a set, with its one file of labels, where there is one. */
async function oneIdx(files: FileSet, options: IdxOptions): Promise<Dataset> {
  const found = (await files.list()).filter(({ path: name }) => isIdxName(name));
  const labels = found.filter(({ path: name }) => name.includes('label'));
  const samples = found.filter((entry) => !labels.includes(entry));
  if (samples.length !== 1 || labels.length > 1)
    throw new InvalidDataError(
      `${files.name}: expected one IDX file of samples and at most one of labels, found ${found.map(({ path: name }) => name).join(', ')}. ` +
        'Give the path of the one to read.',
    );
  return idx(samples[0]!, { ...(labels[0] && { labels: labels[0] }), ...options });
}
