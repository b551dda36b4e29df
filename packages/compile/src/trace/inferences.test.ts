import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers'; // registers gradients
import fc from 'fast-check';
import { createSeed, eager, sizeOf, type Shape } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { interpret } from './interpret.fixture.js';
import { numbers } from './numbers.fixture.js';
import { inferences } from './inferences.js';
import { unaryKernels, binaryKernels, comparisonKernels } from './infer-elementwise.js';
import { trace } from './trace.js';

type Op = (...tensors: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
type Sizes = readonly [a: number, b: number, c: number];
type Spec = Shape | readonly [Shape, tf.DataType];

/** An operation of tensors whose shapes follow from three numbers from 1 to 4. */
interface Case {
  readonly kernels: readonly string[];
  readonly op: (...sizes: Sizes) => Op;
  readonly shapes: (...sizes: Sizes) => readonly Spec[];
  /** Integer inputs are below this. */
  readonly below?: number;
}

const kernel =
  (name: string, inputNames: readonly string[], attrs: tf.NamedAttrMap = {}): Op =>
  (...tensors) =>
    tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(
      name,
      Object.fromEntries(inputNames.map((input, place) => [input, tensors[place]!])),
      attrs,
    );

const gradientOf = (f: Op): Op => (...xs) => tf.grads((...ys: tf.Tensor[]) => f(...ys) as tf.Tensor)(xs);

const image = (a: number, b: number, c: number): Shape => [a, b + 4, b + 5, c];
const square = (a: number, b: number, c: number): Shape => [a, b + 4, b + 4, c];
const int32 = (...shape: Shape): Spec => [shape, 'int32'];
const bool = (...shape: Shape): Spec => [shape, 'bool'];

const broadcasting: readonly ((...sizes: Sizes) => Shape[])[] = [
  (a, b, c) => [[a, b, c], [b, 1]],
  (a, b) => [[a, 1], [b]],
  (a) => [[], [a, 2]],
];

const cases: readonly Case[] = [
  ...unaryKernels.map((name): Case => ({
    kernels: [name],
    op: () => kernel(name, ['x'], { clipValueMin: -1, clipValueMax: 1, alpha: 0.5 }),
    shapes: (...sizes) => [sizes],
  })),
  ...['Abs', 'Neg', 'Sign', 'Square', 'Relu'].map((name): Case => ({
    kernels: [name],
    op: () => kernel(name, ['x']),
    shapes: (...sizes) => [int32(...sizes)],
  })),
  ...['Exp', 'LeakyRelu', 'IsFinite', 'IsInf', 'IsNan'].map((name): Case => ({
    kernels: [name],
    op: () => kernel(name, ['x'], { alpha: 0.1 }),
    shapes: (...sizes) => [sizes],
  })),
  ...[...binaryKernels, ...comparisonKernels, 'FloorDiv'].flatMap((name) =>
    broadcasting.flatMap((shapes): Case[] => [
      ...(name === 'BitwiseAnd' ? [] : [{ kernels: [name], op: () => kernel(name, ['a', 'b']), shapes }]),
      {
        kernels: [name],
        op: () => kernel(name, ['a', 'b']),
        shapes: (...sizes) => shapes(...sizes).map((shape) => int32(...shape)),
        below: 5,
      },
    ]),
  ),
  { kernels: ['LogicalNot'], op: () => (x) => tf.logicalNot(x), shapes: (...sizes) => [bool(...sizes)] },
  { kernels: ['Prelu'], op: () => (x, alpha) => tf.prelu(x, alpha), shapes: (a, b, c) => [[a, b, c], [c]] },
  { kernels: ['EluGrad'], op: () => gradientOf((x) => tf.elu(x)), shapes: (...sizes) => [sizes] },
  { kernels: ['AddN'], op: () => (...xs) => tf.addN(xs), shapes: (a, b) => [[a, b], [a, b], [a, b]] },
  { kernels: ['Identity'], op: () => (x) => tf.clone(x), shapes: (...sizes) => [bool(...sizes)] },
  ...(['float32', 'int32', 'bool'] as const).flatMap((from) =>
    (['float32', 'int32', 'bool'] as const).map((to): Case => ({
      kernels: ['Cast'],
      op: () => kernel('Cast', ['x'], { dtype: to }),
      shapes: (...sizes) => [[sizes, from]],
    })),
  ),
  {
    kernels: ['Select'],
    op: () => (condition, t, e) => tf.where(condition, t, e),
    shapes: (a, b) => [bool(a, 1), int32(a, b), [b]],
  },
  ...['Sum', 'Prod', 'Mean', 'Min', 'All', 'Any', 'Max'].flatMap((name) =>
    (name === 'All' || name === 'Any' ? (['bool'] as const) : (['float32', 'int32', 'bool'] as const)).flatMap((dtype) =>
      [undefined, 1, [0, 2], [-1], [2, 0]].flatMap((axis) =>
        [true, false].map((keepDims): Case => ({
          kernels: [name],
          op: () => kernel(name, ['x'], { axis, reductionIndices: axis, keepDims } as unknown as tf.NamedAttrMap),
          shapes: (...sizes) => [[sizes, dtype]],
        })),
      ),
    ),
  ),
  ...['ArgMax', 'ArgMin'].flatMap((name) =>
    [0, 1, -1].map((axis): Case => ({
      kernels: [name],
      op: () => kernel(name, ['x'], { axis }),
      shapes: (...sizes) => [sizes],
    })),
  ),
  { kernels: ['TopK'], op: (a) => (x) => Object.values(tf.topk(x, a)), shapes: (a, b) => [[b, a + 1]] },
  ...['Cumsum', 'Cumprod'].flatMap((name) =>
    (['float32', 'int32'] as const).map((dtype): Case => ({
      kernels: [name],
      op: () => kernel(name, ['x'], { axis: 1, exclusive: true, reverse: false }),
      shapes: (...sizes) => [[sizes, dtype]],
    })),
  ),
  { kernels: ['SearchSorted'], op: () => (sorted, x) => tf.searchSorted(sorted, x), shapes: (a, b, c) => [[a, b], [a, c]] },
  { kernels: ['Reshape'], op: (a) => (x) => tf.reshape(x, [-1, a]), shapes: (...sizes) => [int32(...sizes)] },
  ...[0, 2, -1, -2].map((axis): Case => ({
    kernels: ['ExpandDims'],
    op: () => (x) => tf.expandDims(x, axis),
    shapes: (a, b) => [[a, b]],
  })),
  { kernels: ['Transpose'], op: () => (x) => tf.transpose(x, [2, 0, 1]), shapes: (...sizes) => [sizes] },
  ...[0, 1, -1].flatMap((axis): Case[] => [
    { kernels: ['Concat'], op: () => kernelOfList('Concat', { axis }), shapes: (a, b) => [[a, b], [a, b], [a, b]] },
    { kernels: ['Concat'], op: () => kernelOfList('Concat', { axis }), shapes: (a, b) => [[a, b]] },
    { kernels: ['Unpack'], op: () => kernel('Unpack', ['value'], { axis }), shapes: (a, b, c) => [[a, b, c + 1]] },
    { kernels: ['SplitV'], op: () => (x) => tf.split(x, [1, 2], axis), shapes: () => [[3, 3, 3]] },
    { kernels: ['SplitV'], op: () => (x) => tf.split(x, [1, -1], axis), shapes: (a) => [[a + 2, a + 2]] },
    { kernels: ['SplitV'], op: () => (x) => tf.split(x, 2, axis), shapes: (a) => [[2 * a, 2, 4]] },
  ]),
  ...[0, 1, 2].flatMap((axis): Case[] => [
    { kernels: ['Pack'], op: () => (...xs) => tf.stack(xs, axis), shapes: (a, b) => [int32(a, b), int32(a, b)] },
    { kernels: ['Pack'], op: () => (...xs) => tf.stack(xs, axis), shapes: (a, b) => [[a, b]] },
  ]),
  { kernels: ['Slice'], op: (a) => (x) => tf.slice(x, [1, 0], [a, -1]), shapes: (a, b) => [[a + 1, b]] },
  { kernels: ['Slice'], op: () => (x) => tf.slice(x, 1), shapes: (a, b) => [int32(a + 1, b)] },
  { kernels: ['StridedSlice'], op: () => (x) => tf.stridedSlice(x, [0, 3], [4, 0], [2, -1]), shapes: () => [[5, 4]] },
  {
    kernels: ['StridedSlice'],
    op: () => (x) => tf.stridedSlice(x, [1, 0, 0], [2, 3, 1], [1, 1, 1], 2, 2, 0, 4, 1),
    shapes: (a, b) => [[a + 1, b + 2]],
  },
  { kernels: ['PadV2'], op: (a, b) => (x) => tf.pad(x, [[a, b], [0, 1]], 3), shapes: (_, b, c) => [[b, c]] },
  { kernels: ['MirrorPad'], op: () => (x) => tf.mirrorPad(x, [[1, 1], [0, 2]], 'reflect'), shapes: () => [[3, 4]] },
  { kernels: ['Tile'], op: (a, b) => (x) => tf.tile(x, [a, b, 1]), shapes: (...sizes) => [bool(...sizes)] },
  { kernels: ['Reverse'], op: () => (x) => tf.reverse(x, 1), shapes: (...sizes) => [int32(...sizes)] },
  { kernels: ['FlipLeftRight'], op: () => (x) => tf.image.flipLeftRight(x as tf.Tensor4D), shapes: (...sizes) => [image(...sizes)] },
  { kernels: ['Diag'], op: () => (x) => tf.diag(x), shapes: (a, b) => [[a, b]] },
  {
    kernels: ['SpaceToBatchND'],
    op: () => (x) => tf.spaceToBatchND(x, [2, 2], [[1, 1], [0, 2]]),
    shapes: (a, b, c) => [[a, 2 * b, 4, c]],
  },
  {
    kernels: ['BatchToSpaceND'],
    op: () => (x) => tf.batchToSpaceND(x, [2, 2], [[1, 0], [0, 1]]),
    shapes: (a, b, c) => [[4 * a, b, b, c]],
  },
  { kernels: ['DepthToSpace'], op: () => (x) => tf.depthToSpace(x as tf.Tensor4D, 2, 'NHWC'), shapes: (a, b, c) => [[a, b, b, 4 * c]] },
  ...(['float32', 'int32', 'bool'] as const).flatMap((dtype): Case[] => [
    { kernels: ['ZerosLike'], op: () => (x) => tf.zerosLike(x), shapes: (...sizes) => [[sizes, dtype]] },
    { kernels: ['OnesLike'], op: () => (x) => tf.onesLike(x), shapes: (...sizes) => [[sizes, dtype]] },
  ]),
  { kernels: ['Fill'], op: (...sizes) => () => tf.fill([...sizes], 2), shapes: () => [] },
  { kernels: ['Fill'], op: (...sizes) => () => tf.fill([...sizes], 2, 'int32'), shapes: () => [] },
  ...[
    [0, 5, 1],
    [0, 5, 2],
    [5, 0, -2],
    [5, 0, 1],
    [5, 0, 2],
    [0, 5, -1],
    [1, 1, 1],
    [0, 1, 0.3],
  ].map(([start, stop, step]): Case => ({
    kernels: ['Range'],
    op: () => () => tf.range(start!, stop!, step),
    shapes: () => [],
  })),
  { kernels: ['Range'], op: (a) => () => tf.range(0, a, 1, 'int32'), shapes: () => [] },
  { kernels: ['LinSpace'], op: (a) => () => tf.linspace(0, 1, a), shapes: () => [] },
  { kernels: ['OneHot'], op: () => (x) => tf.oneHot(x, 5), shapes: (a, b) => [int32(a, b)], below: 5 },
  { kernels: ['OneHot'], op: () => (x) => tf.oneHot(x, 5, 1, 0, 'float32'), shapes: (a) => [int32(a)], below: 5 },
  ...[0, 1, -1].map((axis): Case => ({
    kernels: ['GatherV2'],
    op: () => (x, at) => tf.gather(x, at, axis),
    shapes: (a, b, c) => [[a, b, c], int32(2, 3)],
    below: 1,
  })),
  { kernels: ['GatherV2'], op: () => (x, at) => tf.gather(x, at, 1, 1), shapes: (a, b, c) => [[a, b, c], int32(a, 2)], below: 1 },
  { kernels: ['GatherNd'], op: () => (x, at) => tf.gatherND(x, at), shapes: (a, b, c) => [[a, b, c], int32(3, 2)], below: 1 },
  {
    kernels: ['ScatterNd'],
    op: (a, b) => (at, x) => tf.scatterND(at, x, [a, b]),
    shapes: (_, b) => [int32(2, 1), int32(2, b)],
    below: 1,
  },
  {
    kernels: ['TensorScatterUpdate'],
    op: () => (x, at, updates) => tf.tensorScatterUpdate(x, at, updates),
    shapes: (a, b) => [[a, b], int32(2, 1), [2, b]],
    below: 1,
  },
  {
    kernels: ['SparseToDense'],
    op: (a, b) => (at, x) => tf.sparseToDense(at, x, [a, b], 0),
    shapes: () => [int32(3, 2), [3]],
    below: 1,
  },
  ...(['float32', 'int32'] as const).map((dtype): Case => ({
    kernels: ['UnsortedSegmentSum'],
    op: () => (x, at) => tf.unsortedSegmentSum(x, at as tf.Tensor1D, 3),
    shapes: (a, b, c) => [[[a, b, c], dtype], int32(a)],
    below: 3,
  })),
  ...[false, true].flatMap((transposeA) =>
    [false, true].map((transposeB): Case => ({
      kernels: ['BatchMatMul'],
      op: () => (x, y) => tf.matMul(x, y, transposeA, transposeB),
      shapes: (a, b, c) => [
        [2, 1, ...(transposeA ? [b, a] : [a, b])],
        [3, ...(transposeB ? [c, b] : [b, c])],
      ],
    })),
  ),
  {
    kernels: ['_FusedMatMul'],
    op: () => (x, y, bias) => tf.fused.matMul({ a: x, b: y, bias: bias, transposeB: true, activation: 'relu' }),
    shapes: (a, b, c) => [[a, b], [c, b], [c]],
  },
  ...['ij,jk->ik', 'ij,jk->ki', 'ij,jk->', 'ij,jk->kij'].map((equation): Case => ({
    kernels: ['Einsum'],
    op: () => (x, y) => tf.einsum(equation, x, y),
    shapes: (a, b, c) => [[a, b], [b, c]],
  })),
  { kernels: ['Einsum'], op: () => (x) => tf.einsum('ij->ji', x), shapes: (a, b) => [[a, b]] },
  ...([1, 2, [2, 1]] as (number | [number, number])[]).flatMap((strides) =>
    (['same', 'valid', 1] as const).flatMap((pad): Case[] => [
      {
        kernels: ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'],
        op: () => (x, filter) => [
          tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad),
          ...[gradientOf((y, w) => tf.conv2d(y as tf.Tensor4D, w as tf.Tensor4D, strides, pad))(x, filter)].flat(),
        ],
        shapes: (a, b, c) => [image(a, b, c), [3, 2, c, b]],
      },
      {
        kernels: ['DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'],
        op: () => (x, filter) => [
          tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad),
          ...[gradientOf((y, w) => tf.depthwiseConv2d(y as tf.Tensor4D, w as tf.Tensor4D, strides, pad))(x, filter)].flat(),
        ],
        shapes: (a, b, c) => [image(a, b, c), [3, 2, c, b]],
      },
      {
        kernels: ['MaxPool', 'MaxPoolGrad'],
        op: () => (x) => [
          tf.maxPool(x as tf.Tensor4D, [2, 3], strides, pad),
          ...[gradientOf((y) => tf.maxPool(y as tf.Tensor4D, [2, 3], strides, pad))(x)].flat(),
        ],
        shapes: (...sizes) => [image(...sizes)],
      },
      {
        kernels: ['AvgPool', 'AvgPoolGrad'],
        op: () => (x) => [
          tf.avgPool(x as tf.Tensor4D, 2, strides, pad),
          ...[gradientOf((y) => tf.avgPool(y as tf.Tensor4D, 2, strides, pad))(x)].flat(),
        ],
        shapes: (...sizes) => [image(...sizes)],
      },
    ]),
  ),
  ...(['same', 'valid'] as const).flatMap((pad): Case[] => [
    {
      kernels: ['Conv3D', 'Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2'],
      op: () => (x, filter) => [
        tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, 2, pad),
        ...[gradientOf((y, w) => tf.conv3d(y as tf.Tensor5D, w as tf.Tensor5D, 2, pad))(x, filter)].flat(),
      ],
      shapes: (a, b, c) => [[a, b + 3, 4, 3, c], [3, 2, 1, c, b]],
    },
    ...(['maxPool3d', 'avgPool3d'] as const).map((name): Case => ({
      kernels: name === 'maxPool3d' ? ['MaxPool3D', 'MaxPool3DGrad'] : ['AvgPool3D', 'AvgPool3DGrad'],
      op: () => (x) => [
        tf[name](x as tf.Tensor5D, [2, 3, 2], 2, pad),
        ...[gradientOf((y) => tf[name](y as tf.Tensor5D, [2, 3, 2], 2, pad))(x)].flat(),
      ],
      shapes: (a, b, c) => [[a, b + 3, 4, 3, c]],
    })),
  ]),
  {
    kernels: ['Conv2D'],
    op: () => (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    shapes: (a, b, c) => [image(a, b, c), [2, 2, c, b]],
  },
  {
    kernels: ['Conv2D'],
    op: () => (x, filter) => tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, 2, 'same'),
    shapes: (a, b, c) => [[a, b + 3, c], [3, c, b]],
  },
  {
    kernels: ['Conv2DBackpropInput'],
    op: (a, b, c) => (x, filter) => tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [a, 2 * b, 2 * b, c], 2, 'same'),
    shapes: (a, b, c) => [[a, b, b, 2], [3, 3, c, 2]],
  },
  {
    kernels: ['FusedConv2D'],
    op: () => (x, filter, bias) =>
      tf.fused.conv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, strides: 1, pad: 'same', bias: bias, activation: 'relu' }),
    shapes: (a, b, c) => [image(a, b, c), [3, 3, c, b], [b]],
  },
  {
    kernels: ['FusedDepthwiseConv2D'],
    op: () => (x, filter, bias) =>
      tf.fused.depthwiseConv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, strides: 1, pad: 'same', bias: bias, activation: 'relu' }),
    shapes: (a, b, c) => [image(a, b, c), [3, 3, c, b], [c * b]],
  },
  {
    kernels: ['MaxPoolWithArgmax'],
    op: () => (x) => Object.values(tf.maxPoolWithArgmax(x as tf.Tensor4D, 2, 2, 'same')),
    shapes: (...sizes) => [image(...sizes)],
  },
  ...(['resizeBilinear', 'resizeNearestNeighbor'] as const).map((name): Case => ({
    kernels: name === 'resizeBilinear' ? ['ResizeBilinear', 'ResizeBilinearGrad'] : ['ResizeNearestNeighbor', 'ResizeNearestNeighborGrad'],
    op: () => (x) => [
      tf.image[name](x as tf.Tensor4D, [7, 9]),
      ...[gradientOf((y) => tf.image[name](y as tf.Tensor4D, [7, 9]))(x)].flat(),
    ],
    shapes: (...sizes) => [image(...sizes)],
  })),
  { kernels: ['ResizeBilinear'], op: () => (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 5]), shapes: (...sizes) => [[square(...sizes), 'int32']] },
  {
    kernels: ['ResizeNearestNeighbor'],
    op: () => (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [3, 5]),
    shapes: (...sizes) => [[square(...sizes), 'int32']],
  },
  {
    kernels: ['FusedBatchNorm'],
    op: () => (x, mean, variance, offset) => tf.batchNorm(x, mean, tf.abs(variance), offset),
    shapes: (a, b, c) => [image(a, b, c), [c], [c], [c]],
  },
  {
    kernels: ['LRN', 'LRNGrad'],
    op: () => (x) => [
      tf.localResponseNormalization(x as tf.Tensor4D),
      ...[gradientOf((y) => tf.localResponseNormalization(y as tf.Tensor4D))(x)].flat(),
    ],
    shapes: (...sizes) => [image(...sizes)],
  },
  { kernels: ['Softmax'], op: () => (x) => tf.softmax(x), shapes: (...sizes) => [sizes] },
];

