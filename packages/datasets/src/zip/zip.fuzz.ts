import { reading, readExactly } from '../byte-source.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { zip } from './zip.js';
import { zipOf } from './zip.fixture.js';

const [hello, numbers] = [new TextEncoder().encode('hello hello hello hello'), Uint8Array.from({ length: 100 }, (_, i) => i % 7)];
const contents = new Map([['a/hello.txt', hello], ['numbers.bin', numbers], ['empty', new Uint8Array()]]);
const files = (deflate: boolean) => Array.from(contents, ([path, bytes]) => ({ path, bytes, deflate: deflate && bytes.length > 0 }));

/** Every file of an archive, under its path. */
export async function allFiles(archive: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const entry of await zip(archive).list()) found.set(entry.path, await reading(entry, (bytes) => readExactly(bytes, 0, bytes.size)));
  return found;
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'zip',
    valid: () => Promise.all([zipOf(files(false)), zipOf(files(true), { comment: 'a comment' }), zipOf(files(true), { wide: true })]),
    read: allFiles,
    agrees: (_, found) =>
      [...(found as ReadonlyMap<string, Uint8Array>)].every(([path, bytes]) => bytes.length === 0 || bytes.join() === contents.get(path)?.join()),
  },
];
