import { describe, expect, it } from 'vitest';
import { byOnnx, byTensorFlow, difference, floats, given, ints, type KernelCase } from './kernel-case.fixture.js';

const of = (kernel: string, inputs: KernelCase['inputs'], attrs: KernelCase['attrs'] = {}): KernelCase => ({ kernel, inputs, attrs });
const fused = { transposeA: false, transposeB: false };
const alpha = floats([1, 6], 0, 1);

const products = [
  { transposeA: false, transposeB: false, a: [4, 5], b: [5, 6] },
  { transposeA: true, transposeB: false, a: [5, 4], b: [5, 6] },
  { transposeA: false, transposeB: true, a: [4, 5], b: [6, 5] },
  { transposeA: true, transposeB: true, a: [5, 4], b: [6, 5] },
  { transposeA: true, transposeB: true, a: [1, 5, 4], b: [1, 6, 5] },
  { transposeA: true, transposeB: true, a: [3, 5, 4], b: [3, 6, 5] },
  { transposeA: false, transposeB: false, a: [3, 4, 5], b: [1, 5, 6] },
  { transposeA: false, transposeB: true, a: [2, 3, 4, 5], b: [1, 1, 6, 5] },
];

const cases: KernelCase[] = [
  ...products.map(({ a, b, ...attrs }) => of('BatchMatMul', { a: floats(a), b: floats(b, -1, 3) }, attrs)),
  of('BatchMatMul', { a: ints([2, 3]), b: ints([3, 4]) }, fused),
  ...['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'].map((activation) =>
    of(
      '_FusedMatMul',
      { a: floats([1, 4, 5]), b: floats([1, 5, 6], -1, 3), bias: floats([6]), ...(activation === 'prelu' && { preluActivationWeights: alpha }) },
      { ...fused, activation, leakyreluAlpha: 0.3 },
    ),
  ),
  of('_FusedMatMul', { a: floats([3, 5, 4]), b: floats([3, 5, 6]), bias: floats([6]) }, { ...fused, transposeA: true, activation: 'relu' }),
  of('_FusedMatMul', { a: floats([1, 4, 5]), b: floats([1, 5, 6]) }, { ...fused, activation: 'relu' }),
  of('Einsum', [floats([2, 3, 4]), floats([2, 4, 5])], { equation: 'bij,bjk->bki' }),
  of('Einsum', [floats([2, 3]), floats([4, 3])], { equation: 'ij,kj->ik' }),
  of('Softmax', { logits: floats([3, 5], -40, 40) }, { dim: 1 }),
  of(
    'FusedBatchNorm',
    { x: floats([2, 3, 3, 4], 990, 1010), mean: floats([4], 990, 1010), variance: floats([4], 0.1, 4), offset: floats([4]), scale: floats([4]) },
    { varianceEpsilon: 1e-3 },
  ),
  of('FusedBatchNorm', { x: floats([5, 4]), mean: floats([4]), variance: floats([4], 0.1, 4) }, { varianceEpsilon: 1e-3 }),
  of('TopK', { x: floats([3, 7]) }, { k: 3, sorted: true }),
  of('TopK', { x: given([2, 5, 2, 5, 5, 1], [1, 6]) }, { k: 4, sorted: true }),
  of('UnsortedSegmentSum', { x: floats([6, 3]), segmentIds: given([2, 0, 2, 4, 0, 2], [6], 'int32') }, { numSegments: 5 }),
  of('UnsortedSegmentSum', { x: floats([4, 2, 3]), segmentIds: given([1, -1, 1, 7], [4], 'int32') }, { numSegments: 3 }),
  of('UnsortedSegmentSum', { x: floats([4000, 1]), segmentIds: ints([4000], -3, 1100) }, { numSegments: 1090 }),
  of('UnsortedSegmentSum', { x: ints([4]), segmentIds: given([1, 0, 1, 1], [4], 'int32') }, { numSegments: 2 }),
];

describe('lowerings of products, softmax, batch norm, top-k and segment sums', () => {
  it.each(cases)('$kernel of $inputs with $attrs gives what TensorFlow.js gives', async (kernelCase) => {
    const expected = await byTensorFlow(kernelCase);
    const received = await byOnnx(kernelCase, expected);
    expect(received.map((output, i) => difference(output, expected[i]!))).toEqual(
      expected.map(() => expect.toSatisfy((d: number) => d < 1e-5) as unknown),
    );
  });
});
