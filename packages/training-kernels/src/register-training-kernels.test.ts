import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { onBackends, values } from '../test-kit/gradient-checks.js';
import { registerTrainingKernels, trainingGradients, trainingKernels } from './index.js';

const registered = () => [
  ...trainingKernels.map(({ kernelName, backendName }) => tf.getKernel(kernelName, backendName)),
  ...trainingGradients.map((kernelName) => tf.getGradient(kernelName)),
];

const x4 = () => values([2, 6, 5, 2]) as tf.Tensor4D;
const x5 = () => values([2, 4, 4, 4, 2]) as tf.Tensor5D;
const filter4 = (channels: number, filters: number) => values([3, 3, channels, filters]) as tf.Tensor4D;
const differentiated: Record<string, [(x: tf.Tensor) => tf.Tensor, () => tf.Tensor]> = {
  'conv2d by convolution': [(w) => tf.conv2d(values([2, 6, 5, 5]) as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), () => filter4(5, 3)],
  'conv2d by product': [(w) => tf.conv2d(x4(), w as tf.Tensor4D, 1, 'same'), () => filter4(2, 3)],
  'conv2d with pixels left over': [(x) => tf.conv2d(x as tf.Tensor4D, values([1, 1, 2, 2]) as tf.Tensor4D, 3, 'same'), x4],
  'depthwise by input': [(x) => tf.depthwiseConv2d(x as tf.Tensor4D, filter4(2, 2), 1, 'same'), x4],
  'depthwise by filter': [(w) => tf.depthwiseConv2d(x4(), w as tf.Tensor4D, 1, 'same'), () => filter4(2, 2)],
  'conv3d by input': [(x) => tf.conv3d(x as tf.Tensor5D, values([2, 2, 2, 2, 2]) as tf.Tensor5D, 1, 'same'), x5],
  'conv3d by filter': [(w) => tf.conv3d(x5(), w as tf.Tensor5D, 1, 'same'), () => values([2, 2, 2, 2, 2])],
  maxPool: [(x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'), x4],
  'maxPool rounded up': [(x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 0, 'ceil'), x4],
  maxPool3d: [(x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, 'same'), x5],
  avgPool: [(x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'same'), x4],
  avgPool3d: [(x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, 'same'), x5],
  'nearest resize': [(x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [9, 7]), x4],
  'bilinear resize': [(x) => tf.image.resizeBilinear(x as tf.Tensor4D, [9, 7]), x4],
  gather: [(x) => tf.gather(x, tf.tensor1d([0, 1, 1], 'int32')), x4],
  einsum: [(x) => tf.einsum('ijkl,lm->ijm', x, values([2, 3])), x4],
  'einsum of one tensor': [(x) => tf.einsum('ijkl->ijkl', x), x4],
  mirrorPad: [(x) => tf.mirrorPad(x as tf.Tensor4D, [[0, 0], [1, 2], [2, 1], [0, 0]], 'reflect'), x4],
};

describe('registerTrainingKernels()', () => {
  it('registers every kernel and gradient it lists, each once', () => {
    registerTrainingKernels();
    expect(registered().every((entry) => entry !== undefined)).toBe(true);
    const names = trainingKernels.map(({ kernelName, backendName }) => `${kernelName} ${backendName}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('changes nothing when called again, nor when a backend is set again', async () => {
    registerTrainingKernels();
    const before = registered();
    registerTrainingKernels();
    await tf.setBackend('cpu');
    await tf.setBackend('wasm');
    registered().forEach((entry, index) => expect(entry).toBe(before[index]));
  });

  it("takes its place again after the backend's own kernel was put back", () => {
    registerTrainingKernels();
    const own = () => tf.scalar(0);
    tf.unregisterKernel('MaxPoolGrad', 'wasm');
    tf.registerKernel({ kernelName: 'MaxPoolGrad', backendName: 'wasm', kernelFunc: own });
    registerTrainingKernels();
    expect(tf.getKernel('MaxPoolGrad', 'wasm').kernelFunc).not.toBe(own);
  });

  it('prints nothing', () => {
    const printers = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    tf.env().set('PROD', false);
    registerTrainingKernels();
    registerTrainingKernels();
    tf.env().set('PROD', true);
    printers.forEach((printer) => expect(printer).not.toHaveBeenCalled());
    vi.restoreAllMocks();
  });
});

onBackends(() => {
  it.each(Object.entries(differentiated))('the gradient of %s leaves no tensor behind', (_name, [op, input]) => {
    const x = tf.tidy(input);
    const count = () => [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    const before = count();
    tf.grad((value: tf.Tensor) => tf.tidy(() => op(value)))(x).dispose();
    tf.tidy(() => op(x)).dispose();
    const after = count();
    x.dispose();
    expect(after).toEqual(before);
  });
});
