import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { lowerings } from './lowerings.js';
import { unlowered } from './unlowered.fixture.js';

/** All kernels of TensorFlow.js: its constants whose value is their own name, give or take an underscore. */
const kernels = Object.entries(tf).flatMap(([name, value]) => (name === value ? [value] : []));

/** Made of other kernels by TensorFlow.js's own ops, so that no graph holds them. */
const composed = ['BroadcastTo', 'LogicalXor', 'LogSoftmax', 'Pool'];

it('the list of kernels without a lowering can only shrink', () => {
  expect(kernels.length).toBeGreaterThan(170);
  expect(kernels.filter((kernel) => !Object.hasOwn(lowerings, kernel) && !composed.includes(kernel)).sort()).toEqual(unlowered);
});

it('every lowering is of a kernel that TensorFlow.js has', () => {
  expect(Object.keys(lowerings).filter((kernel) => !kernels.includes(kernel))).toEqual([]);
});
