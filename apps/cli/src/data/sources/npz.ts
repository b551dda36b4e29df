import { npz } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { numbers, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';

export const npzSource: DataSource = {
  name: 'npz',
  options: { samples: text, labels: text, range: numbers, missing: text },
  matches: (place) => place.kind === 'file' && place.suffix === 'npz',
  open: async ({ address }, options, range) => ({ whole: await npz(file(address), { ...(range && { range }), ...options }) }),
};
