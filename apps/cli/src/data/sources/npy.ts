import { npy } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { numbers, path, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';

export const npySource: DataSource = {
  name: 'npy',
  options: { labels: path, range: numbers, missing: text },
  matches: (place) => place.kind === 'file' && place.suffix === 'npy',
  open: async ({ address }, options, range) => ({ whole: await npy(file(address), { ...(range && { range }), ...options }) }),
};
