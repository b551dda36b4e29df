import { InvalidDataError } from '@hourglass/core';
import { byteSource, type Source } from '../byte-source.js';

/** How text is read. */
export interface TextOptions {
  /** The encoding of text without a byte order mark: UTF-8, or, only when it is asked for, Latin-1. */
  readonly encoding?: 'utf-8' | 'latin1' | undefined;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** Bytes that are read at once: rows of a piece this small are gone before memory is collected. */
const chunkBytes = 64 * 1024;

/**
 * The text of a source, piece by piece, where there are lines in whole lines, each ended by `\n` alone: UTF-8, UTF-16 by its
 * byte order mark, or Latin-1.
 *
 * @throws InvalidDataError, with the line, where bytes are not of the encoding
 */
export async function* textChunks(source: Source, { encoding = 'utf-8' }: TextOptions = {}): AsyncGenerator<string> {
  const bytes = await byteSource(source).open();
  try {
    yield* decoded(pieces((start, into) => bytes.read(start, into)), encoding);
  } finally {
    await bytes.close();
  }
}

/** Bytes as they come, with room before them for what is left of those before. */
interface Piece {
  readonly buffer: Uint8Array;
  readonly length: number;
  readonly isLast: boolean;
}

/** Reads a piece while the one before is made into text; two buffers take turns. */
async function* pieces(read: (start: number, into: Uint8Array) => Promise<number>): AsyncGenerator<Piece> {
  const buffers = [new Uint8Array(2 * chunkBytes), new Uint8Array(2 * chunkBytes)] as const;
  const readInto = (turn: 0 | 1, place: number): Promise<number> => {
    const reading = read(place, buffers[turn].subarray(chunkBytes));
    reading.catch(() => undefined); // is thrown where it is awaited
    return reading;
  };
  let next = readInto(0, 0);
  for (let place = 0, turn: 0 | 1 = 0, isLast = false; !isLast; turn = turn ? 0 : 1) {
    const length = await next;
    isLast = length < chunkBytes;
    place += length;
    if (!isLast) next = readInto(turn ? 0 : 1, place);
    yield { buffer: buffers[turn], length, isLast };
  }
}

async function* decoded(parts: AsyncIterable<Piece>, given: 'utf-8' | 'latin1'): AsyncGenerator<string> {
  let rest = new Uint8Array(0);
  let decode: ((bytes: Uint8Array) => string) | undefined;
  let encoding: Encoding | undefined;
  let kept = '';
  for await (const { buffer, length, isLast } of parts) {
    const start = chunkBytes - rest.length;
    buffer.set(rest, start);
    const bytes = buffer.subarray(start, chunkBytes + length);
    encoding ??= encodingOf(bytes, given);
    decode ??= decoderOf(encoding);
    const end = isLast ? bytes.length : wholeEnd(bytes, encoding);
    rest = bytes.slice(end);
    let text = kept + decode(bytes.subarray(0, end));
    kept = !isLast && text.endsWith('\r') ? '\r' : '';
    if (text.includes('\r')) text = text.slice(0, text.length - kept.length).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    if (text.length > 0) yield text;
  }
}

function encodingOf([first, second]: Uint8Array, given: 'utf-8' | 'latin1'): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return given;
}

/** Where to cut bytes so that no character is cut: behind the last line, or, without one, before the last character. */
function wholeEnd(bytes: Uint8Array, encoding: Encoding): number {
  const even = bytes.length - (bytes.length % 2);
  if (encoding === 'utf-16le') return even - (bytes[even - 1]! >> 2 === 0b110110 ? 2 : 0);
  if (encoding === 'utf-16be') return even - (bytes[even - 2]! >> 2 === 0b110110 ? 2 : 0);
  const lines = bytes.lastIndexOf(10) + 1;
  if (lines > 0 || encoding === 'latin1') return lines || bytes.length;
  let end = bytes.length;
  while (bytes[end - 1]! >> 6 === 0b10 && bytes.length - end < 3) end--;
  return bytes[end - 1]! >> 6 === 0b11 ? end - 1 : bytes.length;
}

function decoderOf(encoding: Encoding): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let [isFirst, line] = [true, 1];
  return (bytes) => {
    try {
      const text = decoder.decode(bytes);
      if (text.includes('\0')) throw new TypeError('a zero byte');
      const hasMark = isFirst && text.startsWith('\ufeff');
      isFirst = false;
      line += newlines(bytes);
      return hasMark ? text.slice(1) : text;
    } catch (cause) {
      throw new InvalidDataError(
        `line ${line + linesBefore(bytes, decoder)}: expected text in ${encoding.toUpperCase()}, received bytes that are none. ` +
          `Save the file as UTF-8${encoding === 'utf-8' && !String(cause).includes('zero') ? ", or give encoding: 'latin1' where it is Latin-1" : ''}.`,
        { cause },
      );
    }
  };
}

function newlines(bytes: Uint8Array): number {
  let count = 0;
  for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, i + 1)) count++;
  return count;
}

/** Whole lines of text before the first bytes that are none. */
function linesBefore(bytes: Uint8Array, decoder: TextDecoder): number {
  let lines = 0;
  for (let begin = 0, end = bytes.indexOf(10); end >= 0; begin = end + 1, end = bytes.indexOf(10, begin)) {
    try {
      decoder.decode(bytes.subarray(begin, end));
    } catch {
      return lines;
    }
    lines++;
  }
  return lines;
}
