import { InvalidDataError } from '@hourglass/core';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that is the same wherever it comes from. */
export interface RemoteFile {
  readonly name: string;
  /** Its size in bytes; nothing longer is ever taken in. */
  readonly size: number;
  /** Its SHA-256 in hexadecimal. */
  readonly sha256: string;
}

export interface DownloadOptions {
  /** The folder that keeps the file. */
  readonly cache: string;
  /** Addresses of folders that hold the file, tried in this order. */
  readonly mirrors: readonly string[];
  /** A folder that HOURGLASS_DATA named and that is not there, for the message. */
  readonly absent?: string | undefined;
}

/**
 * The bytes of a file, from the cache where it is there and whole, otherwise from the first mirror that has it.
 *
 * @throws InvalidDataError where every mirror failed, that says how, or the cache cannot be written
 */
export async function download(file: RemoteFile, { cache, mirrors, absent }: DownloadOptions): Promise<Uint8Array> {
  const path = join(cache, file.name);
  const cached = await readFile(path).catch(() => undefined);
  if (cached && digest(cached) === file.sha256) return cached;

  const failures: string[] = [];
  for (const mirror of mirrors) {
    const url = `${mirror.replace(/\/$/, '')}/${file.name}`;
    try {
      const bytes = await fetchFile(url, file);
      await keep(path, cache, bytes);
      return bytes;
    } catch (error) {
      if (InvalidDataError.isInstance(error)) throw error;
      failures.push(`${url}: ${reasonOf(error)}`);
    }
  }
  throw new InvalidDataError(
    `${absent === undefined ? '' : `${absent} not found (by HOURGLASS_DATA). `}${file.name} is not in ${cache} and could not be downloaded.\n  ${failures.join('\n  ')}\n` +
      'Connect to the network, or get the files elsewhere, put them into a folder and give that folder.',
  );
}

async function fetchFile(url: string, { size, sha256 }: RemoteFile): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`expected the file, received status ${response.status}`);
  }
  const bytes = new Uint8Array(size);
  let length = 0;
  for await (const part of response.body) {
    if (length + part.length > size) throw new Error(`expected ${size} bytes, received more`);
    bytes.set(part, length);
    length += part.length;
  }
  if (length < size) throw new Error(`expected ${size} bytes, received ${length}`);
  const found = digest(bytes);
  if (found !== sha256) throw new Error(`expected SHA-256 ${sha256}, received ${found}`);
  return bytes;
}

/** Writes a file beside its place and renames it, so that others see all of it or nothing. */
async function keep(path: string, folder: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(beside, bytes);
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    const text = `${path} cannot be written (${reasonOf(cause)}). Choose another cache folder, or make room in this one.`;
    throw new InvalidDataError(text, { cause });
  }
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Reason {
  readonly code?: string;
  readonly message?: string;
}

/** Why something failed, which `fetch` puts into the cause. */
function reasonOf(error: unknown): string {
  const { cause, code, message } = error as Reason & { cause?: Reason };
  return cause?.code ?? cause?.message ?? code ?? message ?? String(error);
}
