import { InvalidDataError } from '@hourglass/core';

/** The error for a file or folder that cannot be read. */
export function unreadable(path: string, cause: unknown): InvalidDataError {
  const { code } = cause as { code?: string };
  return new InvalidDataError(
    code === 'ENOENT'
      ? `${path} does not exist. Check the path; a relative one starts at ${process.cwd()}.`
      : `${path} cannot be read (${code ?? String(cause)}). Give a file or folder that this user may read.`,
    { cause },
  );
}
