import { readWav, resampled, writeWav, type WriteWavOptions } from '@hourglass/datasets';
import { inWindows } from '@hourglass/denoising';
import type { Cleaned, Cleaner } from './cleaned.js';

/**
 * Cleans a WAV file, at the sample rate of the model. Length, channels, rate and bits stay as they are; floats become whole
 * numbers of 32 bits.
 *
 * @throws InvalidDataError where it is damaged, or not of the model's channels
 */
export async function cleanSound(bytes: Uint8Array, { model, sampleRate }: Cleaner): Promise<Cleaned> {
  const sound = await readWav(bytes);
  const { sampleRate: found, shape } = sound;
  const [frames, channels] = shape as [number, number];
  const rate = sampleRate ?? found;
  const atRate = resampled(sound, { sampleRate: rate });
  const cleaned = await inWindows(model, atRate);
  const back = resampled({ ...cleaned, sampleRate: rate }, { sampleRate: found });
  const whole = { data: back.data.subarray(0, frames * channels), shape };
  const bits = Math.min(32, sound.bits) as NonNullable<WriteWavOptions['bits']>;
  const notes = notesOn({ rate, isKnown: sampleRate !== undefined, found, channels, own: model.recipe.inputShape.at(-1)! });
  return { bytes: writeWav(whole, { sampleRate: found, bits }), notes };
}

interface Facts {
  readonly rate: number;
  /** Whether the model says its rate. */
  readonly isKnown: boolean;
  readonly found: number;
  readonly channels: number;
  readonly own: number;
}

function notesOn({ rate, isKnown, found, channels, own }: Facts): string[] {
  const lost = rate < found ? `, so that nothing above ${rate / 2} Hz is left` : '';
  return [
    ...(rate === found ? [] : [`it was brought from ${found} Hz to the ${rate} Hz of the model and back${lost}`]),
    ...(isKnown ? [] : [`the model does not say its sample rate: taken to be ${found} Hz`]),
    ...(own === 1 && channels > 1 ? [`its ${channels} channels were cleaned one by one`] : []),
  ];
}
