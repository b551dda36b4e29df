import { InvalidDataError } from '@hourglass/core';
import { zip, type FileSet } from '@hourglass/datasets';
import { file, folderFiles } from '@hourglass/datasets/node';
import { open, stat } from 'node:fs/promises';
import { gunzipSync, constants } from 'node:zlib';
import { withFile } from '../file-errors.js';

/** What an address stands for: a name, or what lies there on disk. */
export type Place =
  | { readonly kind: 'name'; readonly address: string }
  | {
      readonly kind: 'file';
      readonly address: string;
      /** What follows the last dot of the name, in lower case, without `gz`. */
      readonly suffix: string;
      /** Its first bytes, unpacked where gzip packed them. */
      readonly head: Buffer;
    }
  | {
      readonly kind: 'files';
      readonly address: string;
      /** What lies in a folder or in an archive. */
      readonly files: FileSet;
      /** The paths of its files, those in folders inside included. */
      readonly paths: readonly string[];
      readonly isArchive: boolean;
    };

/**
 * Looks at what lies at a path.
 *
 * @param names what `--data` may name in place of a path, for the message
 * @throws InvalidOptionError where nothing does
 */
export async function placeAt(address: string, names: readonly string[]): Promise<Place> {
  return withFile(`--data: expected a name (${names.join(', ')}), or the path of a file or folder`, address, async () => {
    const found = await stat(address);
    if (found.isDirectory()) return filesAt(address, folderFiles(address), false);
    const suffix = /\.([^./\\]+)(?:\.gz)?$/i.exec(address.replace(/\.gz$/i, ''))?.[1]?.toLowerCase() ?? '';
    if (!found.isFile()) throw new InvalidDataError(`${address}: expected a file or a folder. Write what it gives to a file first.`);
    if (suffix === 'zip') return filesAt(address, zip(file(address)), true);
    return { kind: 'file', address, suffix, head: await headOf(address) };
  });
}

async function filesAt(address: string, files: FileSet, isArchive: boolean): Promise<Place> {
  return { kind: 'files', address, files, isArchive, paths: (await files.list()).map(({ path }) => path) };
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const head = buffer.subarray(0, bytesRead);
    return head[0] === 0x1f && head[1] === 0x8b ? unpacked(head) : head;
  } finally {
    await handle.close();
  }
}

/** The first bytes of what was packed; none where it is damaged, which its reader tells. */
function unpacked(head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}
