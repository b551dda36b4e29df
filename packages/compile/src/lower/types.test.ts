import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createSeed, eager, sizeOf, type Shape } from '@hourglass/core';
import { beforeAll, expect, it } from 'vitest';
import type { DType } from '../graph.js';
import { onnxNode } from '../node.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { registerLazyBackend } from '../testing/lazy-backend.js';
import { binaryKernels, comparisonKernels, unaryKernels } from '../trace/infer-elementwise.js';
import { difference } from './kernel-case.fixture.js';
import { lowerings } from './lowerings.js';

interface Case {
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly attrs?: Readonly<Record<string, unknown>>;
  /** Inputs of one type only. */
  readonly types?: Readonly<Record<string, DType>>;
}

const image = [2, 4, 5, 2];
const volume = [2, 3, 4, 5, 2];
const same = { strides: 1, dilations: 1, pad: 'same', dataFormat: 'NHWC' };
const pooled = { filterSize: 2, strides: 2, pad: 'same' };
const plain = { transposeA: false, transposeB: false };
const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
const asked = { alignCorners: false, halfPixelCenters: false };
const sizes = [[8, 10], [3, 4]]; // prettier-ignore
const types: readonly DType[] = ['float32', 'int32', 'bool'];

const each = (kernels: readonly string[], ...cases: Case[]) => Object.fromEntries(kernels.map((kernel) => [kernel, cases]));
const ofX = [...unaryKernels, 'Exp', 'LeakyRelu', 'IsNan', 'IsInf', 'IsFinite', 'LogicalNot', 'Identity', 'ZerosLike', 'OnesLike'];

