import { InvalidDataError } from '@hourglass/core';
import { byteSource } from '../byte-source.js';
import { sorted, type FileEntry, type FileSet } from '../file-set.js';

/**
 * What was dropped on a page: files, and folders with all that is in them. One folder alone is the set itself, as a folder
 * on disk is in Node; of several things, paths begin with their names.
 *
 * @param transfer the `dataTransfer` of a `drop` event; call this in the event's handler before anything is awaited, since
 *   the browser empties it then
 */
export function dropped(transfer: Pick<DataTransfer, 'items'>): FileSet {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const [first] = entries;
  const alone = entries.length === 1 && first?.isDirectory ? first : undefined;
  return {
    name: alone?.name ?? 'what was dropped',
    list: async () => {
      const found: FileEntry[] = [];
      for (let waiting = entries; waiting.length > 0;) {
        const [files, folders] = [waiting.filter(isFile), waiting.filter(isFolder)];
        for (const file of await Promise.all(files.map((entry) => fileOf(entry, alone)))) found.push(file);
        waiting = (await Promise.all(folders.map(contentsOf))).flat();
      }
      return sorted(found);
    },
  };
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function fileOf(entry: FileSystemFileEntry, root: FileSystemEntry | undefined): Promise<FileEntry> {
  const file = await settled<File>(entry, (resolve, reject) => { entry.file(resolve, reject); });
  const path = entry.fullPath.slice((root?.fullPath ?? '').length + 1);
  return { ...byteSource(file), name: path, path };
}

/** What is in a folder; the browser tells it some hundred entries at a time. */
async function contentsOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await settled<FileSystemEntry[]>(folder, (resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) return all;
    for (const entry of some) all.push(entry);
  }
}

/** What a callback of the browser's gives. */
const settled = <Result>(entry: FileSystemEntry, run: (resolve: (result: Result) => void, reject: (error: Error) => void) => void): Promise<Result> =>
  new Promise<Result>(run).catch((cause: unknown) => {
    throw new InvalidDataError(`${entry.fullPath} cannot be read (${String(cause)}). Drop it again; it must stay where it is.`, { cause });
  });
