import type { Dataset } from '@hourglass/core';
import { wav, type FileSet, type Source, type WavOptions } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { number, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import { openPairs } from '../open-pairs.js';
import { overlap } from '../overlap.js';
import type { Place } from '../place.js';

const isWavName = (path: string): boolean => /\.wav$/i.test(path);

export const wavSource: DataSource = {
  name: 'wav',
  options: { window: number, step: number, sampleRate: number, channels: text, labels: text, skip: text, clean: text },
  matches: (place) => (place.kind === 'files' ? place.paths.some(isWavName) : place.kind === 'file' && isWavName(place.address)),
  open: async (found, { clean, ...options }) => {
    const place = found as Exclude<Place, { kind: 'name' }>; // which matches sees to
    const given = { window: 1024, ...options } as WavOptions; // which wav checks
    const open = (source: FileSet | Source): Promise<Dataset> => wav(source, given);
    const lengths = async (one: Source): Promise<number[]> => [(await wav(one, { ...given, window: 1, step: 1 })).info.size!];
    const whole = clean === undefined
      ? await open(place.kind === 'files' ? place.files : file(place.address))
      : await openPairs(place, clean as string, { isName: isWavName, open, lengths });
    return { whole, overlap: overlap(given.window, given.step ?? given.window) };
  },
};
