import { InvalidDataError } from '@hourglass/core';
import type { RemoteFile } from '../download/download.js';

/**
 * The file of a collection that has a name, in any folder, with or without the number before it.
 *
 * @throws InvalidDataError that says which there are
 */
export function known(collection: string, files: readonly RemoteFile[], name: string): RemoteFile {
  const found = files.find((file) => isNamed(file.name, name));
  if (found) return found;
  const names = files.map((file) => stem(file.name)).join(', ');
  throw new InvalidDataError(`${collection}: expected one of ${names}, whose checksums are known, received ${name}. Get others yourself, and give their folder.`);
}

/** Whether a file of a collection is called so: `Classical/18_Ionosphere.npz` is `18_Ionosphere` and `Ionosphere`. */
export const isNamed = (file: string, name: string): boolean => stem(file) === name || stem(file).replace(/^\d+_/, '') === name;

const stem = (file: string): string => /([^/]*)\.\w+$/.exec(file)?.[1] ?? file;
