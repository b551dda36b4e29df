import { InvalidDataError } from '@hourglass/core';

/** True for the first two bytes of every gzip file (RFC 1952). */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Packs bytes with gzip. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Response(streamOf(bytes).pipeThrough(new CompressionStream('gzip')));
  return new Uint8Array(await packed.arrayBuffer());
}

/**
 * Unpacks a gzip file up to a number of bytes.
 *
 * @returns `count` bytes, or all that there are where they are fewer; these have passed gzip's own check
 * @throws InvalidDataError where the file was cut short or changed
 */
export async function unpackedStart(packed: Uint8Array, count: number): Promise<Uint8Array> {
  try {
    const start = new Uint8Array(count);
    const reader = streamOf(packed).pipeThrough(new DecompressionStream('gzip')).getReader();
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      start.set(part.value.subarray(0, count - length), length);
      length = Math.min(count, length + part.value.length);
      if (length === count) await reader.cancel();
    }
    return start.subarray(0, length);
  } catch (cause) {
    throw damagedGzip(packed, cause);
  }
}

/** The error for bytes that do not unpack. */
export function damagedGzip(packed: Uint8Array, cause: unknown): InvalidDataError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InvalidDataError(
    `Expected a whole gzip file, received ${packed.length} bytes that do not unpack (${reason}). ` +
      'The file was cut short or damaged; get it again.',
    { cause },
  );
}

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
