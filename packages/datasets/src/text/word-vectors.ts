import { extent, fromSamples, InvalidDataError, type Dataset } from '@hourglass/core';
import { byteSource, naming, type Source } from '../byte-source.js';
import { textChunks } from './text-chunks.js';
import { textLines } from './text-lines.js';

/**
 * A table of word vectors, one sample `[dimensions]` a word, whose label names are the words: lines of a word and its numbers
 * (GloVe, and word2vec's text with its first line of sizes), JSON `{ "word": [numbers] }`, or a script that assigns such an
 * object to a variable, which is read and never run. The table is held in memory.
 *
 * @throws InvalidDataError, with the line or the word, where vectors differ in length or hold other things than numbers
 */
export async function wordVectors(source: Source): Promise<Dataset> {
  const { name } = byteSource(source);
  const { words, vectors } = await naming(name, () => readTable(source));
  const [dimensions, size] = [vectors[0]!.length, words.length];
  const data = new Float32Array(size * dimensions);
  vectors.forEach((vector, i) => data.set(vector, i * dimensions));
  const [least, most] = extent(data);
  const range = ([[0, 1], [-1, 1]] as const).find(([low, high]) => low <= least && most <= high) ?? ([least, most] as const);
  const label = { data: Int32Array.from({ length: size }, (_, i) => i), shape: [size] };
  return fromSamples({ clean: { data, shape: [size, dimensions] }, label }, { range, labelNames: words });
}

interface WordTable {
  readonly words: readonly string[];
  readonly vectors: readonly (readonly number[] | Float32Array)[];
}

async function readTable(source: Source): Promise<WordTable> {
  for await (const chunk of textChunks(source)) return /^\s*(?:\{|(?:var|let|const)\s)/.test(chunk) ? ofObject(source) : ofLines(source);
  throw new InvalidDataError('Expected words and their vectors, received none. Give a file that holds some.');
}

/** An object of arrays, perhaps assigned to a variable, perhaps with a comma at its end. */
async function ofObject(source: Source): Promise<WordTable> {
  let text = '';
  for await (const chunk of textChunks(source)) text += chunk;
  const json = text
    .replace(/^\s*(?:var|let|const)\s+[\w$]+\s*=/, '')
    .trim()
    .replace(/;$/, '')
    .trimEnd()
    .replace(/\}$/, '')
    .trimEnd()
    .replace(/,$/, '');
  const parsed = parse(`${json}}`);
  const entries = Object.entries(parsed);
  const dimensions = Array.isArray(entries[0]?.[1]) ? entries[0][1].length : 0;
  const vectors = entries.map(([word, vector]) => {
    if (!Array.isArray(vector) || vector.length === 0 || vector.length !== dimensions || !vector.every(isFloat))
      throw new InvalidDataError(`word ${JSON.stringify(word.slice(0, 50))}: expected ${dimensions || 'an array of'} finite numbers, received something else. Mend or drop the word.`);
    return vector;
  });
  if (vectors.length === 0) throw new InvalidDataError('Expected words and their vectors, received none. Give a file that holds some.');
  return { words: entries.map(([word]) => word), vectors };
}

function parse(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch (cause) {
    throw new InvalidDataError(`Expected an object { "word": [numbers], … }, received text that is none (${(cause as Error).message}). Save the table as JSON.`, { cause });
  }
}

const isFloat = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(Math.fround(value));

/** Lines of a word and its numbers; words may hold spaces, so numbers are counted from the end. */
async function ofLines(source: Source): Promise<WordTable> {
  const [words, vectors]: [string[], Float32Array[]] = [[], []];
  let dimensions = 0;
  for await (const { text, line } of textLines(source)) {
    const cells = text.trimEnd().split(/[ \t]/);
    if (text.trim() === '' || (line === 1 && cells.length === 2 && cells.every((cell) => /^\d+$/.test(cell)))) continue;
    dimensions ||= cells.length - 1;
    const vector = Float32Array.from(cells.slice(-dimensions), (cell) => (cell === '' ? NaN : Number(cell)));
    if (dimensions === 0 || cells.length <= dimensions || !vector.every((value) => Number.isFinite(value)))
      throw new InvalidDataError(`line ${line}: expected a word and ${dimensions || 'its'} numbers, received "${text.slice(0, 50)}". Mend or drop the line.`);
    words.push(cells.slice(0, -dimensions).join(' '));
    vectors.push(vector);
  }
  if (words.length === 0) throw new InvalidDataError('Expected words and their vectors, received none. Give a file that holds some.');
  return { words, vectors };
}
