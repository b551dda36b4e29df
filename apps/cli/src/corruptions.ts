import { InvalidOptionError, type Corruption, type DatasetInfo, type PartFactory } from '@hourglass/core';
import {
  bandLimit,
  blur,
  clicks,
  compose,
  gaussianNoise,
  hum,
  masking,
  occlusion,
  patchMasking,
  poissonNoise,
  saltAndPepper,
  watermark,
  whiteNoise,
} from '@hourglass/denoising';
import { Option } from 'commander';
import { parseDataSpec } from './data/data-spec.js';
import { axes, number, numbers } from './readers.js';

/** What corruptions take from the data, where the user says nothing. */
type Samples = Pick<DatasetInfo, 'range' | 'sampleRate'>;

/** A corruption that can be named: how the text of each option is read, and what follows from the data. */
interface Kind {
  readonly make: ((options: never) => Corruption) & { readonly kind: string };
  readonly options: Readonly<Record<string, (text: string) => unknown>>;
  readonly defaults?: (samples: Samples) => object;
}

const rate = ({ sampleRate }: Samples): object => (sampleRate === undefined ? {} : { sampleRate });
const finiteRange = ({ range }: Samples): object => (range.every(Number.isFinite) ? { range } : {});

/** One number, or the lowest and the highest with a comma between. */
const numberOrPair = (text: string): unknown => (text.includes(',') ? numbers(text) : number(text));

/** Rows of digits with commas between them, from 0 for bare to 9 for covered: `090,999,090`. */
const mark = (text: string): unknown => text.split(',').map((row) => Array.from(row, (digit) => (/\d/.test(digit) ? Number(digit) / 9 : digit)));

const kinds: readonly Kind[] = [
  { make: gaussianNoise, options: { stddev: number, clip: numbers } },
  { make: masking, options: { rate: number, value: number } },
  { make: saltAndPepper, options: { rate: number, range: numbers }, defaults: finiteRange },
  { make: poissonNoise, options: { peak: number } },
  { make: blur, options: { stddev: number } },
  { make: occlusion, options: { size: axes, count: number, value: number } },
  { make: patchMasking, options: { patch: axes, rate: number, value: number } },
  { make: watermark, options: { mark, value: number, opacity: number } },
  { make: whiteNoise, options: { snr: numberOrPair } },
  { make: hum, options: { snr: numberOrPair, frequency: number, harmonics: number, sampleRate: number }, defaults: rate },
  { make: clicks, options: { rate: number, amplitude: number } },
  { make: bandLimit, options: { low: number, high: number, taps: number, sampleRate: number }, defaults: rate },
];

export const corruptionParts: readonly PartFactory[] = [compose, ...kinds.map(({ make }) => make)];

export const corruptionOption = (): Option =>
  new Option(
    '--corruption <name?option=value>',
    `what spoils the samples, such as gaussianNoise?stddev=0.3; once more for another that follows: ${kinds.map(({ make }) => make.kind).join(', ')}`,
  ).argParser<string[] | undefined>((text, before) => [...(before ?? []), text]);

/**
 * The corruption that texts stand for, one after another.
 *
 * @throws InvalidOptionError for an unknown one, or one whose options are not fit
 */
export function corruptionFrom(given: unknown, samples: Samples): Corruption {
  if (!Array.isArray(given) || given.length === 0 || !given.every((text) => typeof text === 'string'))
    throw new InvalidOptionError('corruption', `corruption: expected one or more, such as "gaussianNoise?stddev=0.3"; received ${JSON.stringify(given) ?? 'none, and no pairs'}.`);
  const corruptions = given.map((text: string) => one(text, samples));
  return corruptions.length === 1 ? corruptions[0]! : compose({ corruptions });
}

function one(text: string, samples: Samples): Corruption {
  const { address: name, options: texts } = parseDataSpec(text);
  const kind = kinds.find(({ make }) => make.kind === name);
  if (!kind) throw refusal(`expected one of ${kinds.map(({ make }) => make.kind).join(', ')}; received ${name}.`);
  const options = Object.entries(texts).map(([option, value]) => {
    if (Object.hasOwn(kind.options, option)) return [option, kind.options[option]!(value)];
    throw refusal(`${name} has no option "${option}"; it takes ${Object.keys(kind.options).join(', ')}.`);
  });
  return namingCorruption(() => kind.make({ ...kind.defaults?.(samples), ...Object.fromEntries(options) } as never));
}

const refusal = (reason: string, cause?: unknown): InvalidOptionError => new InvalidOptionError('corruption', `corruption: ${reason}`, { cause });

/** @throws InvalidOptionError as `work`, of the option `corruption` */
export function namingCorruption<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw InvalidOptionError.isInstance(cause) ? refusal(cause.message, cause) : cause;
  }
}
