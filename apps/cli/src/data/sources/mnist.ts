import { mnist } from '@hourglass/datasets/node';
import type { DataSource } from '../data-source.js';

export const mnistSource: DataSource = {
  name: 'mnist',
  names: ['mnist'],
  options: {},
  matches: (place) =>
    place.address === 'mnist' || (place.kind === 'folder' && place.names.some((name) => name.startsWith('t10k-'))),
  open: async (address) => {
    const path = address === 'mnist' ? undefined : address;
    return { train: await mnist(path, { split: 'train' }), test: await mnist(path, { split: 'test' }) };
  },
};
