import { npySamples } from '../../npy-samples.js';
import type { DataSource } from '../data-source.js';

export const npySource: DataSource = {
  name: 'npy',
  options: {},
  matches: (place) => place.kind === 'file' && place.suffix === 'npy',
  open: async (address, _, range) => ({ whole: await npySamples(address, range) }),
};
