import { blobs, dictionary, fonts, glyphs, ring, sines, swissRoll, tones } from '@hourglass/datasets';
import type { Dataset } from '@hourglass/core';
import { number, words } from '../../readers.js';
import type { DataSource } from '../data-source.js';

/** Samples that are made on the spot, in two parts. */
function made(name: string, make: (options: never) => Dataset, options: DataSource['options']): DataSource {
  return {
    name,
    names: [name],
    options: { seed: number, ...options },
    matches: (place) => place.kind === 'name' && place.address === name,
    open: (_, given) => {
      const part = (split: 'train' | 'test'): Dataset => make({ ...given, split } as never); // which checks them
      return Promise.resolve({ train: part('train'), test: part('test') });
    },
  };
}

export const madeSources: readonly DataSource[] = [
  made('glyphs', glyphs, { size: number }),
  made('fonts', fonts, { size: number }),
  made('blobs', blobs, { classes: number, dimensions: number, stddev: number }),
  made('ring', ring, { noise: number }),
  made('swiss-roll', swissRoll, { noise: number }),
  made('dictionary', dictionary, { directions: number, dimensions: number, active: number, noise: number }),
  made('sines', sines, { length: number, anomalies: number, kinds: words, noise: number }),
  made('tones', tones, { length: number, sampleRate: number, snr: number }),
];
