import { EnvironmentError } from '@hourglass/core';

/**
 * Tells a package that is not installed from one that is and fails while it loads; the first line of the message says it
 * all, for logs.
 *
 * @param name of the package
 * @param install the command that installs it
 * @param more what else helps
 */
export function loadFailure(name: string, { install, more }: { install: string; more: string }, cause: unknown): EnvironmentError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const isMissing = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(code ?? '') && message.includes(`'${name}'`);
  const what = isMissing
    ? `${name} is not installed; install it with`
    : `${name} is installed, but does not load (${message.split('\n')[0]!}); install it anew with`;
  return new EnvironmentError(`${what} ${install}\n${more}`, { cause });
}
