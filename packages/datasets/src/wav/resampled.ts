import { checkOptions, wholePositive } from '@hourglass/core';
import * as v from 'valibot';
import type { Sound } from './read-wav.js';
import { filterOf, resample, resampledFrames } from './resample.js';

export interface ResampledOptions {
  /** Frames a second, afterwards. */
  readonly sampleRate: number;
}

const schema = v.strictObject({ sampleRate: v.pipe(wholePositive, v.maxValue(768000, 'Expected a rate of 768000 or less')) });

/** A recording at another rate, by a windowed sinc; of a lower rate, nothing above half of it is left. */
export function resampled(sound: Sound, options: ResampledOptions): Sound {
  const { sampleRate: to } = checkOptions('resampled', schema, options);
  const { data, shape, sampleRate: from } = sound;
  if (from === to) return sound;
  const [frames, channels] = shape as [number, number];
  const count = resampledFrames(frames, { from, to });
  return { data: resample({ values: data, channels, first: 0 }, filterOf({ from, to }), [0, count]), shape: [count, channels], sampleRate: to };
}
