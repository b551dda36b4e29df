import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // brings a gradient of MirrorPad that cuts the mirrored margins off
import { createAutoencoder } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import { expect, it } from 'vitest';

it('createAutoencoder puts the gradients right, before any engine has run', async () => {
  await tf.setBackend('cpu');
  const model = createAutoencoder(undercomplete({ inputShape: [4], codeSize: 2 }));
  const gradient = tf.grad((x) => tf.sum(tf.mirrorPad(x, [[1, 1]], 'reflect')));
  expect([...gradient(tf.tensor1d([1, 2, 3])).dataSync()]).toEqual([1, 3, 1]); // the middle stands in both margins too
  model.dispose();
});
