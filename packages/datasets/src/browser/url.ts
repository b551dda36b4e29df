import { checkOptions, InvalidDataError } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, type ByteSource, type OpenBytes } from '../byte-source.js';
import { cachedFile, cacheFile } from './file-cache.js';

export interface UrlOptions {
  /**
   * Keeps the whole file in the browser's IndexedDB, for this page's origin; no network is needed the next time. Default
   * true. Otherwise each piece is fetched when it is read, where the server gives pieces.
   */
  readonly cache?: boolean;
  /** What the bytes must hash to, as in a script's `integrity`: `sha256-` and the hash in base64. The file is fetched whole. */
  readonly integrity?: string;
}

const schema = v.strictObject({
  cache: v.optional(v.boolean(), true),
  integrity: v.optional(v.pipe(v.string(), v.regex(/^sha(256|384|512)-[A-Za-z0-9+/]+=*$/, 'Expected sha256-, sha384- or sha512- and base64'))),
});

/**
 * A file on the web.
 *
 * @param address of the file, relative to the page's or whole
 * @throws InvalidOptionError; when it is opened, InvalidDataError that says what the server answered
 */
export function url(address: string, options: UrlOptions = {}): ByteSource {
  const { cache, integrity } = checkOptions('url', schema, options);
  return {
    name: address,
    open: async () => {
      const { href } = new URL(address, globalThis.location?.href);
      if (!cache && integrity === undefined) return inPieces(href);
      const key = `${integrity ?? ''} ${href}`;
      const kept = cache ? await cachedFile(key) : undefined;
      if (kept) return byteSource(kept).open();
      const whole = await (await answer(href, { ...(integrity !== undefined && { integrity }) })).blob();
      if (cache) await cacheFile(key, whole);
      return byteSource(whole).open();
    },
  };
}

/** A file of which each piece is fetched when it is read; of a server that knows no pieces, the whole file at once. */
async function inPieces(href: string): Promise<OpenBytes> {
  const first = await answer(href, { headers: { range: 'bytes=0-0' } });
  const size = totalOf(first);
  if (size === undefined) {
    const whole = first.status === 206 ? await answer(href, {}) : first;
    return byteSource(await whole.blob()).open();
  }
  await first.body?.cancel();
  const version = versionOf(first);
  return {
    size,
    sequential: false,
    read: async (start, into) => {
      const end = Math.min(start + into.length, size);
      if (end <= start) return 0;
      const piece = await answer(href, { headers: { range: `bytes=${start}-${end - 1}` } });
      const range = piece.headers.get('content-range');
      const bytes = new Uint8Array(await piece.arrayBuffer());
      if (versionOf(piece) !== version || range !== `bytes ${start}-${end - 1}/${size}` || bytes.length !== end - start)
        throw new InvalidDataError(
          `${href}: expected bytes ${start}-${end - 1} of ${size}, received ${bytes.length} bytes, content-range ${range}. ` +
            'The file changed while it was read, or its server gives other pieces than it says: begin again, or leave cache on.',
        );
      into.set(bytes);
      return bytes.length;
    },
    close: () => Promise.resolve(),
  };
}

/** The size of the whole file, where an answer is the piece that was asked for and says so. */
function totalOf({ status, headers }: Response): number | undefined {
  const total = /^bytes 0-0\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
  return status === 206 && total !== undefined ? Number(total) : undefined;
}

const versionOf = ({ headers }: Response): string | null => headers.get('etag') ?? headers.get('last-modified');

/** Fetches, unpacked by nobody but the reader. */
async function answer(href: string, request: RequestInit): Promise<Response> {
  const response = await fetch(href, request).catch((cause: unknown) => {
    const expected = request.integrity === undefined ? '' : ` and send the bytes of ${request.integrity}`;
    throw new InvalidDataError(
      `${href} could not be fetched (${(cause as Error).message}). The server must be there, allow pages of other origins to ` +
        `read the file (access-control-allow-origin)${expected}; the browser's console says more.`,
      { cause },
    );
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new InvalidDataError(`${href}: expected the file, received status ${response.status}. Check the address.`);
}
