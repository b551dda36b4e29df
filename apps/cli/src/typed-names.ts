import { InvalidOptionError } from '@hourglass/core';

/**
 * What the user typed for an option or a part of one, such as `widths.1`: `--code-size`, `codeSize in c.json`, or
 * `base.codeSize in c.json`; nothing where it cannot be typed.
 */
export type TypedNames = (option: string) => string | undefined;

/**
 * Checks options, and names the one at fault as the user typed it.
 *
 * @throws InvalidOptionError as `check`, with that name in front
 */
export function namingOptions<Result>(typed: TypedNames, check: () => Result): Result {
  try {
    return check();
  } catch (cause) {
    if (!InvalidOptionError.isInstance(cause)) throw cause;
    const { option, message } = cause;
    const name = typed(option);
    const start = placeOf(option, message);
    if (name === undefined || start === undefined) throw cause;
    throw new InvalidOptionError(option, name + message.slice(start + option.length), { cause });
  }
}

/**
 * Checks options that lie in a field of others, and gives the path of the one at fault: `base.codeSize`.
 *
 * @throws InvalidOptionError as `check`, with that path
 */
export function inField<Result>(field: string, check: () => Result): Result {
  try {
    return check();
  } catch (cause) {
    if (!InvalidOptionError.isInstance(cause)) throw cause;
    const { option, message } = cause;
    const start = placeOf(option, message) ?? 0;
    throw new InvalidOptionError(`${field}.${option}`, `${field}.${message.slice(start)}`, { cause });
  }
}

/** Where a message names an option and says what is wrong with it. */
const placeOf = (option: string, message: string): number | undefined =>
  [`${option}: `, `${option} is missing`].map((words) => message.indexOf(words)).find((place) => place >= 0);
