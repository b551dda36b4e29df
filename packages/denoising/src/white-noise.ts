import { checkOptions, definePart, type Corruption } from '@hourglass/core';
import * as v from 'valibot';
import { addNoise, decibels, type Decibels } from './signal-to-noise.js';

export interface WhiteNoiseOptions {
  /** The signal's power over that of the noise, in decibels: 0 for as much noise as signal. */
  readonly snr: Decibels;
}

const schema = v.strictObject({ snr: decibels });

/** Gaussian noise of all frequencies alike, as strong as each sample asks for. */
export const whiteNoise = definePart('whiteNoise', (options: WhiteNoiseOptions): Corruption => {
  const { snr } = checkOptions('whiteNoise', schema, options);
  return { kind: 'whiteNoise', options, apply: (clean, draws) => addNoise(clean, draws.normal(clean.shape), snr, draws) };
});
