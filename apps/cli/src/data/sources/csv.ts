import { csv, unpacked } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { flag, number, numbers, text, words } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import type { Place } from '../place.js';

/** What tables of any form take. */
export const tableReaders = { columns: words, label: text, categorical: words, maxCategories: number, missing: text, range: numbers };

export const isTableFile = (place: Place): boolean => place.kind === 'file' && ['csv', 'tsv', 'tab'].includes(place.suffix);

export const csvSource: DataSource = {
  name: 'csv',
  options: { ...tableReaders, delimiter: text, header: flag, ragged: text, encoding: text },
  matches: isTableFile,
  open: async ({ address }, options, range) => ({ whole: await csv(unpacked(file(address)), { ...(range && { range }), ...options }) }),
};
