import * as tf from '@tensorflow/tfjs-core';
import { onnxNode } from '@hourglass/compile/node';
import { registerLazyBackend } from '@hourglass/compile/testing';
import { registerTrainingKernels } from '@hourglass/training-kernels';
import { beforeAll, expect, it } from 'vitest';
import { slopes, spaced, values } from '../../packages/training-kernels/test-kit/gradient-checks.js';

type Shape = readonly number[];
type Op = (...inputs: tf.Tensor[]) => tf.Tensor;
type Image = tf.Tensor4D;

interface Case {
  /** Shapes of what it is differentiated by. */
  readonly inputs: readonly Shape[];
  readonly op: Op;
  /** All elements lie apart, at multiples of 0.05 where their number is even, so that no difference steps over a tie. */
  readonly spaced?: boolean;
}

const of = (shape: Shape, op: (x: tf.Tensor) => tf.Tensor): Case => ({ inputs: [shape], op: op });
const apart = (shape: Shape, op: (x: tf.Tensor) => tf.Tensor): Case => ({ inputs: [shape], op: op, spaced: true });
const both = (a: Shape, b: Shape, op: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Case => ({ inputs: [a, b], op: op });

const image: Shape = [2, 5, 7, 2];
const explicit: tf.backend_util.ExplicitPadding = [[0, 0], [1, 2], [0, 1], [0, 0]]; // prettier-ignore
const paddings = [['same'], ['valid'], [1, 'floor']] as const;
const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const;

/** Where a function of one number is smooth: x of [-1, 1) is moved there. */
const smooth: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  acos: (x) => tf.acos(tf.mul(x, 0.8)),
  acosh: (x) => tf.acosh(tf.add(x, 3)),
  asin: (x) => tf.asin(tf.mul(x, 0.8)),
  asinh: tf.asinh,
  atan: tf.atan,
  atanh: (x) => tf.atanh(tf.mul(x, 0.6)),
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  log: (x) => tf.log(tf.add(x, 2)),
  log1p: (x) => tf.log1p(tf.mul(x, 0.5)),
  logSigmoid: tf.logSigmoid,
  neg: tf.neg,
  reciprocal: (x) => tf.reciprocal(tf.add(x, 3)),
  rsqrt: (x) => tf.rsqrt(tf.add(x, 2)),
  selu: (x) => tf.selu(tf.sub(x, 1.1)),
  sigmoid: tf.sigmoid,
  sin: tf.sin,
  sinh: tf.sinh,
  softplus: tf.softplus,
  sqrt: (x) => tf.sqrt(tf.add(x, 2)),
  square: tf.square,
  tan: (x) => tf.tan(tf.mul(x, 0.8)),
  tanh: tf.tanh,
};

/** Functions of one number with kinks at multiples of 0.05. */
const kinked: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  abs: tf.abs,
  clipByValue: (x) => tf.clipByValue(x, -0.5, 0.75),
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  prelu: (x) => tf.prelu(x, [0.3, -0.2, 0.1, 0.5]),
  relu: tf.relu,
  relu6: (x) => tf.relu6(tf.mul(x, 8)),
};
const offKinks = (f: (x: tf.Tensor) => tf.Tensor) => apart([2, 5, 4], (x) => f(tf.add(x, 0.025)));

