import { writeVariables, type Recipe } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import type { OutputActivation } from './overcomplete-options.js';
import { geometricMedian } from './geometric-median.js';

/**
 * Sets the biases so that the first layer sees a sample relative to the geometric median of the first batch, W·(x − m), and
 * a code of zeros decodes to the median, as the shared pre-bias of Bricken et al. (2023) does. Biases that something was learned into
 * stay.
 *
 * @param output the activation that stands after the decoder's last bias
 */
export const centreOn =
  (output: OutputActivation): NonNullable<Recipe['initialise']> =>
  async ({ parameters }, { clean }) => {
    const names = Object.keys(parameters);
    const first = names.find((name) => /^encoder\/.*\/bias$/.test(name))!;
    const last = names.findLast((name) => /^decoder\/.*\/bias$/.test(name))!;
    const biases = await Promise.all([first, last].map((name) => parameters[name]!.data()));
    if (biases.some((values) => values.some((value) => value !== 0))) return;
    const median = geometricMedian(clean);
    const kernel = parameters[first.replace(/bias$/, 'kernel')]!; // [size, units]
    const shift = tf.tidy(() => tf.neg(tf.matMul(tf.tensor(Float32Array.from(median), [1, median.length]), kernel)));
    writeVariables(parameters, {
      [first]: { data: await shift.data<'float32'>(), shape: parameters[first]!.shape },
      [last]: { data: Float32Array.from(median, before[output]), shape: parameters[last]!.shape },
    });
    shift.dispose();
  };

/** What the last bias must be for the output to be x; kept from the ends, where activations are flat. */
const before: Readonly<Record<OutputActivation, (x: number) => number>> = {
  linear: (x) => x,
  sigmoid: (x) => Math.log(inside(x, 0) / (1 - inside(x, 0))),
  tanh: (x) => Math.atanh(inside(x, -1)),
  softmax: (x) => Math.log(inside(x, 0)),
};

/** At least 0.01 away from 1 and from the other end. */
const inside = (x: number, low: number): number => Math.min(0.99, Math.max(low + 0.01, x));
