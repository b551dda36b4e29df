import { describe, expect, it } from 'vitest';
import { bools, byOnnx, byTensorFlow, difference, floats, given, ints, type KernelCase } from './kernel-case.fixture.js';

const axes = (axis: number | number[], keepDims = false) => ({ axis, reductionIndices: axis, keepDims });

const cases: KernelCase[] = [
  ...['Sum', 'Mean', 'Max', 'Min', 'Prod'].flatMap((kernel): KernelCase[] => [
    { kernel, inputs: { x: floats([3, 4, 5]) }, attrs: axes([0, 2]) },
    { kernel, inputs: { x: floats([3, 4, 5]) }, attrs: axes(-1, true) },
    { kernel, inputs: { x: floats([3, 4, 5]) }, attrs: axes([0, 1, 2]) },
    { kernel, inputs: { x: floats([]) }, attrs: axes([]) },
    { kernel, inputs: { x: ints([3, 7], 1, 4) }, attrs: axes([1]) },
  ]),
  { kernel: 'Sum', inputs: { x: bools([3, 7]) }, attrs: axes([0]) },
  ...['Any', 'All'].flatMap((kernel): KernelCase[] => [
    { kernel, inputs: { x: bools([3, 3]) }, attrs: axes([1]) },
    { kernel, inputs: { x: given([0, 0, 1, 1], [2, 2], 'bool') }, attrs: axes([0, 1], true) },
    { kernel, inputs: { x: given([0, 0, 1, 1], [2, 2], 'bool') }, attrs: axes([1]) },
  ]),
  ...['ArgMax', 'ArgMin'].flatMap((kernel): KernelCase[] => [
    { kernel, inputs: { x: floats([4, 3, 5]) }, attrs: { axis: 1 } },
    { kernel, inputs: { x: given([3, 1, 3, 1]) }, attrs: { axis: 0 } },
    { kernel, inputs: { x: ints([4, 5]) }, attrs: { axis: -1 } },
  ]),
  ...['Cumsum', 'Cumprod'].flatMap((kernel) =>
    [false, true].flatMap((exclusive) =>
      [false, true].flatMap((reverse): KernelCase[] => [
        { kernel, inputs: { x: floats([3, 7]) }, attrs: { axis: 1, exclusive, reverse } },
        { kernel, inputs: { x: ints([2, 5], 1, 4) }, attrs: { axis: 1, exclusive, reverse } },
      ]),
    ),
  ),
];

describe('lowerings of reductions', () => {
  it.each(cases)('$kernel with $attrs gives what TensorFlow.js gives', async (kernelCase) => {
    const expected = await byTensorFlow(kernelCase);
    const received = await byOnnx(kernelCase, expected);
    expect(received.map((output, i) => difference(output, expected[i]!))).toEqual([expect.toSatisfy((d: number) => d < 1e-5)]);
  });
});