const cases: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(Object.entries(smooth).map(([name, f]) => [name, of([3, 5], f)])),
  ...Object.fromEntries(Object.entries(kinked).map(([name, f]) => [name, offKinks(f)])),

  add: both([2, 3, 5], [3, 1], tf.add),
  addN: { inputs: [[2, 3], [2, 3], [2, 3]], op: (...xs) => tf.addN(xs.map(tf.square)) }, // prettier-ignore
  atan2: both([2, 3], [3], (a, b) => tf.atan2(a, tf.add(b, 2))),
  div: both([2, 3, 5], [3, 1], (a, b) => tf.div(a, tf.add(b, 3))),
  maximum: both([2, 3, 5], [2, 3, 5], (a, b) => tf.maximum(tf.mul(a, 3), tf.add(b, 0.4))),
  minimum: both([2, 3, 5], [2, 3, 5], (a, b) => tf.minimum(tf.mul(a, 3), tf.add(b, 0.4))),
  mod: both([2, 3], [3], (a, b) => tf.mod(tf.mul(a, 0.2), tf.add(b, 3))),
  mul: both([2, 3, 5], [3, 1], tf.mul),
  pow: both([2, 3], [3], (a, b) => tf.pow(tf.add(a, 2), b)),
  squaredDifference: both([2, 3, 5], [2, 3, 5], tf.squaredDifference),
  sub: both([3, 1], [2, 3, 5], tf.sub),
  where: both([3, 5], [5], (a, b) => tf.where(tf.tensor2d([[true], [false], [true]]), a, tf.broadcastTo(b, [3, 5]))),

  cumsum: of([3, 5], (x) => tf.cumsum(x, 1, true, true)),
  logSumExp: of([3, 5], (x) => tf.logSumExp(x, 1)),
  logSoftmax: of([3, 5], (x) => tf.logSoftmax(x)),
  max: apart([3, 5], (x) => tf.max(x, 1)),
  mean: of([3, 5, 2], (x) => tf.mean(x, [0, 2])),
  min: apart([3, 5], (x) => tf.min(x, 0)),
  moments: of([3, 5, 2], (x) => tf.moments(x, [0, 1]).variance),
  norm: of([3, 5], (x) => tf.norm(x, 'euclidean', 1)),
  softmax: of([3, 5], (x) => tf.softmax(x)),
  sum: of([3, 5, 2], (x) => tf.sum(tf.square(x), [-1, 0])),

  batchToSpaceND: of([8, 3, 2, 2], (x) => tf.batchToSpaceND(x, [2, 2], [[1, 0], [0, 1]])), // prettier-ignore
  concat: both([2, 3, 2], [2, 1, 2], (a, b) => tf.concat([a, b, a], 1)),
  gather: of([5, 3], (x) => tf.gather(x, tf.tensor1d([4, 1, 4, 0], 'int32'))),
  gatherAlongLast: of([3, 5], (x) => tf.gather(x, tf.tensor2d([[4, 1], [4, 0]], [2, 2], 'int32'), 1)), // prettier-ignore
  mirrorPad: of([3, 5], (x) => tf.mirrorPad(x, [[2, 1], [0, 3]], 'reflect')), // prettier-ignore
  pad: of([3, 5], (x) => tf.pad(x, [[2, 1], [0, 3]], 0.5)), // prettier-ignore
  reverse: of([3, 5], (x) => tf.reverse(x, 1)),
  slice: of([3, 5], (x) => tf.slice(x, [1, 2], [2, 2])),
  spaceToBatchND: of([2, 3, 3, 2], (x) => tf.spaceToBatchND(x, [2, 2], [[1, 0], [0, 1]])), // prettier-ignore
  split: of([3, 5], (x) => tf.concat([...tf.split(x, [1, 4], 1)].reverse(), 1)),
  stack: both([3, 5], [3, 5], (a, b) => tf.stack([b, a, b], 1)),
  tile: of([3, 5], (x) => tf.tile(x, [2, 3])),
  transpose: of([2, 3, 5], (x) => tf.transpose(x, [2, 0, 1])),
  unsortedSegmentSum: of([5, 3], (x) => tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1, 3, 1], 'int32'), 4)),
  unstack: of([3, 5], (x) => tf.add(tf.unstack(x)[0]!, tf.square(tf.unstack(x)[2]!))),

  einsum: both([2, 3, 5], [2, 5, 3], (a, b) => tf.einsum('bij,bjk->ik', a, b)),
  ...Object.fromEntries(
    [[false, false], [true, false], [false, true], [true, true]].map(([transposeA, transposeB]) => [ // prettier-ignore
      `matMul transposeA ${transposeA} transposeB ${transposeB}`,
      both(transposeA ? [2, 5, 3] : [2, 3, 5], transposeB ? [2, 3, 5] : [2, 5, 3], (a, b) => tf.matMul(a, b, transposeA, transposeB)),
    ]),
  ),
  ...Object.fromEntries(
    activations.map((activation) => [
      `fused.matMul ${activation}`,
      {
        inputs: [[3, 5], [5, 2], [2]], // prettier-ignore
        op: (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) => tf.fused.matMul({ a, b, bias, activation, leakyreluAlpha: 0.3 }),
      },
    ]),
  ),

  ...Object.fromEntries(
    paddings.flatMap(([pad, rounding]) =>
      [1, 2].flatMap((strides): [string, Case][] => [
        [`conv2d ${pad} by ${strides}`, both(image, [3, 2, 2, 3], (x, filter) => tf.conv2d(x as Image, filter as Image, strides, pad, 'NHWC', 1, rounding))],
        [
          `depthwiseConv2d ${pad} by ${strides}`,
          both(image, [3, 2, 2, 2], (x, filter) => tf.depthwiseConv2d(x as Image, filter as Image, strides, pad, 'NHWC', 1, rounding)),
        ],
        [`maxPool ${pad} by ${strides}`, apart(image, (x) => tf.maxPool(x as Image, [3, 2], strides, pad, rounding))],
        [`avgPool ${pad} by ${strides}`, of(image, (x) => tf.avgPool(x as Image, [3, 2], strides, pad, rounding))],
      ]),
    ),
  ),
  'conv2d by explicit padding': both(image, [3, 2, 2, 3], (x, filter) => tf.conv2d(x as Image, filter as Image, 1, explicit)),
  'conv2dTranspose by 2': both([2, 3, 2, 3], [3, 3, 2, 3], (x, filter) => tf.conv2dTranspose(x as Image, filter as Image, [2, 5, 3, 2], 2, 'same')),
  separableConv2d: {
    inputs: [image, [3, 3, 2, 2], [1, 1, 4, 3]],
    op: (x, depthwise, pointwise) => tf.separableConv2d(x as Image, depthwise as Image, pointwise as Image, 1, 'same'),
  },
  'fused.conv2d': {
    inputs: [image, [3, 3, 2, 3], [3]],
    op: (x, filter, bias) => tf.fused.conv2d({ x: x as Image, filter: filter as Image, bias, strides: 1, pad: 'same', activation: 'elu' }),
  },
  conv1d: both([2, 7, 2], [3, 2, 3], (x, filter) => tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, 2, 'same')),

  ...Object.fromEntries(
    (['same', 'valid'] as const).flatMap((pad): [string, Case][] => [
      [
        `conv3d ${pad} by 2`,
        both([2, 3, 5, 4, 2], [2, 3, 2, 2, 2], (x, filter) => tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, [1, 2, 2], pad)),
      ],
      [`maxPool3d ${pad} by 2`, apart([2, 3, 5, 4, 1], (x) => tf.maxPool3d(x as tf.Tensor5D, [2, 3, 2], [1, 2, 2], pad))],
      [`avgPool3d ${pad} by 2`, of([2, 3, 5, 4, 1], (x) => tf.avgPool3d(x as tf.Tensor5D, [2, 3, 2], [1, 2, 2], pad))],
    ]),
  ),
  batchNorm: {
    inputs: [[2, 3, 3, 2], [2], [2], [2], [2]], // prettier-ignore
    op: (x, mean, variance, offset, scale) => tf.batchNorm(x, mean, tf.add<tf.Tensor1D>(variance, 2), offset, scale),
  },
  localResponseNormalization: of([2, 3, 3, 5], (x) => tf.localResponseNormalization(x as Image, 1, 1, 0.7, 0.6)),
  ...Object.fromEntries(
    [[10, 14], [3, 4], [7, 7]].flatMap((size) => // prettier-ignore
      [[false, false], [true, false], [false, true]].flatMap(([corners, centres]) => // prettier-ignore
        (['resizeNearestNeighbor', 'resizeBilinear'] as const).map((name) => [
          `${name} to ${size}, corners ${corners}, centres ${centres}`,
          of(image, (x) => tf.image[name](x as Image, size as [number, number], corners, centres)),
        ]),
      ),
    ),
  ),
  huberLoss: both([3, 5], [3, 5], (labels, predictions) => tf.losses.huberLoss(labels, tf.mul(predictions, 3))),
  sigmoidCrossEntropy: both([3, 5], [3, 5], (labels, logits) => tf.losses.sigmoidCrossEntropy(tf.sigmoid(labels), logits)),
  softmaxCrossEntropy: of([3, 5], (logits) => tf.losses.softmaxCrossEntropy(tf.eye(3, 5), logits)),
};

