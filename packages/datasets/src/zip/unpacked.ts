import { InvalidDataError } from '@hourglass/core';
import { byteSource, naming, type ByteSource, type Source } from '../byte-source.js';
import { isGzip } from '../gzip.js';
import { inSequence } from './in-sequence.js';
import { inflated, type Packed } from './inflated.js';
import { unpackedLimit } from './unpacked-limit.js';

/** Unpacked bytes that are held in memory; of more, only the size is kept, and they are unpacked again as they are read. */
const heldBytes = 64 * 2 ** 20;

/**
 * What a source holds where it is packed with gzip, else the source as it is. Up to 64 MiB are unpacked into memory; more can
 * be read from the beginning to the end only, and are unpacked once to find their size, of at most 16 GiB.
 */
export function unpacked(source: Source): ByteSource {
  const { name, open } = byteSource(source);
  let size: number | undefined;
  return {
    name,
    open: async () => {
      const bytes = await open();
      try {
        const start = new Uint8Array(2);
        await bytes.read(0, start);
        if (!isGzip(start)) return bytes;
        const packed: Packed = { bytes, start: 0, length: bytes.size, format: 'gzip' };
        const whole = size ?? (await naming(name, () => unpack(packed)));
        if (typeof whole === 'number') return inSequence({ size: (size = whole), begin: () => inflated(packed), close: () => bytes.close() });
        await bytes.close();
        return await byteSource(whole).open();
      } catch (cause) {
        await bytes.close();
        throw cause;
      }
    },
  };
}

/** All that is packed, or its size where that is too much to hold. */
async function unpack(packed: Packed): Promise<Uint8Array | number> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of inflated(packed)) {
    size += part.length;
    if (size > unpackedLimit)
      throw new InvalidDataError(`Expected gzip of at most ${unpackedLimit} bytes unpacked, received more. Unpack it yourself, if you trust it.`);
    if (size <= heldBytes) parts.push(part);
    else parts = [];
  }
  if (size > heldBytes) return size;
  const whole = new Uint8Array(size);
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
