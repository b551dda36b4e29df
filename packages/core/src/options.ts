import * as v from 'valibot';
import { InvalidOptionError } from './errors.js';

/** A finite number above 0. */
export const positive = v.pipe(v.number(), v.finite(), v.gtValue(0, 'Expected a number above 0'));

/** A whole number of 1 or more. */
export const wholePositive = v.pipe(v.number(), v.integer('Expected a whole number'), v.minValue(1, 'Expected at least 1'));

/** A number from 0 to 1. */
export const share = v.pipe(v.number(), v.minValue(0, 'Expected 0 to 1'), v.maxValue(1, 'Expected 0 to 1'));

/**
 * Checks the options of a part or a call, and fills in defaults.
 *
 * @param where what the options belong to, as the user wrote it: `undercomplete`
 * @param schema a valibot schema, as a rule a `strictObject`, so that unknown options are refused
 * @returns the options with defaults
 * @throws InvalidOptionError that names the first option at fault, what it expected and what it received
 */
export function checkOptions<Schema extends v.GenericSchema>(
  where: string,
  schema: Schema,
  options: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, options);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const option = v.getDotPath(issue) ?? '';
  const known = 'entries' in schema ? Object.keys(schema.entries as object) : [];
  const unknownKey = issue.expected === 'never' && option !== '';
  throw new InvalidOptionError(
    option,
    unknownKey
      ? `${where} has no option "${option}"; it takes ${known.join(', ')}.`
      : `${where}${option && `: ${option}`}: ${issue.message.replace(/\.$/, '')}; received ${issue.received}.`,
  );
}
