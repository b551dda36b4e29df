import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers'; // registers gradients
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onnxNode } from '../node.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { UntraceableError } from '../trace/untraceable-error.js';
import { registerLazyBackend } from './lazy-backend.js';

const counts = { loaded: 0, released: 0 };

beforeAll(async () => {
  const runtime = await onnxNode({ threads: 1 });
  const name = registerLazyBackend({
    name: runtime.name,
    async load(model) {
      counts.loaded++;
      const session = await runtime.load(model);
      return {
        ...session,
        release() {
          counts.released++;
          return session.release();
        },
      };
    },
  });
  await tf.setBackend(name);
});

beforeEach(() => void Object.assign(counts, { loaded: 0, released: 0 }));

describe('the lazy backend', () => {
  it('computes nothing until data() is awaited, and nothing twice', async () => {
    const y = tf.tidy(() => tf.sum(tf.mul([1, 2, 3], [4, 5, 6])));
    expect(counts.loaded).toBe(0);
    expect([...(await y.data()), ...(await y.data())]).toEqual([32, 32]);
    expect(counts).toEqual({ loaded: 1, released: 1 });
  });

  it('goes on from what it has computed', async () => {
    const x = tf.add([1, 2], 1);
    await x.data();
    const y = tf.matMul(tf.reshape(x, [1, 2]), tf.reshape(x, [2, 1]));
    tf.dispose(x);
    expect(await y.array()).toEqual([[13]]);
    expect(counts).toEqual({ loaded: 2, released: 2 });
  });

  it('gives every type of element', async () => {
    expect(await tf.greater([1, 5], [2, 2]).data()).toEqual(Uint8Array.of(0, 1));
    expect(await tf.argMax([1, 5]).data()).toEqual(Int32Array.of(1));
    expect(await tf.sqrt([4, 9]).data()).toEqual(Float32Array.of(2, 3));
  });

  it('differentiates', async () => {
    const gradient = tf.grad((x) => tf.sum(tf.square(x)));
    expect(await gradient(tf.tensor([1, -2])).array()).toEqual([2, -4]);
  });

  it('takes tensors of other backends', async () => {
    const lazy = tf.getBackend();
    await tf.setBackend('cpu');
    const x = tf.square([1, 2, 3]);
    await tf.setBackend(lazy);
    expect(await tf.sum(x).array()).toBe(14);
  });

  it('reads synchronously only what there is to read', () => {
    expect([...tf.tensor([1, 2]).dataSync()]).toEqual([1, 2]);
    expect(() => tf.neg([1, 2]).dataSync()).toThrow(UntraceableError);
  });

  it('refuses what has no lowering', async () => {
    const image = tf.ones<tf.Rank.R4>([1, 4, 4, 1]);
    expect(() => tf.image.cropAndResize(image, [[0, 0, 1, 1]], [0], [1, 1])).toThrow(/CropAndResize/);
    await expect(tf.maxPool(image, 2, 1, 2, 'floor').data()).rejects.toThrow(UnloweredKernelError);
  });

  it('leaves nothing behind', async () => {
    const before = tf.memory();
    const ids = tf.backend().numDataIds();
    for (let i = 0; i < 3; i++) {
      const read = tf.tidy(() => tf.sum(tf.add([1, 2], i)));
      const unread = tf.tidy(() => tf.neg(tf.exp([i])));
      await read.data();
      tf.dispose([read, unread]);
    }
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numDataBuffers: before.numDataBuffers, numBytes: before.numBytes });
    expect(tf.backend().numDataIds()).toBe(ids);
  });
});
