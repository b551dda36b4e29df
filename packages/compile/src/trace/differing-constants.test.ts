import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { differingConstants } from './differing-constants.js';
import { trace } from './trace.js';
import { UntraceableError } from './untraceable-error.js';

const traced = (run: (x: tf.Tensor) => tf.Tensor) =>
  trace(({ input }) => ({ y: run(input('x', [20], 'float32')) }), { variables: {} }).graph;

const twice = (run: (x: tf.Tensor) => tf.Tensor) => differingConstants(traced(run), traced(run));

beforeAll(() => tf.setBackend('cpu'));

describe('differingConstants', () => {
  it('finds none in a computation that is the same each time', () => {
    const outside = tf.tensor([NaN, 1]);
    expect(twice((x) => tf.add(tf.mul(x, 3), tf.sum(outside)))).toEqual([]);
    outside.dispose();
  });

  it.each([
    ['dropout', layers.layers.dropout({ rate: 0.5 })],
    ['gaussianNoise', layers.layers.gaussianNoise({ stddev: 1 })],
    ['gaussianDropout', layers.layers.gaussianDropout({ rate: 0.5 })],
    ['alphaDropout', layers.layers.alphaDropout({ rate: 0.5 })],
  ])('finds what %s draws', (_, layer) => {
    const found = twice((x) => tf.reshape(layer.apply(tf.reshape(x, [1, 20]), { training: true }) as tf.Tensor, [20]));
    expect(found.map(({ shape }) => shape)).toEqual([[1, 20]]);
  });

  it('finds a schedule that the host counts', () => {
    let step = 0;
    const a = traced((x) => tf.mul(tf.add(x, 7), tf.scalar(++step)));
    const b = traced((x) => tf.mul(tf.add(x, 7), tf.scalar(++step)));
    const [found, ...others] = differingConstants(a, b);
    expect(others).toEqual([]);
    expect(a.constants.get(found!)).toEqual(Float32Array.of(1));
  });

  it('refuses a computation that takes another path each time', () => {
    let calls = 0;
    const branch = (x: tf.Tensor) => (calls++ % 2 === 0 ? tf.sin(x) : tf.cos(x));
    expect(() => twice(branch)).toThrow(UntraceableError);
  });

  it('refuses an attribute that changes', () => {
    let bound = 0;
    expect(() => twice((x) => tf.clipByValue(x, 0, ++bound))).toThrow(UntraceableError);
  });
});
