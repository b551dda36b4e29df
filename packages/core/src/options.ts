import * as v from 'valibot';
import { InvalidOptionError } from './errors.js';
import type { Loss } from './loss.js';

const aboveZero = 'Expected a number above 0';
const wholeAboveZero = 'Expected a whole number of 1 or more';
const zeroToOne = 'Expected a number from 0 to 1';

/** A finite number above 0. */
export const positive = v.pipe(v.number(aboveZero), v.finite(aboveZero), v.gtValue(0, aboveZero));

/** A whole number of 1 or more. */
export const wholePositive = v.pipe(v.number(wholeAboveZero), v.integer(wholeAboveZero), v.minValue(1, wholeAboveZero));

/** A number from 0 to 1. */
export const share = v.pipe(v.number(zeroToOne), v.minValue(0, zeroToOne), v.maxValue(1, zeroToOne));

/** [low, high], the first below the second; either may be infinite. */
export const bounds = v.pipe(
  v.tuple([v.number(), v.number()]),
  v.check(([low, high]) => low < high, 'Expected [low, high] with low below high'),
);

/** [low, high], two finite numbers, the first below the second. */
export const finiteBounds = v.pipe(bounds, v.check((pair) => pair.every(Number.isFinite), 'Expected two finite numbers'));

/** What a loss's factory made. */
export const lossSchema = v.custom<Loss>((value) => typeof value === 'object' && value !== null && 'apply' in value, 'Expected a loss');

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
      : `${where}${option && `: ${option}`}${faultOf(issue)}.`,
  );
}

/** What was expected and received; valibot's own messages say both in words of theirs. */
function faultOf({ type, message, received }: v.BaseIssue<unknown>): string {
  if (type === 'strict_object' && received === 'undefined') return ' is missing';
  const [, expected = message.replace(/\.$/, '').replace(/^Expected /, '')] = /^Invalid .*: Expected (.*) but received .*$/.exec(message) ?? [];
  return `: expected ${expected}, received ${received}`;
}
