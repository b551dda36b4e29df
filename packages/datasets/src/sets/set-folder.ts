import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import { download, type DownloadProgress, type RemoteFile } from '../download/download.js';
import { unpackTar } from '../download/unpack-tar.js';

/** What every public set takes that is downloaded. */
export interface SetOptions {
  /** The folder that downloads are kept in. Default `$XDG_CACHE_HOME/hourglass/<set>`, or `~/.cache/hourglass/<set>`. */
  readonly cache?: string;
  /** Addresses of folders that hold the set's files, tried in this order. Default: public ones. */
  readonly mirrors?: readonly string[];
  /** Is told how far a download is. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** The entries of `SetOptions` in a schema. */
export const setEntries = {
  cache: v.optional(v.string()),
  mirrors: v.optional(v.pipe(v.array(v.pipe(v.string(), v.url('Expected addresses'))), v.minLength(1, 'Expected at least one'))),
  onProgress: v.optional(v.custom<(progress: DownloadProgress) => void>((value) => typeof value === 'function', 'Expected a function')),
};

/** A set that others publish. */
export interface PublicSet {
  /** Its folder in the one that HOURGLASS_DATA names, and in the cache. */
  readonly name: string;
  /** The files that are downloaded, asked for only then. */
  readonly files: () => readonly RemoteFile[];
  readonly mirrors: readonly string[];
  /** Of a set that comes as one `.tar.gz`: what the names of the files in it match that are unpacked, into the folder `unpacked`. */
  readonly unpack?: RegExp;
}

/** `SetOptions` as a schema gives them. */
export interface CheckedSetOptions {
  readonly cache?: string | undefined;
  readonly mirrors?: readonly string[] | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * The folder that holds a set: the one given, else that of its name in `HOURGLASS_DATA`, else the cache, where the files are
 * downloaded unless they are there and whole.
 *
 * @throws InvalidDataError where they cannot be downloaded, or the set is not known and so cannot
 */
export async function setFolder(path: string | undefined, set: PublicSet, options: CheckedSetOptions): Promise<string> {
  const { name, files, mirrors, unpack } = set;
  const provided = process.env['HOURGLASS_DATA'];
  const named = provided ? join(provided, name) : undefined;
  if (path !== undefined) return path;
  if (named !== undefined && existsSync(named)) return named;
  const { cache = defaultCache(name), mirrors: chosen = mirrors, onProgress } = options;
  const unpacked = join(cache, 'unpacked');
  if (unpack && existsSync(unpacked)) return unpacked;
  const paths = await eachOrAll(files().map((file) => download(file, { cache, mirrors: chosen, onProgress, absent: named })));
  if (!unpack) return cache;
  await unpackTar(paths[0]!, unpacked, unpack);
  return unpacked;
}

/** Waits for all, so that nothing goes on behind a failure. */
async function eachOrAll<Result>(downloads: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(downloads);
  return Promise.all(downloads);
}

function defaultCache(name: string): string {
  const base = process.env['XDG_CACHE_HOME'];
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'hourglass', name);
}
