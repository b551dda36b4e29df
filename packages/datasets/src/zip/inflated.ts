import { InvalidDataError } from '@hourglass/core';
import type { OpenBytes } from '../byte-source.js';

/** Packed bytes inside others. */
export interface Packed {
  readonly bytes: OpenBytes;
  readonly start: number;
  readonly length: number;
  readonly format: 'gzip' | 'deflate-raw';
}

/** Packed bytes that are read at once. */
const pieceBytes = 2 ** 18;

/**
 * What packed bytes hold, piece by piece; no more is unpacked than is asked for.
 *
 * @throws InvalidDataError where they are damaged or cut short
 */
export async function* inflated({ bytes, start, length, format }: Packed): AsyncGenerator<Uint8Array, void> {
  let position = start;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const piece = new Uint8Array(Math.min(pieceBytes, start + length - position));
        const count = await bytes.read(position, piece);
        position += count;
        if (count > 0) controller.enqueue(piece.subarray(0, count));
        if (count === 0 || position === start + length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const reader = packed.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (let part = await next(reader, format); !part.done; part = await next(reader, format)) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined); // of a stream that has failed, which was told
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>, format: string): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (cause) {
    if (InvalidDataError.isInstance(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidDataError(
      `Expected whole ${format === 'gzip' ? 'gzip' : 'deflate'} data, received bytes that do not unpack (${reason}). ` +
        'The file was cut short or damaged; get it again.',
      { cause },
    );
  }
}
