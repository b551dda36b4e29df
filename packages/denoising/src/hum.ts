import { checkOptions, definePart, positive, wholePositive, type Corruption } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { refuseOtherShapes } from './refuse-other-shapes.js';
import { addNoise, decibels, type Decibels } from './signal-to-noise.js';

export interface HumOptions {
  /** Samples a second. */
  readonly sampleRate: number;
  /** The signal's power over that of the hum, in decibels. */
  readonly snr: Decibels;
  /** Of the mains, in hertz. Default 50. */
  readonly frequency?: number;
  /** How many multiples of the frequency sound with it, each half as loud as the one before. Default 3. */
  readonly harmonics?: number;
}

const schema = v.strictObject({
  sampleRate: positive,
  snr: decibels,
  frequency: v.optional(positive, 50),
  harmonics: v.optional(wholePositive, 3),
});

/** The hum of the mains: sines at multiples of a frequency, each of a phase of its own. Sound is `[length, channels]`. */
export const hum = definePart('hum', (options: HumOptions): Corruption => {
  const { sampleRate, snr, frequency, harmonics } = checkOptions('hum', schema, options);
  return {
    kind: 'hum',
    options,
    check: ({ inputShape }) => { refuseOtherShapes('hum', inputShape, '[length, channels]', inputShape.length === 2); },
    apply: (clean, draws) => {
      const [batch, length] = clean.shape as [number, number, number];
      const time = tf.reshape(tf.range(0, length, 1, 'float32'), [1, length, 1]);
      const tones = Array.from({ length: harmonics }, (_, i) => {
        const phase = tf.mul(draws.uniform([batch, 1, 1]), 2 * Math.PI);
        const angle = tf.add(tf.mul(time, (2 * Math.PI * (i + 1) * frequency) / sampleRate), phase);
        return tf.mul(tf.sin(angle), 0.5 ** i);
      });
      return addNoise(clean, tf.mul(tf.addN(tones), tf.onesLike(clean)), snr, draws);
    },
  };
});
