import { series, unpacked, type SeriesOptions } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { flag, number, text, words } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import { overlap } from '../overlap.js';
import { isTableFile } from './csv.js';

/** A table whose rows follow each other in time: told by the option `window`. */
export const seriesSource: DataSource = {
  name: 'series',
  options: { window: number, step: number, columns: words, time: text, normalise: flag },
  matches: (place, given) => isTableFile(place) && given.includes('window'),
  open: async ({ address }, options) => ({
    whole: await series(unpacked(file(address)), options as unknown as SeriesOptions), // which checks them
    overlap: overlap(options.window, options.step ?? 1),
  }),
};
