import { InvalidDataError } from '@hourglass/core';

/** Does something with data, and puts the path that they came from before what is wrong with them. */
export async function naming<Result>(path: string, work: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!InvalidDataError.isInstance(cause) || cause.message.startsWith(path)) throw cause;
    throw new InvalidDataError(`${path}: ${cause.message}`, { cause });
  }
}
