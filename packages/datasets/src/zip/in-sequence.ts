import { InvalidDataError } from '@hourglass/core';
import type { OpenBytes } from '../byte-source.js';

/** Bytes that come in pieces and can only begin again. */
export interface Pieces {
  readonly size: number;
  /** Gives all pieces, from the first on. */
  begin(): AsyncGenerator<Uint8Array, void>;
  close(): Promise<void>;
}

/**
 * Bytes in pieces as open bytes: going back begins again.
 *
 * @throws InvalidDataError, on reading, where there are more or fewer than `size`
 */
export function inSequence({ size, begin, close }: Pieces): OpenBytes {
  let pieces: AsyncGenerator<Uint8Array, void> | undefined;
  let position = 0;
  let rest: Uint8Array = new Uint8Array();

  const wrongSize = (received: string): InvalidDataError =>
    new InvalidDataError(`Expected ${size} bytes unpacked, received ${received}. The file is damaged; get it again.`);

  /** Puts the next piece into `rest`, and makes sure that the end comes where it should. */
  const pull = async (): Promise<void> => {
    const part = await pieces!.next();
    if (part.done && position < size) throw wrongSize(`${position}`);
    rest = part.done ? new Uint8Array() : part.value;
    if (position + rest.length > size) throw wrongSize('more');
  };

  const goTo = async (start: number): Promise<void> => {
    if (!pieces || start < position) {
      await pieces?.return(undefined);
      [pieces, position, rest] = [begin(), 0, new Uint8Array()];
    }
    while (position < start) if (take(start - position).length === 0) await pull();
  };

  const take = (count: number): Uint8Array => {
    const part = rest.subarray(0, count);
    rest = rest.subarray(count);
    position += part.length;
    return part;
  };

  return {
    size,
    sequential: true,
    read: async (start, into) => {
      const end = Math.min(size, start + into.length);
      if (start >= end) return 0;
      await goTo(start);
      for (let at = 0; position < end; ) {
        const part = take(end - position);
        into.set(part, at);
        at += part.length;
        if (part.length === 0) await pull();
      }
      if (position === size) await pull();
      return end - start;
    },
    close: async () => {
      await pieces?.return(undefined);
      await close();
    },
  };
}
