import { InvalidDataError } from '@hourglass/core';
import * as v from 'valibot';

/** Bytes that can be read from any place: a file, a `Blob`, an array, an entry of an archive. */
export interface ByteSource {
  /** What errors call it: a path or a file's name. */
  readonly name: string;
  /**
   * Opens it to be read; whoever opens it closes it.
   *
   * @throws InvalidDataError, that names it, where it cannot be read
   */
  open(): Promise<OpenBytes>;
}

/** A byte source while it is read. */
export interface OpenBytes {
  /** Its length in bytes. */
  readonly size: number;
  /** True where going back means to begin again, as in a packed entry: read it from the beginning to the end. */
  readonly sequential: boolean;
  /**
   * Fills `into` with the bytes from `start` on.
   *
   * @returns how many there were; fewer than asked for only at the end
   */
  read(start: number, into: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** What every reader takes: bytes in memory, a `Blob` or `File`, or any source of bytes, such as `file(path)` of `./node`. */
export type Source = ByteSource | Blob | Uint8Array | ArrayBuffer;

/** An option that takes any source. */
export const sourceSchema = v.custom<Source>((value) => typeof value === 'object' && value !== null, 'Expected a source of bytes');

/** Any source as a byte source; bytes in memory have no name. */
export function byteSource(source: Source): ByteSource {
  if (source instanceof ArrayBuffer) return byteSource(new Uint8Array(source));
  if (source instanceof Uint8Array) return inMemory(source);
  if (source instanceof Blob) return ofBlob(source);
  return source;
}

const inMemory = (bytes: Uint8Array): ByteSource => ({
  name: `${bytes.length} bytes`,
  open: () =>
    Promise.resolve({
      size: bytes.length,
      sequential: false,
      read: (start, into) => {
        const part = bytes.subarray(start, start + into.length);
        into.set(part);
        return Promise.resolve(part.length);
      },
      close: () => Promise.resolve(),
    }),
});

const ofBlob = (blob: Blob): ByteSource => ({
  name: 'name' in blob ? (blob as File).name : `${blob.size} bytes`,
  open: () =>
    Promise.resolve({
      size: blob.size,
      sequential: false,
      read: async (start, into) => {
        const part = new Uint8Array(await blob.slice(start, start + into.length).arrayBuffer());
        into.set(part);
        return part.length;
      },
      close: () => Promise.resolve(),
    }),
});

/** Opens a source, runs a function with it, and closes it whatever happens; errors in data begin with its name. */
export async function reading<Result>(source: Source, run: (bytes: OpenBytes) => Promise<Result>): Promise<Result> {
  const { name, open } = byteSource(source);
  const bytes = await open();
  try {
    return await naming(name, () => run(bytes));
  } finally {
    await bytes.close();
  }
}

/**
 * The bytes of an open source from `start` on.
 *
 * @throws InvalidDataError where it ends before
 */
export async function readExactly(bytes: OpenBytes, start: number, length: number): Promise<Uint8Array> {
  if (start + length > bytes.size)
    throw new InvalidDataError(`Expected ${length} bytes from byte ${start} on, received ${bytes.size} in all. The file was cut short; get it again.`);
  const into = new Uint8Array(length);
  await readInto(bytes, start, into);
  return into;
}

/**
 * Fills an array with the bytes of an open source from `start` on.
 *
 * @throws InvalidDataError where it ends before
 */
export async function readInto(bytes: OpenBytes, start: number, into: Uint8Array): Promise<void> {
  const count = await bytes.read(start, into);
  if (count < into.length)
    throw new InvalidDataError(`Expected ${into.length} bytes from byte ${start} on, received ${count}. The file was cut short; get it again.`);
}

/** Runs a function and puts a name before the message of an error in data, where it is not there yet. */
export async function naming<Result>(name: string, run: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    if (!InvalidDataError.isInstance(cause) || cause.message.startsWith(`${name}: `)) throw cause;
    throw new InvalidDataError(`${name}: ${cause.message}`, { cause });
  }
}