function kernelOfList(name: string, attrs: tf.NamedAttrMap): Op {
  return (...tensors) => tf.engine().runKernel<tf.Tensor>(name, tensors as unknown as tf.NamedTensorMap, attrs);
}

const specOf = (spec: Spec): { shape: Shape; dtype: tf.DataType } => {
  const [first, second] = spec;
  return Array.isArray(first) ? { shape: first as Shape, dtype: second as tf.DataType } : { shape: spec as Shape, dtype: 'float32' };
};

beforeAll(async () => {
  await tf.setBackend('cpu');
  await eager().prepareForward({ compute: () => ({}), variables: {}, seed: createSeed(1) }); // registers the training kernels
});

const size = fc.integer({ min: 1, max: 4 });

describe('every inference', () => {
  it.each(Object.keys(inferences))('of %s gives the shape and type that the cpu backend gives', (name) => {
    const own = cases.filter(({ kernels }) => kernels.includes(name));
    expect(own).not.toEqual([]);
    const seen = new Set<string>();
    fc.assert(
      fc.property(size, size, size, (...sizes) => {
        for (const { op, shapes, below = 2 } of own) {
          const tensors = shapes(...sizes).map((spec, place): tf.Tensor => {
            const { shape, dtype } = specOf(spec);
            const values = numbers(sizeOf(shape), place + 1);
            const whole = values.map((x) => Math.floor(Math.abs(x) * 1000) % below);
            return tf.tensor(dtype === 'float32' ? values : Array.from(whole), [...shape], dtype);
          });
          const compute = (...xs: tf.Tensor[]) => Object.fromEntries([op(...sizes)(...xs)].flat().map((x, i) => [i, x]));
          const { graph } = trace(
            (api) => compute(...tensors.map(({ shape, dtype }, i) => api.input(`x${i}`, shape, dtype as 'float32'))),
            { variables: {} },
          );
          for (const node of graph.nodes) seen.add(node.kernel);
          const given = Object.fromEntries(tensors.map((x, i) => [`x${i}`, x]));
          const interpreted = interpret(graph, given); // throws where any shape or type differs
          const expected = tf.tidy(() => compute(...tensors));
          for (const [key, tensor] of Object.entries(expected)) {
            expect(interpreted[key]!.dtype).toBe(tensor.dtype);
            expect(interpreted[key]!.shape).toEqual(tensor.shape);
            expect(interpreted[key]!.dataSync()).toEqual(tensor.dataSync());
          }
          tf.dispose([tensors, interpreted, expected]);
        }
      }),
      { numRuns: 8 },
    );
    expect(seen).toContain(name);
  });
});
