import { describe, expect, it } from 'vitest';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { byOnnx, byTensorFlow, difference, floats, given, type KernelCase } from './kernel-case.fixture.js';

const geometries = [
  { x: [2, 6, 4, 3], filterSize: 2, strides: 2, pad: 'same' },
  { x: [2, 7, 5, 3], filterSize: 2, strides: 2, pad: 'same' },
  { x: [2, 7, 5, 3], filterSize: 2, strides: 2, pad: 'valid' },
  { x: [2, 7, 8, 2], filterSize: 3, strides: 2, pad: 'same' },
  { x: [2, 7, 8, 2], filterSize: [3, 2], strides: [1, 2], pad: 'same' },
  { x: [2, 8, 9, 2], filterSize: 2, strides: 3, pad: 'valid' },
  { x: [3, 6, 6, 1], filterSize: 3, strides: 1, pad: 1, dimRoundingMode: 'floor' },
  { x: [2, 7, 8, 2], filterSize: 3, strides: 2, pad: 1, dimRoundingMode: 'ceil' },
  { x: [2, 2, 2, 3], filterSize: 1, strides: 2, pad: 1, dimRoundingMode: 'floor' },
] as const;

async function expectEqual(kernelCase: KernelCase) {
  const expected = await byTensorFlow(kernelCase);
  const received = await byOnnx(kernelCase, expected);
  expect(received.map((output, i) => difference(output, expected[i]!))).toEqual([expect.toSatisfy((d: number) => d < 1e-5)]);
}

describe('lowerings of poolings', () => {
  it.each(geometries)('MaxPool, AvgPool and their gradients with $x, $filterSize, $strides, $pad', async ({ x: shape, ...attrs }) => {
    // Negative inputs, so that no padding of zeros may win.
    const x = floats(shape, -3, -1);
    for (const pool of ['MaxPool', 'AvgPool']) {
      await expectEqual({ kernel: pool, inputs: { x }, attrs });
      const [output] = await byTensorFlow({ kernel: pool, inputs: { x }, attrs });
      const dy = floats(output!.shape, -1, 2);
      // TensorFlow.js leaves the rounding out when it asks for a gradient.
      const rounded = { ...attrs, dimRoundingMode: undefined };
      await expectEqual({ kernel: `${pool}Grad`, inputs: { dy, input: x, ...(pool === 'MaxPool' && { output: output! }) }, attrs: rounded });
    }
  });

  it.each(['MaxPool', 'AvgPool'])('%s by windows that see only padding is refused', async (kernel) => {
    const kernelCase: KernelCase = {
      kernel,
      inputs: { x: floats([1, 4, 4, 1]) },
      attrs: { filterSize: 2, strides: 1, pad: 2, dimRoundingMode: 'floor' },
    };
    await expect(byOnnx(kernelCase, await byTensorFlow(kernelCase))).rejects.toThrow(UnloweredKernelError);
  });

  it.each([2, 1])('MaxPoolGrad with equal maxima gives one of them the gradient, with strides of %d', async (strides) => {
    const x = given(Array.from({ length: 32 }, (_, i) => i % 3), [2, 4, 4, 1]); // prettier-ignore
    const attrs = { filterSize: 2, strides, pad: 'valid' };
    const [output] = await byTensorFlow({ kernel: 'MaxPool', inputs: { x }, attrs });
    await expectEqual({ kernel: 'MaxPoolGrad', inputs: { dy: floats(output!.shape), input: x, output: output! }, attrs });
  });
});