let lazy = '';
beforeAll(async () => {
  registerTrainingKernels();
  lazy = registerLazyBackend(await onnxNode({ threads: 1 }));
});

const inputsOf = ({ inputs, spaced: isSpaced }: Case): tf.Tensor[] =>
  inputs.map((shape, place) => (isSpaced ? spaced([...shape]) : values([...shape], place + 1)));

/** The gradients of Σ weights·op(inputs) through our graphs, and slopes by differences on cpu. */
async function gradientsAndSlopes(one: Case): Promise<{ gradients: number[][]; differences: number[][] }> {
  await tf.setBackend('cpu');
  const inputs = inputsOf(one);
  const weights = values(one.op(...inputs).shape, 99).dataSync();
  const differences = inputs.map((x, place) => slopes((moved) => one.op(...inputs.with(place, moved)), x, weights));

  await tf.setBackend(lazy);
  const loss = (...xs: tf.Tensor[]): tf.Scalar => {
    const y = one.op(...xs);
    return tf.sum(tf.mul(y, tf.tensor(weights, y.shape)));
  };
  const gradients = await Promise.all(tf.grads(loss)(inputsOf(one)).map(async (gradient) => [...(await gradient.data())]));
  return { gradients, differences };
}

it.each(Object.keys(cases))('the gradient of %s through our graphs agrees with finite differences', async (name) => {
  const { gradients, differences } = await gradientsAndSlopes(cases[name]!);
  expect(gradients.map(({ length }) => length)).toEqual(differences.map(({ length }) => length));
  const errors = gradients.flatMap((gradient, input) => gradient.map((slope, i) => Math.abs(slope - differences[input]![i]!)));
  expect(Math.max(...errors)).toBeLessThan(2e-3);
});
