import type { LRNAttrs } from '@tensorflow/tfjs-core';
import { inputOf, type Node } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { scalar } from './typed.js';

const squared = (onnx: OnnxWriter, x: OnnxName) => onnx.node('Mul', [x, x]);
const scaled = (onnx: OnnxWriter, x: OnnxName, factor: number) => onnx.node('Mul', [x, scalar(onnx, factor)]);

/** For each channel of an image, the sum over the channels around it: (batch, height, width, channels). */
function sumAround(onnx: OnnxWriter, x: OnnxName, radius: number): OnnxName {
  const size = 2 * radius + 1;
  const means = onnx.node('AveragePool', [x], { kernel_shape: [1, size], pads: [0, radius, 0, radius], count_include_pad: 1 });
  return scaled(onnx, means, size);
}

/** bias + alpha · the sum of squares around each channel. */
function norms(onnx: OnnxWriter, { attrs }: Node, x: OnnxName): OnnxName {
  const { depthRadius, bias, alpha } = attrs as unknown as LRNAttrs;
  return onnx.node('Add', [scaled(onnx, sumAround(onnx, squared(onnx, x), depthRadius), alpha), scalar(onnx, bias)]);
}

const factors = (onnx: OnnxWriter, { attrs }: Node, norm: OnnxName) =>
  onnx.node('Pow', [norm, scalar(onnx, -(attrs as unknown as LRNAttrs).beta)]);

/** x · norm^−beta. */
const normalise: Lowering = (node, onnx) => {
  const x = onnx.name(inputOf(node, 'x'));
  return onnx.node('Mul', [x, factors(onnx, node, norms(onnx, node, x))]);
};

/** dy · norm^−beta − 2 · alpha · beta · x · the sum around each channel of dy · y / norm. */
const gradient: Lowering = (node, onnx) => {
  const { depthRadius, alpha, beta } = node.attrs as unknown as LRNAttrs;
  const [x, y, dy] = ['x', 'y', 'dy'].map((name) => onnx.name(inputOf(node, name))) as [OnnxName, OnnxName, OnnxName];
  const norm = norms(onnx, node, x);
  const shares = sumAround(onnx, onnx.node('Div', [onnx.node('Mul', [dy, y]), norm]), depthRadius);
  const others = scaled(onnx, onnx.node('Mul', [x, shares]), 2 * alpha * beta);
  return onnx.node('Sub', [onnx.node('Mul', [dy, factors(onnx, node, norm)]), others]);
};

export const localResponseNormalisationLowerings: Lowerings = { LRN: normalise, LRNGrad: gradient };
