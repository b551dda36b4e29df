import { checkOptions, InvalidOptionError } from '@hourglass/core';
import type { Command, Option } from 'commander';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFile } from './file-errors.js';
import { trainingOptions, trainingSchema, type TrainingSettings } from './training-options.js';
import { namingOptions, type TypedNames } from './typed-names.js';
import { fieldsOf, type Variant } from './variant.js';

/** All that decides a training: what every variant takes, and the variant's own. */
export interface Settings {
  readonly training: TrainingSettings;
  readonly variant: Readonly<Record<string, unknown>>;
  /** The data of the run to resume, as its settings name them. */
  readonly dataBefore?: string;
  /** What each option is called where the user gave it. */
  readonly typed: TypedNames;
}

type Values = Readonly<Record<string, unknown>>;

/** The settings of a run, beside its checkpoint; what `--resume` goes on with, and a file that `--config` takes. */
export const settingsFile = (out: string): string => join(out, 'config.json');

export const writtenSettings = ({ training, variant }: Settings): string =>
  `${JSON.stringify({ ...training, ...variant }, null, 2)}\n`;

/** Whether a file holds settings as this program writes them. */
export function isSettingsFile(bytes: Buffer): boolean {
  try {
    const values = parse('', bytes.toString());
    return ['data', 'out', 'epochs', 'batchSize', 'optimiser', 'seed', 'engine'].every((name) => name in values);
  } catch {
    return false;
  }
}

/**
 * Settles the settings of a training. Flags win over the file of `--config`, that over the settings of the run to resume,
 * and those over the defaults.
 *
 * @param command whose flags have been parsed
 * @throws InvalidOptionError for an unknown field, a missing one, or a value out of range
 */
export async function settle(command: Command, variant: Variant): Promise<Settings> {
  const own = fieldsOf(variant);
  const names = [...trainingFields(), ...own];
  const { config, resume } = command.opts<{ config?: string; resume?: boolean }>();
  const flags = (source: string): Values =>
    pick(command.opts<Values>(), (name) => names.includes(name) && command.getOptionValueSource(name) === source);

  const typedFlags = flags('cli');
  const configured = config === undefined ? {} : await readSettings('--config: expected a JSON file', config, variant);
  const given = { ...configured, ...typedFlags };
  const where = `train ${variant.name}`;
  const checkGiven = (name: string, from: Values): void => {
    if (from[name] === undefined) throw new InvalidOptionError(name, `${where}: --${name} is missing; --help tells what it takes.`);
  };
  checkGiven('out', given);
  const file = settingsFile(String(given['out']));
  const saved = resume && existsSync(file) ? await readSettings('--resume: expected the settings of the run', file, variant) : {};
  const values = { ...flags('default'), ...saved, ...given };
  checkGiven('data', values);

  const typed: TypedNames = (name) => {
    const [head, ...inner] = name.split('.') as [string, ...string[]];
    const isFlat = inner[0] !== undefined && inner[0] !== 'base' && inner[0] in values;
    const isNested = head === 'base' && typeof values['base'] === 'object' && !isFlat;
    if (head === 'base' && inner.length > 0 && !isNested) return typed(inner.join('.'));
    const written = isNested ? name : head;
    const option = [...trainingOptions(), ...variant.options].find((one) => nameOf(one) === head);
    if (head in typedFlags) return option?.long;
    if (head in configured) return `${written} in ${config}`;
    return head in saved ? `${written} in ${file}` : option?.long;
  };
  return {
    ...(typeof saved['data'] === 'string' && { dataBefore: saved['data'] }),
    typed,
    training: namingOptions(typed, () => checkOptions(where, trainingSchema, pick(values, (name) => !own.includes(name)))),
    variant: pick(values, (name) => own.includes(name)),
  };
}

const nameOf = (option: Option): string => option.attributeName();

const trainingFields = (): string[] => trainingOptions().map(nameOf);

const pick = (values: Values, test: (name: string) => boolean): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => test(name)));

async function readSettings(expected: string, path: string, variant: Variant): Promise<Values> {
  const { variant: named = variant.name, ...values } = parse(path, await withFile(expected, path, () => readFile(path, 'utf8')));
  if (named !== variant.name)
    throw new InvalidOptionError('variant', `variant in ${path}: expected "${variant.name}", received ${JSON.stringify(named)}. Train that one, or choose another file.`);
  const names = [...trainingFields(), ...fieldsOf(variant)];
  for (const name of Object.keys(values))
    if (!names.includes(name))
      throw new InvalidOptionError(name, `${path}: unknown field "${name}"; it may hold ${names.join(', ')}.`);
  return values;
}

function parse(path: string, text: string): Values {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, '')); // Windows editors begin with a byte order mark
  } catch (cause) {
    throw new InvalidOptionError('config', `${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Values;
  throw new InvalidOptionError('config', `${path}: expected a JSON object such as { "epochs": 10 }.`);
}
