import { InvalidOptionError, type DatasetInfo } from '@hourglass/core';
import { readFile } from 'node:fs/promises';
import { settingsFile, type Settings } from './settings.js';

/** Settings whose `--clean` has become a part of `--data`, as every other command reads it: `noisy/?clean=clean/`. */
export function pairedSettings(settings: Settings): Settings {
  const { clean, ...variant } = settings.variant;
  if (clean === undefined) return settings;
  if (typeof clean !== 'string' || clean === '') throw new InvalidOptionError('clean', `--clean: expected the path of clean files, received ${JSON.stringify(clean)}.`);
  const { data } = settings.training;
  const path = clean.replace(/[%&+=?#]/g, encodeURIComponent);
  return { ...settings, variant, training: { ...settings.training, data: `${data}${data.includes('?') ? '&' : '?'}clean=${path}` } };
}

/**
 * Settings of a denoiser that keep the rate of the sound, to which whatever it is to clean is brought.
 *
 * @throws InvalidOptionError where `--sample-rate` is another than that of the files
 */
export function ratedSettings(settings: Settings, { sampleRate: found }: DatasetInfo, takes: boolean): Settings {
  const { sampleRate: given } = settings.variant;
  if (found === undefined || !takes) return settings;
  if (given !== undefined && given !== found)
    throw new InvalidOptionError('sampleRate', `--sample-rate: expected ${found}, that of the sound, received ${JSON.stringify(given)}. The option sampleRate of --data resamples: speech/?sampleRate=${found}.`);
  return { ...settings, variant: { ...settings.variant, sampleRate: found } };
}

/** The rate that the settings in the folder of a model keep; nothing where there are none, or none that can be read. */
export async function sampleRateOf(model: string): Promise<number | undefined> {
  try {
    const { sampleRate } = JSON.parse(await readFile(settingsFile(model), 'utf8')) as { readonly sampleRate?: unknown };
    return typeof sampleRate === 'number' ? sampleRate : undefined;
  } catch {
    return undefined;
  }
}
