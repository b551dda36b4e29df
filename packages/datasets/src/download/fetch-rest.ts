import type { FileHandle } from 'node:fs/promises';

/** What is asked for. */
export interface Rest {
  readonly url: string;
  /** The size of the whole file in bytes. */
  readonly size: number;
  /** The first byte that is missing. */
  readonly from: number;
  /** Milliseconds without a byte after which to give up. */
  readonly stall: number;
  /** Told how many bytes are there. */
  readonly onBytes: (received: number) => void;
}

/** Why an answer with a range was of no use, while one without may be. */
export class WrongRange extends Error {}

/**
 * Writes what is missing of a file as it comes from a server, or the whole of it where the server gives no parts.
 *
 * @throws Error that says what was wrong; what came until then stays, unless it cannot be of the file
 */
export async function fetchRest(part: FileHandle, { url, size, from, stall, onBytes }: Rest): Promise<void> {
  const watch = watchdog(stall);
  try {
    const response = await following(url, { headers: headersFrom(from), signal: watch.signal });
    const start = await startOf(response, { size, from }).catch(async (error: unknown) => {
      await response.body?.cancel().catch(() => undefined);
      throw error;
    });
    await part.truncate(start);
    let received = start;
    for await (const bytes of response.body!) {
      watch.touch();
      if (received + bytes.length > size) {
        await part.truncate(start);
        throw new Error(`expected ${size} bytes, received more`);
      }
      await part.write(bytes, 0, bytes.length, received);
      received += bytes.length;
      onBytes(received);
    }
    if (received < size) throw new Error(`expected ${size} bytes, received ${received}`);
  } catch (error) {
    throw watch.signal.aborted ? (watch.signal.reason as Error) : error;
  } finally {
    watch.stop();
  }
}

const headersFrom = (from: number): Record<string, string> => ({
  'accept-encoding': 'identity',
  ...(from > 0 && { range: `bytes=${from}-` }),
});

/** The place of the first byte that an answer holds, as its head says. */
async function startOf(response: Response, { size, from }: { readonly size: number; readonly from: number }): Promise<number> {
  const { status, headers } = response;
  if (from > 0 && status === 416) throw new WrongRange(`expected the bytes from ${from} on, received status 416`);
  if (!(status === 200 || (status === 206 && from > 0)) || !response.body) throw new Error(`expected the file, received status ${status}`);
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) throw new Error('expected the file, received a page (text/html)');
  const packing = headers.get('content-encoding') ?? 'identity';
  if (packing !== 'identity') throw new Error(`expected the file as it is, received it packed (${packing})`);
  const start = status === 206 ? from : 0;
  const range = headers.get('content-range') ?? 'none';
  if (status === 206 && range !== `bytes ${from}-${size - 1}/${size}` && range !== `bytes ${from}-${size - 1}/*`)
    throw new WrongRange(`expected bytes ${from}-${size - 1} of ${size}, received content-range ${range}`);
  const length = headers.get('content-length');
  if (length !== null && Number(length) !== size - start) throw new Error(`expected ${size - start} bytes, received content-length ${length}`);
  return start;
}

const redirects = 5;

/** Fetches, following redirects of the same scheme only. */
async function following(url: string, request: RequestInit): Promise<Response> {
  let at = new URL(url);
  for (let count = 0; count <= redirects; count++) {
    const response = await fetch(at, { ...request, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, at);
    if (next.protocol !== at.protocol) throw new Error(`expected to stay with ${at.protocol}//, was sent to ${next.href}`);
    at = next;
  }
  throw new Error(`expected the file, was sent elsewhere more than ${redirects} times`);
}

/** Aborts where it is not touched for some time. */
function watchdog(stall: number): { readonly signal: AbortSignal; touch(): void; stop(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => { controller.abort(new Error(`expected bytes, received none for ${stall / 1000} s`)); }, stall);
  return { signal: controller.signal, touch: () => void timer.refresh(), stop: () => { clearTimeout(timer); } };
}