/** Each kernel that has a lowering; inputs are a list where their names are numbers. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  ...each(ofX, { inputs: { x: [7] }, attrs: { alpha: 0.5, clipValueMin: -0.5, clipValueMax: 2 } }),
  ...each([...binaryKernels, ...comparisonKernels, 'FloorDiv'], { inputs: { a: [3, 4], b: [4] } }),
  EluGrad: [{ inputs: { dy: [5], y: [5] } }],
  Prelu: [{ inputs: { x: [3, 4], alpha: [4] } }],
  AddN: [{ inputs: { 0: [3], 1: [3], 2: [3] } }],
  Cast: types.map((dtype) => ({ inputs: { x: [6] }, attrs: { dtype } })),
  Select: [{ inputs: { condition: [4], t: [4], e: [4] }, types: { condition: 'bool' } }],
  ...each(['Sum', 'Mean', 'Max', 'Min', 'Prod', 'Any', 'All'], {
    inputs: { x: [3, 4, 2] },
    attrs: { axis: [0, 2], reductionIndices: [0, 2], keepDims: false },
  }),
  ...each(['ArgMax', 'ArgMin'], { inputs: { x: [3, 4, 2] }, attrs: { axis: 1 } }),
  ...each(['Cumsum', 'Cumprod'], { inputs: { x: [3, 4] }, attrs: { axis: 1, exclusive: true, reverse: false } }),
  Reshape: [{ inputs: { x: [3, 4] }, attrs: { shape: [2, 6] } }],
  ExpandDims: [{ inputs: { input: [3, 4] }, attrs: { dim: 1 } }],
  Transpose: [{ inputs: { x: [3, 4] }, attrs: { perm: [1, 0] } }],
  ...each(['Concat', 'Pack'], { inputs: { 0: [3], 1: [3] }, attrs: { axis: 0 } }),
  Unpack: [{ inputs: { value: [3, 2] }, attrs: { axis: 0 } }],
  SplitV: [{ inputs: { x: [3, 2] }, attrs: { axis: 0, numOrSizeSplits: [1, 2] } }],
  Slice: [{ inputs: { x: [3, 4] }, attrs: { begin: [1, 1], size: [2, 2] } }],
  StridedSlice: [{ inputs: { x: [3, 4] }, attrs: { begin: [0, 1], end: [3, 4], strides: [2, 2], ...masks } }],
  FlipLeftRight: [{ inputs: { image } }],
  Diag: [{ inputs: { x: [2, 3] } }],
  SearchSorted: ['left', 'right'].map((side) => ({ inputs: { sortedSequence: [2, 1], values: [2, 3] }, attrs: { side } })),
  SparseToDense: [
    {
      inputs: { sparseIndices: [2, 1], sparseValues: [2], defaultValue: [] },
      attrs: { outputShape: [4] },
      types: { sparseIndices: 'int32' },
    },
  ],
  TensorScatterUpdate: [{ inputs: { tensor: [4, 3], indices: [2, 1], updates: [2, 3] }, types: { indices: 'int32' } }],
  LRN: [{ inputs: { x: image }, attrs: { depthRadius: 1, bias: 1, alpha: 0.5, beta: 0.75 } }],
  LRNGrad: [{ inputs: { x: image, y: image, dy: image }, attrs: { depthRadius: 1, bias: 1, alpha: 0.5, beta: 0.75 } }],
  MaxPoolWithArgmax: [true, false].map((includeBatchInIndex) => ({ inputs: { x: image }, attrs: { ...pooled, includeBatchInIndex } })),
  Reverse: [{ inputs: { x: [3, 4] }, attrs: { dims: [1] } }],
  PadV2: [{ inputs: { x: [3, 4] }, attrs: { paddings: [[1, 0], [0, 2]], constantValue: 1 } }], // prettier-ignore
  MirrorPad: [{ inputs: { x: [3, 4] }, attrs: { paddings: [[1, 0], [0, 2]], mode: 'reflect' } }], // prettier-ignore
  Tile: [{ inputs: { x: [3, 4] }, attrs: { reps: [2, 1] } }],
  GatherV2: [
    { inputs: { x: [3, 4], indices: [2] }, attrs: { axis: 0, batchDims: 0 }, types: { indices: 'int32' } },
    { inputs: { x: [3, 4], indices: [3, 2] }, attrs: { axis: 1, batchDims: 1 }, types: { indices: 'int32' } },
  ],
  GatherNd: [{ inputs: { params: [3, 4], indices: [2, 1] }, types: { indices: 'int32' } }],
  ScatterNd: [{ inputs: { indices: [2, 1], updates: [2, 3] }, attrs: { shape: [4, 3] }, types: { indices: 'int32' } }],
  UnsortedSegmentSum: [{ inputs: { x: [3, 4], segmentIds: [3] }, attrs: { numSegments: 3 }, types: { segmentIds: 'int32' } }],
  Fill: types.map((dtype) => ({ inputs: {}, attrs: { shape: [2], value: 1, dtype } })),
  Range: [{ inputs: {}, attrs: { start: 0, stop: 5, step: 2, dtype: 'int32' } }],
  LinSpace: [{ inputs: {}, attrs: { start: 0, stop: 5, num: 4 } }],
  OneHot: types.map((dtype) => ({ inputs: { indices: [3] }, attrs: { depth: 4, onValue: 1, offValue: 0, dtype } })),
  BatchMatMul: [
    { inputs: { a: [2, 3], b: [3, 4] }, attrs: plain },
    { inputs: { a: [2, 2, 3], b: [2, 3, 4] }, attrs: plain },
  ],
  _FusedMatMul: [{ inputs: { a: [2, 3], b: [3, 4], bias: [4] }, attrs: { ...plain, activation: 'relu' } }],
  Einsum: [{ inputs: { 0: [2, 3], 1: [3, 4] }, attrs: { equation: 'ij,jk->ik' } }],
  Softmax: [{ inputs: { logits: [2, 3] }, attrs: { dim: 1 } }],
  FusedBatchNorm: [
    { inputs: { x: image, mean: [2], variance: [2], offset: [2], scale: [2] }, attrs: { varianceEpsilon: 9 } },
  ],
  TopK: [{ inputs: { x: [3, 4] }, attrs: { k: 2, sorted: true } }],
  Conv2D: [{ inputs: { x: image, filter: [3, 3, 2, 3] }, attrs: same }],
  FusedConv2D: [{ inputs: { x: image, filter: [3, 3, 2, 3], bias: [3] }, attrs: { ...same, activation: 'relu' } }],
  DepthwiseConv2dNative: [{ inputs: { x: image, filter: [3, 3, 2, 3] }, attrs: same }],
  FusedDepthwiseConv2D: [{ inputs: { x: image, filter: [3, 3, 2, 3], bias: [6] }, attrs: { ...same, activation: 'relu' } }],
  Conv2DBackpropInput: [{ inputs: { dy: [2, 4, 5, 3], filter: [3, 3, 2, 3] }, attrs: { ...same, inputShape: image } }],
  Conv2DBackpropFilter: [{ inputs: { x: image, dy: [2, 4, 5, 3] }, attrs: { ...same, filterShape: [3, 3, 2, 3] } }],
  DepthwiseConv2dNativeBackpropInput: [
    { inputs: { dy: [2, 4, 5, 6], filter: [3, 3, 2, 3] }, attrs: { ...same, inputShape: image } },
  ],
  DepthwiseConv2dNativeBackpropFilter: [
    { inputs: { x: image, dy: [2, 4, 5, 6] }, attrs: { ...same, filterShape: [3, 3, 2, 3] } },
  ],
  ...each(['MaxPool', 'AvgPool'], { inputs: { x: image }, attrs: pooled }),
  MaxPoolGrad: [{ inputs: { dy: [2, 2, 3, 2], input: image, output: [2, 2, 3, 2] }, attrs: pooled }],
  AvgPoolGrad: [{ inputs: { dy: [2, 2, 3, 2], input: image }, attrs: pooled }],
  ...each(['ResizeNearestNeighbor', 'ResizeBilinear'], ...sizes.map((size) => ({ inputs: { images: image }, attrs: { size, ...asked } }))),
  ...each(
    ['ResizeNearestNeighborGrad', 'ResizeBilinearGrad'],
    ...sizes.map((size) => ({ inputs: { images: image, dy: [2, ...size, 2] }, attrs: asked })),
  ),
  Conv3D: [{ inputs: { x: volume, filter: [3, 2, 3, 2, 3] }, attrs: { ...same, dilations: 1 } }],
  Conv3DBackpropInputV2: [
    { inputs: { dy: [2, 3, 4, 5, 3], filter: [3, 2, 3, 2, 3] }, attrs: { ...same, inputShape: volume } },
  ],
  Conv3DBackpropFilterV2: [
    { inputs: { x: volume, dy: [2, 3, 4, 5, 3] }, attrs: { ...same, filterShape: [3, 2, 3, 2, 3] } },
  ],
  ...each(['MaxPool3D', 'AvgPool3D'], { inputs: { x: volume }, attrs: pooled }),
  MaxPool3DGrad: [{ inputs: { dy: [2, 2, 2, 3, 2], input: volume, output: [2, 2, 2, 3, 2] }, attrs: pooled }],
  AvgPool3DGrad: [{ inputs: { dy: [2, 2, 2, 3, 2], input: volume }, attrs: pooled }],
  SpaceToBatchND: [{ inputs: { x: [2, 4, 4, 2] }, attrs: { blockShape: [2, 2], paddings: [[0, 0], [0, 2]] } }], // prettier-ignore
  BatchToSpaceND: [{ inputs: { x: [8, 2, 2, 2] }, attrs: { blockShape: [2, 2], crops: [[0, 0], [0, 1]] } }], // prettier-ignore
  DepthToSpace: [{ inputs: { x: [2, 2, 2, 8] }, attrs: { blockSize: 2, dataFormat: 'NHWC' } }],
};

const valueAt: Readonly<Record<DType, (index: number) => number>> = {
  float32: (index) => 1.5 * Math.sin(3 * index + 1),
  int32: (index) => ((5 * index + 1) % 7) - 2,
  bool: (index) => ((5 * index + 1) % 3) % 2,
};

const run = async (backend: string, kernel: string, { inputs, attrs = {}, types: own = {} }: Case, dtype: DType) => {
  await tf.setBackend(backend);
  const tensors = Object.entries(inputs).map(([name, shape], place) => {
    const type = own[name] ?? dtype;
    const at = (index: number) => (name in own ? index % 2 : valueAt[type](index + 3 * place));
    return [name, tf.tensor(Array.from({ length: sizeOf(shape) }, (_, index) => at(index)), [...shape], type)] as const;
  });
  const isList = '0' in inputs;
  const given = (isList ? tensors.map(([, tensor]) => tensor) : Object.fromEntries(tensors)) as tf.NamedTensorMap;
  const outputs = [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(kernel, given, attrs as tf.NamedAttrMap)].flat();
  return Promise.all(outputs.map(async (tensor) => ({ dtype: tensor.dtype, shape: tensor.shape, data: await tensor.data() })));
};

let lazy = '';
beforeAll(async () => {
  lazy = registerLazyBackend(await onnxNode({ threads: 1 }));
  await tf.setBackend('cpu');
  await eager().prepareForward({ compute: () => ({}), variables: {}, seed: createSeed(1) }); // puts right what cpu gets wrong
});

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
const convolutions = Object.keys(cases).filter((kernel) => kernel.includes('Conv'));
const poolings = Object.keys(cases).filter((kernel) => kernel.includes('Pool'));
const resizes = ['ResizeBilinear', 'ResizeBilinearGrad', 'ResizeNearestNeighborGrad'];
const ofFloats = [
  ...['Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atan2', 'Atanh', 'Cos', 'Cosh', 'Elu', 'EluGrad', 'Erf', 'Expm1', 'FusedBatchNorm', 'LRN', 'LRNGrad', 'Log', 'Log1p'],
  ...['Reciprocal', 'Rsqrt', 'Selu', 'Sigmoid', 'Sin', 'Sinh', 'Softmax', 'Softplus', 'Sqrt', 'Tan', 'Tanh'],
  ...[...convolutions, ...poolings, ...resizes],
];
const ofNumbers = [
  ...['Abs', 'Add', 'AddN', 'BatchMatMul', 'Ceil', 'ClipByValue', 'Einsum', 'Floor', 'FloorDiv', 'Maximum', 'Minimum', 'Mod', 'Multiply', 'Neg'],
  ...['Pow', 'RealDiv', 'Relu', 'Relu6', 'ResizeNearestNeighbor', 'Round', 'SearchSorted', 'Sign', 'Square', 'SquaredDifference', 'Step', 'Sub', 'TopK', '_FusedMatMul'],
];
const refused: Readonly<Record<DType, readonly string[]>> = {
  float32: ['All', 'Any', 'LogicalAnd', 'LogicalNot', 'LogicalOr', 'OneHot', 'BitwiseAnd'],
  int32: [...ofFloats, 'All', 'Any', 'LogicalAnd', 'LogicalNot', 'LogicalOr'],
  bool: [...ofFloats, ...ofNumbers, 'OneHot', 'BitwiseAnd'],
};

it.each(types)('every kernel gives what cpu gives from %s, or refuses it', async (dtype) => {
  const refusing: string[] = [];
  for (const kernel of Object.keys(lowerings)) {
    for (const one of cases[kernel] ?? [{ inputs: {} }]) {
      const expected = await run('cpu', kernel, one, dtype);
      const found = await run(lazy, kernel, one, dtype).catch((error: unknown) => {
        if (!UnloweredKernelError.isInstance(error)) throw error;
        refusing.push(kernel);
      });
      found?.forEach(({ data, shape, dtype: type }, output) => {
        const { data: values, ...kind } = expected[output]!;
        expect({ shape, dtype: type }, kernel).toEqual(kind);
        const typed = { shape, data: arrays[type as DType].from(values as Float32Array) }; // cpu has bools in several kinds of array
        expect(difference({ data, shape }, typed), kernel).toBeLessThan(1e-5);
      });
    }
  }
  expect([...new Set(refusing)].sort()).toEqual([...refused[dtype]].sort());
});
