import { expect, it } from 'vitest';
import { dropped } from './dropped.js';

const empty = new File([], 'empty');

const fileEntry = (path: string): FileSystemEntry =>
  ({
    ...{ isFile: true, isDirectory: false, fullPath: path, name: path.split('/').at(-1) },
    file: (resolve: (file: File) => void) => { resolve(empty); },
  }) as unknown as FileSystemEntry;

/** A folder that tells its entries all at once. */
function folderEntry(path: string, entries: readonly FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    const answers = [entries, []];
    return { readEntries: (resolve: (some: readonly FileSystemEntry[]) => void) => { resolve(answers.shift()!); } };
  };
  return { isFile: false, isDirectory: true, fullPath: path, name: path.slice(1), createReader } as unknown as FileSystemEntry;
}

const transferOf = (entry: FileSystemEntry) => ({ items: [{ webkitGetAsEntry: () => entry }] }) as unknown as DataTransfer;

it('takes folders of more files than a call takes arguments', async () => {
  const count = 200_000;
  const files = Array.from({ length: count }, (_, i) => fileEntry(`/drawings/${String(i).padStart(6, '0')}.png`));
  const found = await dropped(transferOf(folderEntry('/drawings', files))).list();
  expect(found).toHaveLength(count);
  expect(found.at(-1)!.path).toBe('199999.png');
});
