import { describe, expect, it } from 'vitest';
import { bools, byOnnx, byTensorFlow, difference, floats, given, ints, type KernelCase } from './kernel-case.fixture.js';

const x = floats([3, 4, 5]);
const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
const of = (kernel: string, inputs: KernelCase['inputs'], attrs: KernelCase['attrs'] = {}): KernelCase => ({ kernel, inputs, attrs });

const cases: KernelCase[] = [
  of('Reshape', { x }, { shape: [3, 20] }),
  of('Reshape', { x }, { shape: [5, -1] }),
  of('Reshape', { x: floats([1]) }, { shape: [] }),
  of('ExpandDims', { input: x }, { dim: -2 }),
  of('Transpose', { x }, { perm: [2, 0, 1] }),
  of('Concat', [x, floats([3, 2, 5]), floats([3, 1, 5], 0, 9)], { axis: 1 }),
  of('Concat', [bools([2, 2]), bools([2, 3])], { axis: -1 }),
  of('Slice', { x }, { begin: [0, 1, 2], size: [3, 2, -1] }),
  of('Slice', { x }, { begin: 1, size: 2 }),
  of('StridedSlice', { x }, { begin: [0, 3, 1], end: [3, 0, 5], strides: [2, -1, 2], ...masks }),
  of('StridedSlice', { x }, { begin: [2, 0], end: [0, 0], strides: [-1, 1], ...masks, beginMask: 3, endMask: 3, shrinkAxisMask: 0 }),
  of('StridedSlice', { x }, { begin: [1, 0, 0], end: [2, 4, 5], strides: [1, 1, 1], ...masks, shrinkAxisMask: 1 }),
  of('PadV2', { x }, { paddings: [[0, 0], [1, 2], [3, 0]], constantValue: -1.5 }), // prettier-ignore
  of('PadV2', { x: ints([4]) }, { paddings: [[1, 1]], constantValue: 7 }),
  of('MirrorPad', { x }, { paddings: [[0, 0], [3, 2], [1, 4]], mode: 'reflect' }),
  of('MirrorPad', { x }, { paddings: [[2, 1], [0, 0], [1, 5]], mode: 'symmetric' }),
  of('Tile', { x }, { reps: [2, 1, 3] }),
  of('Pack', [x, floats([3, 4, 5], 7, 9)], { axis: -1 }),
  of('Pack', [floats([]), floats([], 7, 9)], { axis: 0 }),
  of('Unpack', { value: x }, { axis: 1 }),
  of('Unpack', { value: floats([3]) }, { axis: 0 }),
  of('SplitV', { x }, { numOrSizeSplits: [1, 3], axis: 1 }),
  of('SplitV', { x }, { numOrSizeSplits: 5, axis: -1 }),
  of('Reverse', { x }, { dims: [0, 2] }),
  of('GatherV2', { x, indices: given([2, 0, 1, 1], [2, 2], 'int32') }, { axis: 1, batchDims: 0 }),
  of('GatherV2', { x, indices: given([2, 0, 1, 1, 3, 0], [3, 2], 'int32') }, { axis: 1, batchDims: 1 }),
  of('GatherV2', { x, indices: given([2, 0, 1, 1, 4, 0], [3, 2], 'int32') }, { axis: 2, batchDims: 1 }),
  of('GatherNd', { params: x, indices: given([2, 0, 1, 1], [2, 2], 'int32') }),
  of('ScatterNd', { indices: given([4, 1, 4], [3, 1], 'int32'), updates: floats([3, 2]) }, { shape: [6, 2] }),
  of('ScatterNd', { indices: given([0, 1, 2, 2, 0, 1], [3, 2], 'int32'), updates: floats([3]) }, { shape: [3, 3] }),
  of('OneHot', { indices: given([0, 3, -1, 5, 2], [5], 'int32') }, { depth: 4, onValue: 2, offValue: -1, dtype: 'float32' }),
  of('OneHot', { indices: ints([2, 3], 0, 4) }, { depth: 4, onValue: 1, offValue: 0, dtype: 'int32' }),
  of('Fill', {}, { shape: [2, 3], value: 1.5, dtype: 'float32' }),
  of('Fill', {}, { shape: [], value: 2, dtype: 'int32' }),
  of('ZerosLike', { x }),
  of('OnesLike', { x: ints([3]) }),
  of('Range', {}, { start: 3, stop: -4, step: -2, dtype: 'float32' }),
  of('Range', {}, { start: 0, stop: 5, step: 1, dtype: 'int32' }),
  of('LinSpace', {}, { start: -1, stop: 2, num: 7 }),
  of('SpaceToBatchND', { x: floats([2, 3, 5, 2]) }, { blockShape: [2, 3], paddings: [[1, 0], [0, 1]] }),
  of('BatchToSpaceND', { x: floats([12, 2, 2, 3]) }, { blockShape: [2, 3], crops: [[1, 0], [0, 2]] }),
  of('DepthToSpace', { x: floats([2, 3, 2, 12]) }, { blockSize: 2, dataFormat: 'NHWC' }),
];

describe('lowerings of kernels that move elements', () => {
  it.each(cases)('$kernel with $attrs gives what TensorFlow.js gives', async (kernelCase) => {
    const expected = await byTensorFlow(kernelCase);
    const received = await byOnnx(kernelCase, expected);
    expect(received.map((output, i) => difference(output, expected[i]!))).toEqual(expected.map(() => 0));
  });
});
