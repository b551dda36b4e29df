import { csv, unpacked } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { flag, number, numbers, text, words } from '../../readers.js';
import type { DataSource } from '../data-source.js';

/** What tables of any form take. */
export const tableReaders = { columns: words, label: text, categorical: words, maxCategories: number, missing: text, range: numbers };

export const csvSource: DataSource = {
  name: 'csv',
  options: { ...tableReaders, delimiter: text, header: flag, ragged: text, encoding: text },
  matches: (place) => place.kind === 'file' && ['csv', 'tsv', 'tab'].includes(place.suffix),
  open: async ({ address }, options, range) => ({ whole: await csv(unpacked(file(address)), { ...(range && { range }), ...options }) }),
};
