import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { isUtf16 } from '../fuzz/is-utf16.js';
import { characters } from './characters.js';
import { words } from './words.js';

const length = 3;
const texts = ['To be, or not to be.\nThat is the question:\r\n', 'ÄÖÜ – naïve café 😀😀\n\tend', 'a\nb\nc\nd\ne\nf\n'];
const valid = (): Uint8Array[] => texts.map((text) => new TextEncoder().encode(text));

const readCharacters = async (bytes: Uint8Array) => {
  const data = await characters(bytes, { length });
  return { alphabet: data.alphabet, batches: await allBatches(data) };
};

const readWords = async (bytes: Uint8Array) => {
  const data = await words(bytes, { vocabulary: 5, counts: true });
  return { vocabulary: data.vocabulary, batches: await allBatches(data) };
};

/** Whether the characters of all samples are those of the text, from its beginning. */
function charactersAgree(bytes: Uint8Array, { alphabet, batches }: Awaited<ReturnType<typeof readCharacters>>): boolean {
  const found = batches.flatMap(({ clean }) => Array.from(clean.data, (place) => alphabet[place]!));
  const text = Array.from(new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, '\n'));
  return isUtf16(bytes) || (found.length === text.length - (text.length % length) && found.every((character, i) => character === text[i]));
}

/** Whether each sample counts the words of its line. */
function wordsAgree(bytes: Uint8Array, { vocabulary, batches }: Awaited<ReturnType<typeof readWords>>): boolean {
  const lines = new TextDecoder().decode(bytes).toLowerCase().split(/\r\n|\r|\n/);
  const bags = lines.map((line) => line.match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu) ?? []).filter((found) => found.length > 0);
  const expected = bags.flatMap((bag) => vocabulary.map((word) => bag.filter((found) => found === word).length));
  const values = batches.flatMap(({ clean }) => [...clean.data]);
  return isUtf16(bytes) || JSON.stringify(values) === JSON.stringify(expected);
}

export const targets: readonly [FuzzTarget<Awaited<ReturnType<typeof readCharacters>>>, FuzzTarget<Awaited<ReturnType<typeof readWords>>>] = [
  { name: 'characters', valid, read: readCharacters, agrees: charactersAgree },
  { name: 'words', valid, read: readWords, agrees: wordsAgree },
];
