import { describe, expect, it } from 'vitest';
import { byOnnx, byTensorFlow, difference, floats, type KernelCase } from './kernel-case.fixture.js';

const sizes = [
  { from: [4, 4], size: [8, 8] },
  { from: [3, 5], size: [9, 10] },
  { from: [3, 5], size: [3, 5] },
  { from: [5, 3], size: [7, 4] },
  { from: [7, 8], size: [3, 4] },
  { from: [1, 2], size: [4, 1] },
] as const;
const modes = [
  { alignCorners: false, halfPixelCenters: false },
  { alignCorners: true, halfPixelCenters: false },
  { alignCorners: false, halfPixelCenters: true },
] as const;

async function expectEqual(kernelCase: KernelCase) {
  const expected = await byTensorFlow(kernelCase);
  const received = await byOnnx(kernelCase, expected);
  expect(received.map((output, i) => difference(output, expected[i]!))).toEqual([expect.toSatisfy((d: number) => d < 1e-5)]);
}

describe.each(modes)('lowerings of resizes with alignCorners $alignCorners and halfPixelCenters $halfPixelCenters', (mode) => {
  it.each(sizes)('from $from to $size, and their gradients', async ({ from, size }) => {
    const images = floats([2, ...from, 3]);
    const dy = floats([2, ...size, 3], -1, 2);
    for (const kernel of ['ResizeNearestNeighbor', 'ResizeBilinear']) {
      await expectEqual({ kernel, inputs: { images }, attrs: { ...mode, size } });
      await expectEqual({ kernel: `${kernel}Grad`, inputs: { images, dy }, attrs: { ...mode, size } });
    }
  });
});
