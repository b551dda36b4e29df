import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sorted, type FileSet } from '../file-set.js';
import { file } from './file.js';
import { unreadable } from './unreadable.js';

/** The files of a folder on disk and of those inside it; links are not followed. */
export const folderFiles = (path: string): FileSet => ({
  name: path,
  list: async () => {
    const found = await readdir(path, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
    const entries = found.filter((entry) => entry.isFile()).map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return { ...file(full), path: relative(path, full).replaceAll('\\', '/') };
    });
    return sorted(entries);
  },
});
