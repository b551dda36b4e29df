import { HourglassError } from '@hourglass/core';
import { CommanderError } from 'commander';
import { describeSystemError, isSystemError } from './file-errors.js';
import { note, type Io } from './io.js';

export const exitCodes = { success: 0, unexpected: 1, userMistake: 2, interrupted: 130 } as const;

/** Training that was ended by a signal and saved. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** Says what went wrong on stderr, without a stack unless `DEBUG=hourglass`, and gives the exit code for it. */
export function exitFor(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.userMistake; // it has written
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (process.env['DEBUG'] === 'hourglass') note(io, stack ?? message);
  if (error instanceof Interrupted) {
    note(io, message);
    return exitCodes.interrupted;
  }
  if (HourglassError.isInstance(error) || isSystemError(error)) {
    note(io, `Error: ${isSystemError(error) ? describeSystemError(error) : message}`);
    return exitCodes.userMistake;
  }
  note(io, `Unexpected error: ${message}\nDEBUG=hourglass shows where it happened.`);
  return exitCodes.unexpected;
}
