import {
  drawSeed,
  fillNormal,
  fillUniform,
  sizeOf,
  valueAt,
  type HostInputs,
  type Moment,
  type Seed,
  type Shape,
} from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import type { HostTensor } from './runtime.js';
import type { TraceInputs } from './trace/trace.js';

/** What the host gives a graph anew at each run: draws, values of schedules, the number of the step. */
export interface HostFill {
  /** By their names in the graph; the same arrays at every run. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
  /** Writes the numbers of this moment into the arrays. */
  fill(moment: Moment): void;
}

/** Host inputs as inputs of the graph that is being traced, and how to fill them; the same numbers as any engine's. */
export function tracedHostInputs(api: TraceInputs, seed: Seed): { host: HostInputs; fill: HostFill } {
  const tensors: Record<string, HostTensor> = {};
  const writers: ((moment: Moment) => void)[] = [];
  const counts = new Map<string, number>();
  let step: tf.Scalar | undefined;

  const draw = (part: string, shape: Shape, fill: typeof fillNormal): tf.Tensor => {
    const count = counts.get(part) ?? 0;
    counts.set(part, count + 1);
    const name = `draws/${part}/${count}`;
    const data = new Float32Array(sizeOf(shape));
    tensors[name] = { data, shape };
    writers.push(({ draw: number }) => { fill(drawSeed(seed, part, number, count), data); });
    return api.input(name, shape, 'float32');
  };

  const host: HostInputs = {
    draws: (part) => ({
      normal: (shape) => draw(part, shape, fillNormal),
      uniform: (shape) => draw(part, shape, fillUniform),
    }),
    scheduled: (value) => {
      if (typeof value === 'number') return tf.scalar(value);
      const name = `scheduled/${writers.length}`;
      const data = new Float32Array(1);
      tensors[name] = { data, shape: [] };
      writers.push(({ step: number }) => { data[0] = valueAt(value, number); });
      return api.input(name, [], 'float32') as tf.Scalar;
    },
    get step() {
      if (step) return step;
      const data = new Int32Array(1);
      tensors['step'] = { data, shape: [] };
      writers.push(({ step: number }) => { data[0] = Math.min(number, 2 ** 31 - 1); });
      return (step = api.input('step', [], 'int32') as tf.Scalar);
    },
  };
  const fill = (moment: Moment): void => {
    for (const write of writers) write(moment);
  };
  return { host, fill: { tensors, fill } };
}
