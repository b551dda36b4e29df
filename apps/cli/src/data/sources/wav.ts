import { wav, type WavOptions } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { number, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import { overlap } from '../overlap.js';

const isWavName = (path: string): boolean => /\.wav$/i.test(path);

export const wavSource: DataSource = {
  name: 'wav',
  options: { window: number, step: number, sampleRate: number, channels: text, labels: text, skip: text },
  matches: (place) => (place.kind === 'files' ? place.paths.some(isWavName) : place.kind === 'file' && isWavName(place.address)),
  open: async (place, options) => {
    const given = { window: 1024, ...options } as WavOptions; // which wav checks
    return { whole: await wav(place.kind === 'files' ? place.files : file(place.address), given), overlap: overlap(given.window, given.step ?? given.window) };
  },
};
