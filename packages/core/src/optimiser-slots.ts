import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from './terms.js';

/** One slot of zeros for each parameter: `<slot>/<parameter>`. */
export const zeroSlots = (slot: string, parameters: NamedTensors): NamedTensors =>
  Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [`${slot}/${name}`, tf.zeros(shape)]));
