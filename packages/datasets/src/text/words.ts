import { batchBuffers, checkOptions, InvalidDataError, wholePositive, type Batch, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, naming, type Source } from '../byte-source.js';
import { fromChunks, type ChunkOptions } from '../from-chunks.js';
import { namingEach } from '../naming-each.js';
import { textLines } from './text-lines.js';

export interface WordsOptions {
  /** The words that are looked for, in lower case, one value of a sample each, or how many of the most frequent. Default 1000. */
  readonly vocabulary?: number | readonly string[];
  /** Gives how often a word is found in place of 1. Default false. */
  readonly counts?: boolean;
}

/** A dataset of words, which also says what its values stand for. */
export interface WordsDataset extends Dataset {
  /** The word of each value. */
  readonly vocabulary: readonly string[];
}

const givenWords = v.pipe(
  v.array(v.string()),
  v.minLength(1, 'Expected one word or more'),
  v.check((given) => new Set(given).size === given.length, 'Expected words that differ'),
  v.checkItems(isWord, 'Expected a word in lower case, of letters and digits with apostrophes inside'),
);

const schema = v.strictObject({
  vocabulary: v.optional(v.union([wholePositive, givenWords]), 1000),
  counts: v.optional(v.boolean(), false),
});

/**
 * The lines of a text as bags of words, each line that holds a word one sample `[vocabulary]`: 1 for each word of the
 * vocabulary that stands in it. Words are letters and digits, in lower case, with apostrophes inside. The text is read once
 * or twice for its words, then anew in every epoch.
 *
 * @throws InvalidDataError where there is no word
 */
export async function words(source: Source, options: WordsOptions = {}): Promise<WordsDataset> {
  const { vocabulary: given, counts } = checkOptions('words', schema, options);
  const { name } = byteSource(source);
  const { vocabulary, size, most } = await naming(name, () => survey(source, given));
  const places = new Map(vocabulary.map((word, place) => [word, place]));
  const shape = [vocabulary.length];
  const dataset = fromChunks({
    info: { inputShape: shape, targetShape: shape, dtype: 'float32', range: [0, counts ? most : 1], size },
    chunks: (chunk) => namingEach(name, bags(source, { places, counts }, chunk)),
  });
  return { ...dataset, vocabulary };
}

const wordsOf = (line: string): readonly string[] => line.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu) ?? [];

function isWord(text: string): boolean {
  const [first, ...others] = wordsOf(text);
  return first === text && others.length === 0;
}

interface WordSurvey {
  readonly vocabulary: readonly string[];
  readonly size: number;
  /** How often one word stands in one line at most. */
  readonly most: number;
}

async function survey(source: Source, given: number | readonly string[]): Promise<WordSurvey> {
  const totals = new Map<string, number>();
  let [size, most] = [0, 1];
  for await (const { text } of textLines(source)) {
    const found = wordsOf(text);
    if (found.length > 0) size++;
    const inLine = new Map<string, number>();
    for (const word of found) inLine.set(word, (inLine.get(word) ?? 0) + 1);
    for (const [word, count] of inLine) {
      totals.set(word, (totals.get(word) ?? 0) + count);
      most = Math.max(most, count);
    }
  }
  if (size === 0) throw new InvalidDataError('Expected lines of words, received none. Give a text that holds some.');
  const frequent = (): string[] => [...totals].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
  return { vocabulary: typeof given === 'number' ? frequent().slice(0, given) : given, size, most };
}

interface Bag {
  readonly places: ReadonlyMap<string, number>;
  readonly counts: boolean;
}

async function* bags(source: Source, { places, counts }: Bag, { rows, reuse }: ChunkOptions): AsyncGenerator<Batch> {
  const buffers = batchBuffers(reuse);
  const width = places.size;
  const empty = (): Float32Array => buffers.float32('clean', rows * width).fill(0);
  let [first, count, data] = [0, 0, empty()];
  const batch = (): Batch => ({
    clean: { data: data.subarray(0, count * width), shape: [count, width] },
    index: Int32Array.from({ length: count }, (_, i) => first + i),
  });
  for await (const { text } of textLines(source)) {
    const found = wordsOf(text);
    if (found.length === 0) continue;
    for (const word of found) {
      const place = places.get(word);
      if (place !== undefined) data[count * width + place] = counts ? data[count * width + place]! + 1 : 1;
    }
    if (++count < rows) continue;
    yield batch();
    [first, count, data] = [first + count, 0, empty()];
  }
  if (count > 0) yield batch();
}
