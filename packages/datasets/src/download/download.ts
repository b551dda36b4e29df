import { InvalidDataError } from '@hourglass/core';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fetchRest, WrongRange } from './fetch-rest.js';
import { claimPart, releasePart } from './part-file.js';

/** A file that is the same wherever it comes from. */
export interface RemoteFile {
  /** Its path below the cache, and below a mirror. */
  readonly name: string;
  /** Its path below a mirror, where that is another. */
  readonly at?: string;
  /** Its size in bytes; nothing longer is ever taken in. */
  readonly size: number;
  /** Its SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** How far a download is. */
export interface DownloadProgress {
  /** The file's name. */
  readonly name: string;
  /** Bytes that are there; fewer than before where a download began again. */
  readonly received: number;
  /** Bytes in all. */
  readonly size: number;
}

export interface Download {
  /** The folder that keeps the file. */
  readonly cache: string;
  /** Addresses of folders that hold the file, tried in this order. */
  readonly mirrors: readonly string[];
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Milliseconds without a byte after which a server is given up. */
  readonly stall?: number;
  /** A folder that HOURGLASS_DATA named and that is not there, for the message. */
  readonly absent?: string | undefined;
}

/** Times that one mirror is asked, as long as each time brings more. */
const attempts = 5;

/**
 * Puts a file into the cache, where it is not there and whole already. Bytes go to the disk as they come; a download that
 * stopped goes on where it was, at any mirror, since the checksum decides in the end whether they belong together.
 *
 * @returns the file's path
 * @throws InvalidDataError where every mirror failed, that says how, or the cache cannot be written
 */
export async function download(file: RemoteFile, options: Download): Promise<string> {
  const { cache, mirrors, absent } = options;
  const path = join(cache, file.name);
  if (await isWhole(path, file)) return path;
  const part = await writing(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    return claimPart(path);
  });
  const failures: string[] = [];
  for (const mirror of mirrors) {
    const url = `${mirror.replace(/\/$/, '')}/${file.at ?? file.name}`;
    try {
      await complete(part, url, file, options);
      await writing(path, () => rename(part, path));
      return path;
    } catch (error) {
      if (InvalidDataError.isInstance(error)) {
        await releasePart(part, path).catch(() => undefined);
        throw error;
      }
      failures.push(`${url}: ${reasonOf(error)}`);
    }
  }
  await writing(path, () => releasePart(part, path));
  throw new InvalidDataError(
    `${absent === undefined ? '' : `${absent} not found (by HOURGLASS_DATA). `}${file.name} is not in ${cache} and could not be downloaded.\n  ${failures.join('\n  ')}\n` +
      'Connect to the network, or get the files elsewhere, put them into a folder and give that folder.',
  );
}

/** Brings a part to its end from one mirror, and checks it; one that began elsewhere and proves wrong is begun again. */
async function complete(part: string, url: string, file: RemoteFile, { onProgress, stall = 30_000 }: Download): Promise<void> {
  const { name, size } = file;
  const onBytes = (received: number): void => onProgress?.({ name, received, size });
  const handle = await writing(part, () => open(part, 'r+'));
  try {
    let whole = false; // whether all of the part is of this mirror
    let ranges = true;
    for (let attempt = 1; ; attempt++) {
      const { size: before } = await handle.stat();
      const from = ranges ? before : 0;
      whole ||= from === 0;
      try {
        if (before !== size || !ranges) await fetchRest(handle, { url, size, from, stall, onBytes });
      } catch (error) {
        if (isOfDisk(error)) throw unwritable(part, error);
        const brokeOff = (await handle.stat()).size > before && attempt < attempts;
        if (!brokeOff && !(error instanceof WrongRange && ranges)) throw error;
        ranges = !(error instanceof WrongRange);
        continue;
      }
      const found = await sha256Of(part);
      if (found === file.sha256) return;
      await handle.truncate(0);
      if (whole) throw new Error(`expected SHA-256 ${file.sha256}, received ${found}`);
    }
  } finally {
    await handle.close();
  }
}

async function isWhole(path: string, { size, sha256 }: RemoteFile): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === size && (await sha256Of(path)) === sha256;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}

/** Runs what writes to the cache; its failures are not a mirror's. */
async function writing<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

const isOfDisk = (error: unknown): boolean => ['write', 'ftruncate'].includes((error as { syscall?: string }).syscall ?? '');

const unwritable = (path: string, cause: unknown): InvalidDataError =>
  new InvalidDataError(`${path} cannot be written (${reasonOf(cause)}). Choose another cache folder, or make room in this one.`, { cause });

interface Reason {
  readonly code?: string;
  readonly message?: string;
}

/** Why something failed, which `fetch` puts into the cause. */
function reasonOf(error: unknown): string {
  const { cause, code, message } = error as Reason & { cause?: Reason };
  return cause?.code ?? cause?.message ?? code ?? message ?? String(error);
}
