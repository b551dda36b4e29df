import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { wordVectors } from './word-vectors.js';

const encoder = new TextEncoder();
const read = async (bytes: Uint8Array) => {
  const data = await wordVectors(bytes);
  return { words: data.info.labelNames!, batches: await allBatches(data) };
};
type Table = Awaited<ReturnType<typeof read>>;

/** Every word stands in the text as it was read, and every vector's numbers behind it. */
function agrees(bytes: Uint8Array, { words, batches }: Table): boolean {
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\r|\n/);
  const values = batches.flatMap(({ clean }) => [...clean.data]);
  const width = values.length / words.length;
  const expected = words.map((word, i) => [word, ...values.slice(i * width, (i + 1) * width)]);
  const found = lines.flatMap((line) => {
    const cells = line.trimEnd().split(/[ \t]/);
    const numbers = cells.slice(-width).map((cell) => Math.fround(Number(cell)));
    return line.trim() === '' || cells.length <= width ? [] : [[cells.slice(0, -width).join(' '), ...numbers]];
  });
  return JSON.stringify(found.slice(-expected.length)) === JSON.stringify(expected);
}

export const targets: readonly FuzzTarget<Table>[] = [
  { name: 'word vectors', valid: () => ['a 1 2.5\nb -3 4e-1\nc d 5 6\n', '2 3\nx 1 2 3\ny 4 5 6\n'].map((text) => encoder.encode(text)), read, agrees },
  { name: 'word vectors of objects', valid: () => ['{"a":[1,2],"b c":[-0.5,1e2]}', 'var v={\n"a":[1],\n"b":[2],\n};\n'].map((text) => encoder.encode(text)), read },
];
