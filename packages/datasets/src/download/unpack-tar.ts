import { InvalidDataError } from '@hourglass/core';
import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** An entry with more bytes is none of a data set's. */
const largest = 2 ** 30;
const block = 512;

/**
 * Unpacks files of a `.tar.gz` (POSIX ustar) into one folder, whatever folders they are in, beside its place and renamed, so
 * that others see all of it or nothing.
 *
 * @param wanted what the names of the files match
 * @throws InvalidDataError where the archive is damaged or holds none of them
 */
export async function unpackTar(archive: string, folder: string, wanted: RegExp): Promise<void> {
  const beside = `${folder}.${randomUUID()}.part`;
  let count = 0;
  try {
    await mkdir(beside, { recursive: true });
    await pipeline(createReadStream(archive), createGunzip(), async (packed: AsyncIterable<Uint8Array>) => {
      for await (const { name, bytes } of entriesOf(packed)) {
        if (!wanted.test(name)) continue;
        await writeFile(join(beside, name), bytes);
        count++;
      }
    });
    if (count === 0) throw new Error('none of the files in it is of the set');
    await rename(beside, folder);
  } catch (cause) {
    await rm(beside, { recursive: true, force: true });
    if (existsSync(folder)) return; // another process was faster
    throw new InvalidDataError(`${archive} cannot be unpacked (${(cause as Error).message}). Delete it, so that it is downloaded again.`, { cause });
  }
}

interface TarEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function* entriesOf(packed: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const take = taker(packed);
  for (let header = await take(block); header.some((byte) => byte !== 0); header = await take(block)) {
    const text = (start: number, length: number): string => Buffer.from(header.subarray(start, start + length)).toString('latin1').split('\0')[0]!;
    const [size, sum] = [parseInt(text(124, 12), 8), parseInt(text(148, 8), 8)];
    const found = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    if (found !== sum || !(size >= 0 && size <= largest)) throw new Error('a header is damaged');
    const bytes = await take(Math.ceil(size / block) * block);
    const isFile = ['0', ''].includes(text(156, 1));
    if (isFile) yield { name: basename(text(0, 100)), bytes: bytes.subarray(0, size) };
  }
}

/** What gives the next bytes of a stream, as many as asked for. */
function taker(stream: AsyncIterable<Uint8Array>): (length: number) => Promise<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array();
  return async (length) => {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length;) {
      if (chunk.length === 0) {
        const next = await chunks.next();
        if (next.done) throw new Error('it ends too early');
        chunk = next.value;
      }
      const part = chunk.subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      chunk = chunk.subarray(part.length);
    }
    return bytes;
  };
}
