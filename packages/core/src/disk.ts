import { constants } from 'node:fs';
import { lstat, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError } from './errors.js';
import type { Files } from './storage.js';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

const advice: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space.',
  EDQUOT: 'The quota of the disk is used up: free some space.',
  EFBIG: 'Files this large are not allowed here: choose another disk, or raise the limit (ulimit -f).',
  EACCES: 'Change the permissions, or choose another folder.',
  EPERM: 'Change the permissions, or choose another folder.',
  EROFS: 'The disk is read-only: choose another folder.',
  ENOTDIR: 'A file is where a folder was expected: choose another folder.',
  EEXIST: 'A file, or another process that saves there, is in the way: choose another folder.',
  ELOOP: 'Links are not followed: put the file itself there.',
};

/** Does the work, and turns what the operating system refuses into a CheckpointError with advice. */
export async function attempt<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (CheckpointError.isInstance(cause)) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw new CheckpointError(`Could not ${what}: ${message}. ${advice[code] ?? 'Choose another folder.'}`, { cause });
  }
}

/** True for the name of a file without any folder. */
export const isPlainName = (name: string): boolean => /^(?!\.{1,2}$)[^/\\:\0]+$/.test(name);

/** Writes a new file, and returns when it would outlast a power failure. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder outlast a power failure; Windows has no such call. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Reads a file that is neither link, folder nor device; undefined where there is nothing. */
export async function readRegularFile(path: string): Promise<Uint8Array | undefined> {
  // O_NONBLOCK: a named pipe must not make us wait. Windows has neither flag.
  const file = await open(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    if (!(await file.stat()).isFile())
      throw new CheckpointError(`${path}: expected a file, received something else. Put a whole checkpoint there.`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

/** Reads the files directly in a folder; links and folders in it are passed over. */
export async function readRegularFiles(path: string): Promise<Files> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory())
    throw new CheckpointError(
      `${path}: expected a folder, received ${found ? 'something else' : 'nothing'}. Put a whole checkpoint there.`,
    );
  const files: [string, Uint8Array][] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const bytes = entry.isFile() ? await readRegularFile(join(path, entry.name)) : undefined;
    if (bytes) files.push([entry.name, bytes]);
  }
  return Object.fromEntries(files);
}

/** Deletes a file or folder; a failure leaves rubbish, no damage. */
export const removeIfPossible = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true }).catch(() => undefined);
