import { parquet } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { number } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import { tableReaders } from './csv.js';

export const parquetSource: DataSource = {
  name: 'parquet',
  options: { ...tableReaders, limit: number },
  matches: (place) => place.kind === 'file' && (place.suffix === 'parquet' || place.head.toString('latin1', 0, 4) === 'PAR1'),
  open: async ({ address }, options, range) => ({ whole: await parquet(file(address), { ...(range && { range }), ...options }) }),
};
