import { records, type RecordsOptions } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { axes, number, numbers, text, words } from '../../readers.js';
import type { DataSource } from '../data-source.js';

export const recordsSource: DataSource = {
  name: 'records',
  options: { shape: axes, dtype: text, header: number, labelBytes: number, labelNames: words, order: text, range: numbers },
  matches: (place) => place.kind === 'file' && ['bin', 'raw', 'dat'].includes(place.suffix),
  open: async ({ address }, options, range) => {
    const given = { ...(range && { range }), ...options } as unknown as RecordsOptions; // which checks them
    return { whole: await records(file(address), given) };
  },
};
