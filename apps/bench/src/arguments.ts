import { parseArgs } from 'node:util';

/** What was typed after `bench`. */
export interface Arguments<Name extends string> {
  readonly name: Name;
  readonly json: boolean;
  readonly only?: readonly string[];
  readonly rounds?: number;
}

/** Words that are no command. */
export class UsageError extends Error {}

/**
 * @param names of what can be run
 * @throws UsageError that says what was expected
 */
export function readArguments<Name extends string>(words: readonly string[], names: readonly Name[]): Arguments<Name> {
  const { values, positionals } = parse(words);
  const { json = false, only, rounds } = values;
  const name = names.find((known) => positionals.length === 1 && known === positionals[0]);
  if (!name) throw new UsageError(`Expected one of ${names.join(', ')}; received "${positionals.join(' ')}".`);
  if (rounds !== undefined && !/^[1-9]\d{0,5}$/.test(rounds))
    throw new UsageError(`--rounds: expected a whole number from 1, received "${rounds}".`);
  return { name, json, ...(only !== undefined && { only: only.split(',') }), ...(rounds && { rounds: Number(rounds) }) };
}

function parse(words: readonly string[]) {
  const options = { json: { type: 'boolean' }, only: { type: 'string' }, rounds: { type: 'string' } } as const;
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}
