import { checkOptions, InvalidDataError, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, reading, type ByteSource, type Source } from '../byte-source.js';
import { sorted, type FileSet } from '../file-set.js';
import { readDirectory, type ZipEntry } from './zip-directory.js';
import { openEntry } from './open-entry.js';
import { unpackedLimit } from './unpacked-limit.js';

export interface ZipOptions {
  /** Bytes that all entries together may hold unpacked. Default 16 GiB. */
  readonly limit?: number;
}

const schema = v.strictObject({ limit: v.optional(wholePositive, unpackedLimit) });

/**
 * The files of a zip archive, stored or deflated, zip64 or not. Each is checked against its CRC-32: a stored one when it is
 * opened first, which allows to read from any place in it after that; a deflated one as it is read to its end.
 *
 * @returns a set whose `list` throws InvalidDataError where the archive is damaged, holds more than `limit`, or has names
 *   that lead out of it
 */
export function zip(source: Source, options: ZipOptions = {}): FileSet {
  const { limit } = checkOptions('zip', schema, options);
  const archive = byteSource(source);
  return {
    name: archive.name,
    list: async () => {
      const entries = await reading(archive, readDirectory);
      checkTotal(archive.name, entries, limit);
      return sorted(entries.map((entry) => ({ ...entryOf(archive, entry), path: entry.path })));
    },
  };
}

function checkTotal(name: string, entries: readonly ZipEntry[], limit: number): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > limit)
    throw new InvalidDataError(`${name}: Expected at most ${limit} bytes unpacked, received ${total}. Give a higher limit, if you trust the archive.`);
}

function entryOf(archive: ByteSource, entry: ZipEntry): ByteSource {
  const name = `${archive.name}/${entry.path}`;
  const checked = { isChecked: false };
  return { name, open: () => openEntry({ archive, entry, name, checked }) };
}
