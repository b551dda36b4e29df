import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers'; // brings TensorFlow.js's own gradients, which its core leaves out
import { beforeAll, describe } from 'vitest';
import { registerTrainingKernels } from '../src/index.js';

tf.enableProdMode();

/** A small seeded generator (mulberry32) of numbers in [0, 1). */
export const uniform = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A tensor of numbers in [-1, 1). */
export const values = (shape: number[], seed = 1) => {
  const next = uniform(seed);
  return tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => next() * 2 - 1), shape);
};

/** A tensor whose elements all lie at least `gap` apart, in random order, so that a small step changes no maximum. */
export const spaced = (shape: number[], { gap = 0.05, offset = 0, seed = 1 } = {}) => {
  const size = tf.util.sizeFromShape(shape);
  const next = uniform(seed);
  const order = Array.from({ length: size }, (_, index) => ({ index, key: next() })).sort((a, b) => a.key - b.key);
  return tf.tensor(Float32Array.from(order, ({ index }) => (index - size / 2) * gap + offset), shape);
};

export type Op = (x: tf.Tensor) => tf.Tensor;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
};

/** The gradient of Σ weights·op(x) for fixed random weights, so that every element of dy counts. */
export const projectedGradient = (op: Op, x: tf.Tensor) =>
  tf.tidy(() => {
    const weights = values(op(x).shape, 99);
    return { weights: weights.dataSync(), gradient: tf.grad((input: tf.Tensor) => tf.sum(tf.mul(op(input), weights)))(x).dataSync() };
  });

/** The slope of Σ weights·op(x) along each element of x, by central differences. */
export const slopes = (op: Op, x: tf.Tensor, weights: ArrayLike<number>, step = 0.02): number[] => {
  const start = x.dataSync();
  const loss = (index: number, change: number) =>
    tf.tidy(() => dot(op(tf.tensor(start.map((value, at) => (at === index ? value + change : value)), x.shape)).dataSync(), weights));
  return Array.from(start, (_, index) => (loss(index, step) - loss(index, -step)) / (2 * step));
};

/** The greatest difference, over the elements of x, between the gradient and central differences of Σ weights·op(x). */
export const gradientError = (op: Op, x: tf.Tensor, step = 0.02): number => {
  const { weights, gradient } = projectedGradient(op, x);
  return Math.max(...slopes(op, x, weights, step).map((slope, index) => Math.abs(slope - gradient[index]!)));
};

/** |⟨dy, op(x)⟩ − ⟨gradient, x⟩|, which is zero for a linear op and its true gradient. */
export const adjointError = (op: Op, x: tf.Tensor): number => {
  const { weights, gradient } = projectedGradient(op, x);
  return Math.abs(tf.tidy(() => dot(op(x).dataSync(), weights)) - dot(gradient, x.dataSync()));
};

/** Repeats tests on both backends with the training kernels registered. */
export const onBackends = (tests: (backend: 'wasm' | 'cpu') => void) => {
  describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
    beforeAll(async () => {
      registerTrainingKernels();
      await tf.setBackend(backend);
    });
    tests(backend);
  });
};

/** What an op gives on a backend, as numbers. */
export const resultOn = async (backend: 'wasm' | 'cpu', compute: () => tf.Tensor) => {
  await tf.setBackend(backend);
  return tf.tidy(() => Array.from(compute().dataSync()));
};
