import { glyphs, type GlyphsOptions } from '@hourglass/datasets';
import { number } from '../../readers.js';
import type { DataSource } from '../data-source.js';

export const glyphsSource: DataSource = {
  name: 'glyphs',
  names: ['glyphs'],
  options: { size: number, seed: number },
  matches: ({ address }) => address === 'glyphs',
  open: (_, options) =>
    Promise.resolve({
      train: glyphs({ ...(options as GlyphsOptions), split: 'train' }),
      test: glyphs({ ...(options as GlyphsOptions), split: 'test' }),
    }),
};
