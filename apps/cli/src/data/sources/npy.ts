import { InvalidDataError, sameShape } from '@hourglass/core';
import { npy, paired } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { numbers, path, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';

export const npySource: DataSource = {
  name: 'npy',
  options: { labels: path, range: numbers, missing: text, clean: text },
  matches: (place) => place.kind === 'file' && place.suffix === 'npy',
  open: async ({ address }, { clean, ...options }, range) => {
    const open = (name: string) => npy(file(name), { ...(range && { range }), ...options });
    const whole = await open(address);
    if (clean === undefined) return { whole };
    const target = await open(clean as string);
    const [a, b] = [whole.info.inputShape, target.info.inputShape];
    if (!sameShape(a, b)) throw new InvalidDataError(`${address}: expected samples of the shape of the clean ones, [${b.join(', ')}], received [${a.join(', ')}].`);
    return { whole: paired(whole, target) };
  },
};
