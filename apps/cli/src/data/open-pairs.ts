import { InvalidDataError, type Dataset } from '@hourglass/core';
import { filesWhere, paired, type FileSet, type Source } from '@hourglass/datasets';
import { file, folderFiles } from '@hourglass/datasets/node';
import { stat } from 'node:fs/promises';
import { withFile } from '../file-errors.js';
import type { Place } from './place.js';

/** How files of one kind are read. */
interface Files {
  readonly isName: (path: string) => boolean;
  readonly open: (source: FileSet | Source) => Promise<Dataset>;
  /** The lengths of the axes of one file; nothing where files of any lengths become samples of one shape. */
  readonly lengths?: (source: Source) => Promise<readonly number[]>;
}

/**
 * Dirty samples beside their clean ones: of the files of equal names in two folders, or of two files.
 *
 * @param dirty a file, or a folder or archive of them
 * @param clean the path of a file or a folder; files that have no dirty one are left out
 * @throws InvalidDataError where a dirty file has no clean one, or one of another size
 */
export async function openPairs(dirty: Exclude<Place, { kind: 'name' }>, clean: string, { isName, open, lengths }: Files): Promise<Dataset> {
  const isFolder = (await withFile('clean: expected the path of clean files', clean, () => stat(clean))).isDirectory();
  if (isFolder !== (dirty.kind === 'files'))
    throw new InvalidDataError(`${clean}: expected ${isFolder ? 'a file' : 'a folder'}, as ${dirty.address} is. Give two files, or two folders.`);
  if (dirty.kind === 'file') {
    await checkLengths(lengths, file(dirty.address), file(clean));
    return paired(await open(file(dirty.address)), await open(file(clean)));
  }
  const all = await folderFiles(clean).list();
  const names = dirty.paths.filter(isName);
  for (const name of names) {
    const own = all.find(({ path }) => path === name);
    if (!own) throw new InvalidDataError(`${dirty.address}: expected a clean file for each, found no ${name} in ${clean}. Add it, or take the dirty one away.`);
    await checkLengths(lengths, (await dirty.files.list()).find(({ path }) => path === name)!, own);
  }
  const those = (files: FileSet): FileSet => filesWhere(files, (path) => names.includes(path));
  return paired(await open(those(dirty.files)), await open(those(folderFiles(clean))));
}

async function checkLengths(lengths: Files['lengths'], dirty: Source & { readonly name: string }, clean: Source & { readonly name: string }): Promise<void> {
  if (!lengths) return;
  const [a, b] = [(await lengths(dirty)).join(' × '), (await lengths(clean)).join(' × ')];
  if (a !== b) throw new InvalidDataError(`${dirty.name}: expected the size of its clean file, ${b}, received ${a}. Cut both alike.`);
}
