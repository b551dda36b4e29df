import { InvalidOptionError } from '@hourglass/core';

/** What the user typed for an option: `--code-size`, or `codeSize in c.json`; nothing where it cannot be typed. */
export type TypedNames = (option: string) => string | undefined;

/** The typed name of an option or of a part of one, such as `widths.1`. */
export const typedName = (typed: TypedNames, option: string): string | undefined => typed(option.split('.')[0]!);

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
    const name = typedName(typed, option);
    const start = [`${option}: `, `${option} is missing`].map((words) => message.indexOf(words)).find((place) => place >= 0);
    if (name === undefined || start === undefined) throw cause;
    throw new InvalidOptionError(option, name + message.slice(start + option.length), { cause });
  }
}
