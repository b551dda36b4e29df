import { mnist } from '@hourglass/datasets/node';
import type { DataSource } from '../data-source.js';

export const mnistSource: DataSource = {
  name: 'mnist',
  names: ['mnist'],
  options: {},
  matches: (place) =>
    place.address === 'mnist' || (place.kind === 'files' && place.paths.some((path) => path.startsWith('t10k-'))),
  open: async ({ kind, address }) => {
    const path = kind === 'name' ? undefined : address;
    return { train: await mnist(path, { split: 'train' }), test: await mnist(path, { split: 'test' }) };
  },
};
