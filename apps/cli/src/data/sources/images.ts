import type { Dataset } from '@hourglass/core';
import { images, type FileSet, type Source } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { axes, number, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import { openPairs } from '../open-pairs.js';
import type { Place } from '../place.js';

const isImageName = (path: string): boolean => /\.(png|jpe?g)$/i.test(path);
const isImage = (head: Buffer): boolean => /^(\x89PNG|\xff\xd8\xff)/.test(head.toString('latin1', 0, 4));

export const imagesSource: DataSource = {
  name: 'images',
  options: { size: axes, fit: text, patch: axes, step: axes, channels: number, labels: text, skip: text, limit: number, clean: text },
  matches: (place) =>
    place.kind === 'files' ? place.paths.some(isImageName) : place.kind === 'file' && (isImageName(place.address) || isImage(place.head)),
  open: async (given, { clean, ...options }) => {
    const place = given as Exclude<Place, { kind: 'name' }>; // which matches sees to
    let overlap = 0;
    const open = async (source: FileSet | Source): Promise<Dataset> => {
      const found = await images(source, options);
      overlap = found.overlap; // of pairs, the same in both
      return found;
    };
    const lengths = { lengths: async (one: Source) => (await images(one)).info.inputShape.slice(0, 2) };
    const whole = clean === undefined
      ? await open(place.kind === 'files' ? place.files : file(place.address))
      : await openPairs(place, clean as string, { isName: isImageName, open, ...(!options.size && lengths) });
    return { whole, overlap };
  },
};
