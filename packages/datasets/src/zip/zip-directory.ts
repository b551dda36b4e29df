import { InvalidDataError } from '@hourglass/core';
import { readExactly, type OpenBytes } from '../byte-source.js';

/** A file in an archive, as its directory describes it. */
export interface ZipEntry {
  readonly path: string;
  /** 0 for stored, 8 for deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its own header starts. */
  readonly start: number;
  /** Where the next entry, or the directory, starts: nothing of this one reaches further. */
  readonly end: number;
}

const signatures = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };

/** The end record with the longest comment. */
const longestEnd = 22 + 65535;

/** Bytes of a directory that is read at once: some millions of entries. */
const longestDirectory = 2 ** 28;

/** Deflate packs at most 1032 bytes into one. */
const greatestPacking = 1032;

/**
 * The files that the directory of a zip archive lists (PKWARE's APPNOTE 6.3.10, 4.3), without folders.
 *
 * @throws InvalidDataError where it is no archive, is damaged, or cannot be trusted: entries that overlap, claim more than
 *   deflate can pack, share a name, or have a name that leads elsewhere
 */
export async function readDirectory(bytes: OpenBytes): Promise<readonly ZipEntry[]> {
  const { count, start, length } = await findDirectory(bytes);
  const directory = await readExactly(bytes, start, length);
  const view = new DataView(directory.buffer);
  const found: Omit<ZipEntry, 'end'>[] = [];
  let at = 0;
  for (let number = 0; number < count; number++) {
    if (at + 46 > length || view.getUint32(at, true) !== signatures.entry) throw damaged(`${count} entries in its directory`, `${number}`);
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
    const next = at + 46 + lengths[0] + lengths[1] + lengths[2];
    if (next > length) throw damaged(`an entry of ${next - at} bytes in its directory`, `${length - at}`);
    found.push(readEntry(directory.subarray(at, next), lengths));
    at = next;
  }
  if (at !== length) throw damaged(`a directory of ${at} bytes`, `${length}`);
  const entries = withEnds(found, start);
  checkNames(entries);
  return entries.filter(({ path }) => !path.endsWith('/'));
}

const damaged = (expected: string, received: string): InvalidDataError =>
  new InvalidDataError(`Expected a zip archive with ${expected}, received ${received}. It is damaged or was cut short; get it again.`);

interface Place {
  readonly count: number;
  readonly start: number;
  readonly length: number;
}

/** Where the directory is, by the record at the end of the archive. */
async function findDirectory(bytes: OpenBytes): Promise<Place> {
  const tail = await readExactly(bytes, Math.max(0, bytes.size - longestEnd), Math.min(bytes.size, longestEnd));
  const view = new DataView(tail.buffer);
  let at = tail.length - 22;
  while (at >= 0 && !(view.getUint32(at, true) === signatures.end && at + 22 + view.getUint16(at + 20, true) === tail.length)) at--;
  if (at < 0) throw damaged('its directory at its end', `${bytes.size} bytes without`);
  const [disk, count, length, start] = [view.getUint16(at + 4, true), view.getUint16(at + 10, true), view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
  const end = bytes.size - tail.length + at;
  const isWide = at >= 20 && view.getUint32(at - 20, true) === signatures.locator64;
  const place = isWide ? await wideDirectory(bytes, end - 20) : { count, start, length, end };
  if (disk !== 0 && disk !== 0xffff) throw new InvalidDataError('Expected a zip archive in one piece, received a part of one. Join the parts first.');
  if (place.start + place.length !== place.end) throw damaged(`its directory from byte ${place.start} to ${place.end}`, `${place.length} bytes of it`);
  if (place.length > longestDirectory) throw damaged(`a directory of at most ${longestDirectory} bytes`, `${place.length}`);
  return place;
}

/** Where the directory of a zip64 archive is. */
async function wideDirectory(bytes: OpenBytes, locator: number): Promise<Place & { end: number }> {
  const pointer = new DataView((await readExactly(bytes, locator, 20)).buffer);
  const end = wide(pointer, 8);
  if (end + 56 > locator) throw damaged(`a zip64 record before byte ${locator}`, `one at ${end}`);
  const record = new DataView((await readExactly(bytes, end, 56)).buffer);
  if (record.getUint32(0, true) !== signatures.end64) throw damaged(`a zip64 record at byte ${end}`, 'none');
  return { count: wide(record, 32), length: wide(record, 40), start: wide(record, 48), end };
}

/** A number of 64 bits, which is as good as infinite where a double cannot hold it. */
const wide = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

function readEntry(bytes: Uint8Array, [nameLength, extraLength]: readonly [number, number, number]): Omit<ZipEntry, 'end'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const path = pathOf(bytes.subarray(46, 46 + nameLength));
  if (view.getUint16(8, true) & 1) throw new InvalidDataError(`Expected an archive without a password, received ${path} encrypted. Unpack it first.`);
  const extra = bytes.subarray(46 + nameLength, 46 + nameLength + extraLength);
  const [size, packedSize, start] = widened(extra, [view.getUint32(24, true), view.getUint32(20, true), view.getUint32(42, true)]);
  return { path, method: view.getUint16(10, true), crc: view.getUint32(16, true), packedSize, size, start };
}

/** Numbers that are too great for 32 bits are in the zip64 field, in this order. */
function widened(extra: Uint8Array, numbers: [size: number, packedSize: number, start: number]): typeof numbers {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && end <= extra.length) {
      at += 4;
      return numbers.map((number) => {
        if (number !== 0xffffffff || at + 8 > end) return number;
        at += 8;
        return wide(view, at - 8);
      }) as typeof numbers;
    }
    at = end;
  }
  return numbers;
}

/** The path that the bytes of a name are: UTF-8 where they are that, else each byte a character. */
export function pathOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\\', '/');
  } catch {
    return new TextDecoder('latin1').decode(bytes).replaceAll('\\', '/');
  }
}

/** Adds where each entry ends, and refuses those that reach into the next. */
function withEnds(entries: readonly Omit<ZipEntry, 'end'>[], directory: number): readonly ZipEntry[] {
  const inOrder = entries.toSorted((a, b) => a.start - b.start);
  return inOrder.map((entry, i) => {
    const { path, start, packedSize, size, method } = entry;
    const end = inOrder[i + 1]?.start ?? directory;
    if (start + 30 + packedSize > end) throw damaged(`${path} before byte ${end}`, `${packedSize} bytes from byte ${start} on`);
    if (method === 0 ? size !== packedSize : size > greatestPacking * packedSize)
      throw damaged(`${path} of a size that ${packedSize} bytes can hold`, `${size} bytes`);
    return { ...entry, end };
  });
}

function checkNames(entries: readonly ZipEntry[]): void {
  const seen = new Set<string>();
  for (const { path } of entries) {
    if (/^\/|^[a-z]:|\0/i.test(path) || path.split('/').includes('..'))
      throw new InvalidDataError(`Expected names inside the archive, received ${JSON.stringify(path)}. Do not trust it; pack the files again.`);
    if (path === '' || seen.has(path)) throw damaged('one entry of each name', `${JSON.stringify(path)} again`);
    seen.add(path);
  }
}
