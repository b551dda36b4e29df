import { idx } from '@hourglass/datasets/node';
import type { DataSource } from '../data-source.js';

const isIdxName = (name: string): boolean => /\.idx(\.gz)?$|[.-]idx\d+-\w+(\.gz)?$/.test(name);

/** Two zeros, and the code of a type. */
const hasIdxType = ([first, second, type = 0]: Uint8Array): boolean => first === 0 && second === 0 && type >= 8 && type <= 14;

export const idxSource: DataSource = {
  name: 'idx',
  options: { labels: (path) => path },
  matches: (place) => {
    if (place.kind === 'files') return place.paths.some(isIdxName);
    return place.kind === 'file' && (isIdxName(place.address) || hasIdxType(place.head));
  },
  open: async ({ address }, options) => ({ whole: await idx(address, options) }),
};
