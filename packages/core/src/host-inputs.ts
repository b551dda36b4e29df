import * as tf from '@tensorflow/tfjs-core';
import type { HostInputs, Moment } from './engine.js';
import { fillNormal, fillUniform } from './random-fill.js';
import { valueAt } from './schedule.js';
import type { Seed } from './seed.js';
import { sizeOf, type NamedArrays, type Shape } from './values.js';

/** The seed of one draw, so that every engine fills it with the same numbers: the `count`-th of a part in a run. */
export const drawSeed = (seed: Seed, part: string, number: number, count: number): number =>
  seed.fork(part).fork(number).fork(count).value;

/** The inputs of one run as tensors of the current backend, made anew each time. */
export function hostInputs(seed: Seed, { draw: number, step }: Moment): HostInputs {
  const counts = new Map<string, number>();
  const draw = (part: string, shape: Shape, fill: typeof fillNormal): tf.Tensor => {
    const count = counts.get(part) ?? 0;
    counts.set(part, count + 1);
    const values = new Float32Array(sizeOf(shape));
    fill(drawSeed(seed, part, number, count), values);
    return tf.tensor(values, [...shape]);
  };
  return {
    step: tf.scalar(Math.min(step, largestStep), 'int32'),
    scheduled: (value) => tf.scalar(valueAt(value, step)),
    draws: (part) => ({
      normal: (shape) => draw(part, shape, fillNormal),
      uniform: (shape) => draw(part, shape, fillUniform),
    }),
  };
}

/** The largest step that fits the type of its tensor. */
const largestStep = 2 ** 31 - 1;

/** The arrays of a batch as tensors of the current backend. */
export const toTensors = (arrays: NamedArrays): Record<string, tf.Tensor> =>
  Object.fromEntries(
    Object.entries(arrays).map(([name, { data, shape }]) => [
      name,
      tf.tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32'),
    ]),
  );
