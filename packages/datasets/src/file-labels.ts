import { InvalidDataError } from '@hourglass/core';
import * as v from 'valibot';

/**
 * What the class of a file is told by: `folders`, the folder that it lies in; `names`, its name up to the first `_`, `-`, `.` or
 * space; or a function of its path.
 */
export type FileLabels = 'folders' | 'names' | ((path: string) => string);

export const fileLabelsSchema = v.union([v.picklist(['folders', 'names']), v.custom<(path: string) => string>((value) => typeof value === 'function')]);

/** Classes by number, and what the numbers stand for, in the order of the alphabet or of the numbers that they are. */
export interface LabelledFiles {
  readonly labels: readonly number[];
  readonly labelNames: readonly string[];
}

/**
 * The classes of files.
 *
 * @throws InvalidDataError where a file has none
 */
export function fileLabels(paths: readonly string[], by: FileLabels): LabelledFiles {
  const nameOf = by === 'folders' ? folderNames(paths) : by === 'names' ? namePart : by;
  const names = paths.map((path) => {
    const name = nameOf(path);
    if (typeof name === 'string' && name !== '') return name;
    throw new InvalidDataError(`${path}: expected a label by ${typeof by === 'string' ? by : 'the function'}, received none. Move the file, or leave labels out.`);
  });
  const labelNames = ordered([...new Set(names)]);
  const numbers = new Map(labelNames.map((name, number) => [name, number]));
  return { labels: names.map((name) => numbers.get(name)!), labelNames };
}

const namePart = (path: string): string => /[^/]*$/.exec(path)![0].split(/[_\-. ]/)[0]!;

const ordered = (names: readonly string[]): string[] =>
  names.every((name) => /^\d+$/.test(name)) ? names.toSorted((a, b) => Number(a) - Number(b)) : names.toSorted();

/** The folders below those that all files share; where all lie in one folder, its name. */
function folderNames(paths: readonly string[]): (path: string) => string {
  const folders = paths.map(foldersOf);
  const depth = folders.reduce((most, { length }) => Math.max(most, length), 0);
  let shared = 0;
  while (shared < depth - 1 && folders.every((names) => names[shared] === folders[0]![shared])) shared++;
  return (path) => foldersOf(path).slice(shared).join('/');
}

const foldersOf = (path: string): string[] => path.split('/').slice(0, -1);
