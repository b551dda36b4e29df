import { InvalidDataError, InvalidOptionError, type Range } from '@hourglass/core';
import type { DataSource, Opened } from './data-source.js';
import { parseDataSpec } from './data-spec.js';
import { placeAt, type Place } from './place.js';
import { dataSources } from './data-sources.js';

/**
 * Opens what a spec stands for.
 *
 * @param range that of the model which is to see the samples
 * @throws InvalidDataError where there is no such source, or its files are damaged
 * @throws InvalidOptionError for an option that this source has not, and those that its reader refuses
 */
export async function openSpec(text: string, range?: Range): Promise<Opened> {
  const { address, options } = parseDataSpec(text);
  const { source, place } = await sourceOf(address, Object.keys(options));
  const values = readOptions(source, options);
  try {
    return await source.open(place, values, range);
  } catch (cause) {
    if (!InvalidOptionError.isInstance(cause) || !Object.hasOwn(options, cause.option.split('.')[0]!)) throw cause;
    throw new InvalidOptionError('data', `--data ${text}: ${cause.message}`, { cause });
  }
}

async function sourceOf(address: string, given: readonly string[]): Promise<{ readonly source: DataSource; readonly place: Place }> {
  const name: Place = { kind: 'name', address };
  const named = sourceFor(name, given);
  if (named) return { source: named, place: name };
  const place = await placeAt(address, dataSources.flatMap(({ names = [] }) => names));
  const found = sourceFor(place, given);
  if (found) return { source: found, place };
  const seen = place.kind === 'files' ? `${place.isArchive ? 'an archive' : 'a folder'} with ${listed(place.paths)}` : `a file that begins with ${begin(place)}`;
  throw new InvalidDataError(
    `${address}: expected data in a form that is known, received ${seen}. ` +
      'docs/data.md tells what may be read, and how files have to be called.',
  );
}

const sourceFor = (place: Place, given: readonly string[]): DataSource | undefined => dataSources.find((source) => source.matches(place, given));

function readOptions({ name, options: known }: DataSource, given: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([option, text]) => {
      if (Object.hasOwn(known, option)) return [option, known[option]!(text)];
      const takes = Object.keys(known).join(', ');
      throw new InvalidOptionError('data', `--data: ${name} has no option "${option}"; it takes ${takes || 'none'}.`);
    }),
  );
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'nothing in it' : names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');

const begin = (place: Place): string =>
  place.kind === 'file' && place.head.length > 0 ? place.head.subarray(0, 6).toString('hex').replace(/..(?!$)/g, '$& ') : 'nothing';
