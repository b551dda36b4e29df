import { unpacked, wordVectors } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import type { DataSource } from '../data-source.js';

/** A word and many numbers, or the two numbers that say how many words and numbers follow. */
const firstLine = /^(\S+( -?\d[\d.e+-]*){5,}|\d+ \d+)\s*(\n|$)/;

export const wordVectorsSource: DataSource = {
  name: 'word vectors',
  options: {},
  matches: (place) =>
    place.kind === 'file' && (['json', 'js', 'vec'].includes(place.suffix) || (place.suffix === 'txt' && firstLine.test(place.head.toString('utf8')))),
  open: async ({ address }) => ({ whole: await wordVectors(unpacked(file(address))) }),
};
