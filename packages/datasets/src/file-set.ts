import { InvalidDataError } from '@hourglass/core';
import { byteSource, type ByteSource } from './byte-source.js';

/** Files that belong together: a folder, an archive, files that were dropped on a page. */
export interface FileSet {
  /** What errors call it. */
  readonly name: string;
  /**
   * Its files, those of folders inside included, in the order of their paths; nothing that begins with a dot.
   *
   * @throws InvalidDataError where it cannot be read
   */
  list(): Promise<readonly FileEntry[]>;
}

/** A file of a set. */
export interface FileEntry extends ByteSource {
  /** Its path inside the set, parted by `/`: `cats/1.png`. */
  readonly path: string;
}

/** Files that were chosen or dropped on a page, under their relative paths. */
export const fileSet = (files: Iterable<File>, name = 'the files'): FileSet => ({
  name,
  list: () => Promise.resolve(sorted([...files].map((file) => ({ ...byteSource(file), path: file.webkitRelativePath || file.name })))),
});

/** The files of a set whose path passes, such as the recordings of one speaker. */
export const filesWhere = (files: FileSet, matches: (path: string) => boolean): FileSet => ({
  name: files.name,
  list: async () => (await files.list()).filter(({ path }) => matches(path)),
});

/** Entries in the order of their paths, without hidden ones. */
export const sorted = (entries: readonly FileEntry[]): FileEntry[] =>
  entries
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'))
    .toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));

/**
 * The one file of a set whose path ends so.
 *
 * @throws InvalidDataError where there is none, or more than one
 */
export async function oneOf(files: FileSet, what: string, matches: (path: string) => boolean): Promise<FileEntry> {
  const found = (await files.list()).filter(({ path }) => matches(path));
  if (found.length === 1) return found[0]!;
  const names = found.map(({ path }) => path).join(', ');
  throw new InvalidDataError(`${files.name}: expected one file of ${what}, found ${names || 'none'}. Give the path of the one to read.`);
}
