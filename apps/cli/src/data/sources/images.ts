import { images, paired } from '@hourglass/datasets';
import { file, folderFiles } from '@hourglass/datasets/node';
import { axes, number, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';

const isImageName = (path: string): boolean => /\.(png|jpe?g)$/i.test(path);
const isImage = (head: Buffer): boolean => /^(\x89PNG|\xff\xd8\xff)/.test(head.toString('latin1', 0, 4));

export const imagesSource: DataSource = {
  name: 'images',
  options: { size: axes, fit: text, patch: axes, step: axes, channels: number, labels: text, skip: text, limit: number, clean: text },
  matches: (place) =>
    place.kind === 'files' ? place.paths.some(isImageName) : place.kind === 'file' && (isImageName(place.address) || isImage(place.head)),
  open: async (place, { clean, ...options }) => {
    const whole = await images(place.kind === 'files' ? place.files : file(place.address), options);
    return { whole: clean === undefined ? whole : paired(whole, await images(folderFiles(clean as string), options)) };
  },
};
