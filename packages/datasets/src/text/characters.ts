import { batchBuffers, checkOptions, InvalidDataError, wholePositive, type Batch, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, naming, type Source } from '../byte-source.js';
import { fromChunks, type ChunkOptions } from '../from-chunks.js';
import { namingEach } from '../naming-each.js';
import { surveyAlphabet } from './alphabet.js';
import { textChunks, type TextOptions } from './text-chunks.js';

export interface CharactersOptions extends TextOptions {
  /** Characters of one sample. */
  readonly length: number;
  /** Characters from the beginning of one sample to that of the next. Default: `length`. */
  readonly step?: number;
  /** The characters that samples may hold, numbered in this order. Default: those found, in the order of their code points. */
  readonly alphabet?: string | readonly string[];
}

/** A dataset of text, which also says what its numbers stand for. */
export interface CharactersDataset extends Dataset {
  /** The character of each number. */
  readonly alphabet: readonly string[];
}

const schema = v.strictObject({
  length: wholePositive,
  step: v.optional(wholePositive),
  alphabet: v.optional(
    v.pipe(
      v.union([v.string(), v.array(v.string())]),
      v.transform((given) => Array.from(given)),
      v.minLength(1, 'Expected one character or more'),
      v.check((given) => new Set(given).size === given.length, 'Expected characters that differ'),
      v.check((given) => given.every((character) => Array.from(character).length === 1), 'Expected single characters'),
    ),
  ),
  encoding: v.optional(v.picklist(['utf-8', 'latin1'])),
});

/**
 * Pieces of a text as numbers of characters: samples `[length]` of int32, each from 0 to the size of the alphabet less one.
 * The text is read once for its characters, then anew in every epoch; characters are Unicode code points, a line ends in `\n`
 * however the file ends it, and what is left at the end and fills no sample is left out.
 *
 * @throws InvalidDataError where the text is shorter than a sample, or holds a character that a given alphabet lacks
 */
export async function characters(source: Source, options: CharactersOptions): Promise<CharactersDataset> {
  const { length, step = length, alphabet: given, encoding } = checkOptions('characters', schema, options);
  const { name } = byteSource(source);
  const { alphabet, count } = await naming(name, () => surveyAlphabet(source, given, { encoding }));
  if (count < length) throw new InvalidDataError(`${name}: expected at least ${length} characters, one sample, received ${count}. Give a longer text or a smaller length.`);
  const numbers = new Map(alphabet.map((character, number) => [character, number]));
  const numbersOf = (chunk: string): number[] => Array.from(chunk, (character) => numbers.get(character)!);
  const size = Math.floor((count - length) / step) + 1;
  const dataset = fromChunks({
    info: { inputShape: [length], targetShape: [length], dtype: 'int32', range: [0, Math.max(1, alphabet.length - 1)], size },
    chunks: (chunk) => namingEach(name, samples(mapped(textChunks(source, { encoding }), numbersOf), { length, step }, chunk)),
  });
  return { ...dataset, alphabet };
}

async function* mapped<From, To>(items: AsyncIterable<From>, change: (item: From) => To): AsyncGenerator<To> {
  for await (const item of items) yield change(item);
}

interface Windows {
  readonly length: number;
  readonly step: number;
}

/** Windows over numbers that come piece by piece, in batches. */
async function* samples(pieces: AsyncIterable<readonly number[]>, { length, step }: Windows, { rows, reuse }: ChunkOptions): AsyncGenerator<Batch> {
  const buffers = batchBuffers(reuse);
  let kept: number[] = [];
  let skip = 0;
  let [first, count, data] = [0, 0, buffers.int32('clean', rows * length)];
  const batch = (): Batch => ({
    clean: { data: data.subarray(0, count * length), shape: [count, length] },
    index: Int32Array.from({ length: count }, (_, i) => first + i),
  });
  for await (const piece of pieces) {
    const values = kept.concat(piece);
    let start = skip;
    for (; start + length <= values.length; start += step) {
      for (let i = 0; i < length; i++) data[count * length + i] = values[start + i]!;
      if (++count < rows) continue;
      yield batch();
      [first, count, data] = [first + count, 0, buffers.int32('clean', rows * length)];
    }
    kept = values.slice(start);
    skip = Math.max(0, start - values.length);
  }
  if (count > 0) yield batch();
}
