import { crc32, InvalidDataError } from '@hourglass/core';
import { naming, readExactly, readInto, type ByteSource, type OpenBytes } from '../byte-source.js';
import { inSequence } from './in-sequence.js';
import { inflated } from './inflated.js';
import { pathOf, type ZipEntry } from './zip-directory.js';

interface Opening {
  readonly archive: ByteSource;
  readonly entry: ZipEntry;
  readonly name: string;
  /** Whether a stored entry has passed its check. */
  readonly checked: { isChecked: boolean };
}

/** Opens an entry of an archive, which stays open as long as the entry. */
export async function openEntry({ archive, entry, name, checked }: Opening): Promise<OpenBytes> {
  const bytes = await archive.open();
  const close = (): Promise<void> => bytes.close();
  try {
    return await naming(name, async () => {
      const start = await findData(bytes, entry);
      const { size, packedSize: length, crc } = entry;
      if (entry.method === 8) return inSequence({ size, begin: () => verified(inflated({ bytes, start, length, format: 'deflate-raw' }), crc), close });
      const stored = { size, sequential: false, read: (from: number, into: Uint8Array) => readWithin(bytes, { start, size }, { from, into }), close };
      if (!checked.isChecked) for await (const _ of verified(piecesOf(stored), crc));
      checked.isChecked = true;
      return stored;
    });
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Where the bytes of an entry start, behind its own header, which must say what the directory says. */
async function findData(bytes: OpenBytes, { path, method, start, end, packedSize }: ZipEntry): Promise<number> {
  if (method !== 0 && method !== 8) throw new InvalidDataError(`Expected it stored or deflated, received method ${method}. Pack it with deflate.`);
  const header = new DataView((await readExactly(bytes, start, 30)).buffer);
  const nameLength = header.getUint16(26, true);
  const name = pathOf(await readExactly(bytes, start + 30, nameLength));
  const data = start + 30 + nameLength + header.getUint16(28, true);
  if (header.getUint32(0, true) !== 0x04034b50 || name !== path || header.getUint16(8, true) !== method || data + packedSize > end)
    throw new InvalidDataError(`Expected a header of ${path} at byte ${start}, received another. The archive is damaged; get it again.`);
  return data;
}

interface Reading {
  readonly from: number;
  readonly into: Uint8Array;
}

async function readWithin(bytes: OpenBytes, { start, size }: { start: number; size: number }, { from, into }: Reading): Promise<number> {
  const part = into.subarray(0, Math.max(0, Math.min(into.length, size - from)));
  await readInto(bytes, start + from, part);
  return part.length;
}

async function* piecesOf({ size, read }: OpenBytes): AsyncGenerator<Uint8Array, void> {
  const piece = new Uint8Array(2 ** 18);
  for (let start = 0; start < size; start += piece.length) yield piece.subarray(0, await read(start, piece));
}

/** Pieces as they are; their checksum is looked at when all have come. */
async function* verified(pieces: AsyncGenerator<Uint8Array, void>, expected: number): AsyncGenerator<Uint8Array, void> {
  let checksum = 0;
  for await (const piece of pieces) {
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (checksum !== expected) throw new InvalidDataError('Expected bytes of another CRC-32. The archive is damaged; get it again.');
}
