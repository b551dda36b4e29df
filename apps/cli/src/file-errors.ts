import { HourglassError, InvalidOptionError } from '@hourglass/core';

/** What the operating system's answers mean, and what to do. */
const answers: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist. Check the path',
  EISDIR: 'is a folder. Give the path of a file',
  ENOTDIR: 'has a file where a folder was expected. Check the path',
  EEXIST: 'has a file where a folder was expected. Choose another path',
  EACCES: 'is not open to this user. Change its permissions, or choose another path',
  EPERM: 'is not open to this user. Change its permissions, or choose another path',
  EROFS: 'lies on a disk that is read-only. Choose another path',
  ENOSPC: 'does not fit: the disk is full. Free some space, or choose another path',
  EDQUOT: 'does not fit: the quota of the disk is used up. Free some space, or choose another path',
  EFBIG: 'does not fit: files this large are not allowed here. Raise the limit (ulimit -f), or choose another path',
  ENAMETOOLONG: 'is too long a name. Choose a shorter one',
  ELOOP: 'is a link that leads back to itself. Check the path',
};

/** An answer of the file system: a missing file, a folder without permission, a full disk. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;

/** The answer of the file system about a path, in words. */
export function describeSystemError(error: NodeJS.ErrnoException, path = error.path ?? 'A file'): string {
  const relative = path.startsWith('/') ? '' : `; it starts at ${process.cwd()}`;
  const { code = '' } = error;
  const answer = answers[code] ?? `cannot be used (${code || error.message}). Choose another path`;
  return `${path} ${answer}${code === 'ENOENT' ? relative : ''}.`;
}

/**
 * Does something with a file, and says what the file system has against it.
 *
 * @param expected what the path was expected to be, by the name that the user typed: `--config: expected a JSON file`
 * @throws InvalidOptionError in words, in place of what the file system throws
 */
export async function withFile<Result>(expected: string, path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (HourglassError.isInstance(cause) || !isSystemError(cause)) throw cause;
    throw new InvalidOptionError('path', `${expected}; ${describeSystemError(cause, path)}`, { cause });
  }
}
