import { unpacked, words } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { flag, number } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import type { Place } from '../place.js';

export const isTextFile = (place: Place): boolean => place.kind === 'file' && place.suffix === 'txt';

/** The lines of a text, a value for each frequent word. */
export const wordsSource: DataSource = {
  name: 'words',
  options: { vocabulary: number, counts: flag },
  matches: isTextFile,
  open: async ({ address }, options) => {
    const whole = await words(unpacked(file(address)), options);
    const textOf = (sample: ArrayLike<number>): string => whole.vocabulary.filter((_, place) => sample[place]! > 0).join(' ');
    return { whole, textOf };
  },
};
