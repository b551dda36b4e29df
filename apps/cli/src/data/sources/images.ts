import { images, type Source } from '@hourglass/datasets';
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
    if (clean === undefined) return { whole: await images(place.kind === 'files' ? place.files : file(place.address), options) };
    const lengths = { lengths: async (one: Source) => (await images(one)).info.inputShape.slice(0, 2) };
    return { whole: await openPairs(place, clean as string, { isName: isImageName, open: (source) => images(source, options), ...(!options.size && lengths) }) };
  },
};
