import { characters, map, unpacked, type CharactersOptions } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { number, text } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import { overlap } from '../overlap.js';
import { isTextFile } from './words.js';

/** Text in pieces of a length, a value for each character that may stand at a place: told by the option `length`. */
export const charactersSource: DataSource = {
  name: 'characters',
  options: { length: number, step: number, alphabet: text, encoding: text },
  matches: (place, given) => isTextFile(place) && given.includes('length'),
  open: async ({ address }, options) => {
    const numbered = await characters(unpacked(file(address)), options as unknown as CharactersOptions); // which checks them
    const { alphabet, info } = numbered;
    const inputShape = [info.inputShape[0]!, alphabet.length];
    const oneHot = map(numbered, ({ clean }) => ({ clean: oneHotOf(clean, alphabet.length) }), { inputShape, range: [0, 1] });
    const textOf = (sample: ArrayLike<number>): string => likeliest(sample, alphabet.length).map((place) => alphabet[place]).join('');
    return { whole: { ...oneHot, info: { ...oneHot.info, dtype: 'float32' } }, textOf, overlap: overlap(options.length, options.step ?? options.length) };
  },
};

function oneHotOf(numbers: ArrayLike<number>, size: number): Float32Array {
  const values = new Float32Array(numbers.length * size);
  for (let place = 0; place < numbers.length; place++) values[place * size + numbers[place]!] = 1;
  return values;
}

/** The place of the greatest of each so many values. */
const likeliest = (values: ArrayLike<number>, size: number): number[] =>
  Array.from({ length: values.length / size }, (_, row) => {
    const of = Array.from({ length: size }, (_, place) => values[row * size + place]!);
    return of.indexOf(Math.max(...of));
  });
